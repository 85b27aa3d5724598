using System;
using System.Numerics;
using Kernels.Lda;
using static Kernels.Tests.Reference.PlainFunctions;

namespace Kernels.Inference.Tests;

/// <summary>LDA's E-step, λ step and bound as the formulas say: loops, double, φ in log space.</summary>
internal sealed class ReferenceLdaDevice<T> : ILdaDevice<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public string Description => "reference loops";

    public LdaTopics CreateTopics(int vocabularySize, int topicCount, LdaTopicKind kind) => new ReferenceTopics(vocabularySize, topicCount, kind);

    public void WriteLambda(LdaTopics topics, int firstWord, ReadOnlySpan<T> rows)
    {
        var own = (ReferenceTopics)topics;
        for (int i = 0; i < rows.Length; i++)
        {
            own.Lambda[(firstWord * own.TopicCount) + i] = double.CreateTruncating(rows[i]);
        }

        own.Stale = true;
    }

    public void ReadLambda(LdaTopics topics, int firstWord, Span<T> destination)
    {
        var own = (ReferenceTopics)topics;
        for (int i = 0; i < destination.Length; i++)
        {
            destination[i] = T.CreateTruncating(own.Lambda[(firstWord * own.TopicCount) + i]);
        }
    }

    public LdaEStepResult EStep(
        LdaTopics topics, in LdaDocuments documents, ReadOnlySpan<T> alpha, in LdaEStepSettings settings, Span<T> gamma, Span<int> iterations)
    {
        var own = (ReferenceTopics)topics;
        own.Refresh();
        int topicCount = own.TopicCount;
        double[] prior = Widened(alpha);
        LdaEStepResult sum = default;
        for (int d = 0; d < documents.Count; d++)
        {
            int start = (int)(documents.Offsets[d] - documents.Offsets[0]);
            int length = (int)(documents.Offsets[d + 1] - documents.Offsets[d]);
            var document = new ReferenceDocument(own, documents.TermIds.Slice(start, length).ToArray(), documents.Counts.Slice(start, length).ToArray(), prior);
            Span<T> row = gamma.Slice(d * topicCount, topicCount);
            double[] current = settings.CarryGamma ? Widened(row) : document.Start();
            int done = document.Iterate(current, settings.MaxIterations, settings.Tolerance, out bool converged);
            for (int k = 0; k < topicCount; k++)
            {
                row[k] = T.CreateTruncating(current[k]);
            }

            if (!iterations.IsEmpty)
            {
                iterations[d] = converged ? done : -done;
            }

            if (settings.AccumulateStatistics)
            {
                document.AddStatistics(current, own.Statistics);
            }

            sum += new LdaEStepResult { Visits = (long)length * done, UnconvergedDocuments = converged ? 0 : 1 };
            sum += settings.ComputeBound ? document.Bound(current) : default;
        }

        return sum;
    }

    public void LambdaStep(LdaTopics topics, ReadOnlySpan<T> eta, double rho, double scale)
    {
        var own = (ReferenceTopics)topics;
        for (int i = 0; i < own.Lambda.Length; i++)
        {
            double prior = double.CreateTruncating(eta[eta.Length == 1 ? 0 : i / own.TopicCount]);
            double target = prior + (scale * own.Statistics[i]);
            own.Lambda[i] = double.CreateTruncating(T.CreateTruncating(((1 - rho) * own.Lambda[i]) + (rho * target)));
        }

        Array.Clear(own.Statistics);
        own.Stale = true;
    }

    public LdaTopicBound TopicBound(LdaTopics topics, ReadOnlySpan<T> eta)
    {
        var own = (ReferenceTopics)topics;
        own.Refresh();
        double[] prior = new double[own.VocabularySize];
        for (int w = 0; w < prior.Length; w++)
        {
            prior[w] = double.CreateTruncating(eta[eta.Length == 1 ? 0 : w]);
        }

        (double topicPrior, double likelihood, double entropy) = (0, 0, 0);
        for (int k = 0; k < own.TopicCount; k++)
        {
            (double priorTotal, double total) = (0, 0);
            for (int w = 0; w < prior.Length; w++)
            {
                int at = (w * own.TopicCount) + k;
                topicPrior += ((prior[w] - 1) * own.LogBeta[at]) - LogGamma(prior[w]);
                entropy -= ((own.Lambda[at] - 1) * own.LogBeta[at]) - LogGamma(own.Lambda[at]);
                likelihood += own.Statistics[at] * own.LogBeta[at];
                (priorTotal, total) = (priorTotal + prior[w], total + own.Lambda[at]);
            }

            (topicPrior, entropy) = (topicPrior + LogGamma(priorTotal), entropy - LogGamma(total));
        }

        return new LdaTopicBound(topicPrior, likelihood, entropy);
    }

    public void Dispose()
    {
    }

    private static double[] Widened(ReadOnlySpan<T> values)
    {
        double[] wide = new double[values.Length];
        for (int i = 0; i < wide.Length; i++)
        {
            wide[i] = double.CreateTruncating(values[i]);
        }

        return wide;
    }
}
