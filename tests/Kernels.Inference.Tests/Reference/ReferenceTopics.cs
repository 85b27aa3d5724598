using System;
using System.Threading;
using Kernels.Lda;
using static Kernels.Tests.Reference.PlainFunctions;

namespace Kernels.Inference.Tests;

internal sealed class ReferenceTopics(int vocabularySize, int topicCount, LdaTopicKind kind) : LdaTopics(vocabularySize, topicCount, kind)
{
    private readonly Lock _gate = new();

    public double[] Lambda { get; } = new double[vocabularySize * topicCount];

    public double[] Statistics { get; } = new double[vocabularySize * topicCount];

    /// <summary>E[log β], or the logarithm of β's mean.</summary>
    public double[] LogBeta { get; } = new double[vocabularySize * topicCount];

    public bool Stale { get; set; } = true;

    public void Refresh()
    {
        lock (_gate)
        {
            for (int k = 0; k < TopicCount && Stale; k++)
            {
                double total = 0;
                for (int w = 0; w < VocabularySize; w++)
                {
                    total += Lambda[(w * TopicCount) + k];
                }

                for (int w = 0; w < VocabularySize; w++)
                {
                    double lambda = Lambda[(w * TopicCount) + k];
                    LogBeta[(w * TopicCount) + k] = Kind == LdaTopicKind.Point ? Math.Log(lambda / total) : Digamma(lambda) - Digamma(total);
                }
            }

            Stale = false;
        }
    }

    protected override void Dispose(bool disposing)
    {
    }
}

/// <summary>One document: φ_wk ∝ exp(E[log θ_k] + E[log β_kw]), γ_k = α_k + Σ n φ.</summary>
internal sealed class ReferenceDocument(ReferenceTopics topics, int[] words, float[] counts, double[] alpha)
{
    private readonly double[] _phi = new double[topics.TopicCount];
    private readonly double[] _expectedLogTheta = new double[topics.TopicCount];

    public double[] Start()
    {
        double tokens = 0;
        foreach (float count in counts)
        {
            tokens += count;
        }

        return Array.ConvertAll(alpha, prior => prior + (tokens / alpha.Length));
    }

    public int Iterate(double[] gamma, int maxIterations, double tolerance, out bool converged)
    {
        converged = false;
        int done = 0;
        while (done < maxIterations && !converged)
        {
            ExpectLogTheta(gamma);
            double[] next = [.. alpha];
            for (int i = 0; i < words.Length; i++)
            {
                Assign(words[i]);
                for (int k = 0; k < next.Length; k++)
                {
                    next[k] += counts[i] * _phi[k];
                }
            }

            double change = 0;
            for (int k = 0; k < next.Length; k++)
            {
                change += Math.Abs(next[k] - gamma[k]);
            }

            next.CopyTo(gamma, 0);
            converged = change / next.Length < tolerance;
            done++;
        }

        return done;
    }

    public void AddStatistics(double[] gamma, double[] statistics)
    {
        ExpectLogTheta(gamma);
        for (int i = 0; i < words.Length; i++)
        {
            Assign(words[i]);
            for (int k = 0; k < _phi.Length; k++)
            {
                statistics[(words[i] * _phi.Length) + k] += counts[i] * _phi[k];
            }
        }
    }

    public LdaEStepResult Bound(double[] gamma)
    {
        ExpectLogTheta(gamma);
        (double logNormalizer, double assignmentPrior) = (0, 0);
        for (int i = 0; i < words.Length; i++)
        {
            logNormalizer += counts[i] * Assign(words[i]);
            for (int k = 0; k < _phi.Length; k++)
            {
                assignmentPrior += counts[i] * _phi[k] * _expectedLogTheta[k];
            }
        }

        (double prior, double entropy, double alphaTotal, double gammaTotal) = (0, 0, 0, 0);
        for (int k = 0; k < gamma.Length; k++)
        {
            prior += ((alpha[k] - 1) * _expectedLogTheta[k]) - LogGamma(alpha[k]);
            entropy -= ((gamma[k] - 1) * _expectedLogTheta[k]) - LogGamma(gamma[k]);
            (alphaTotal, gammaTotal) = (alphaTotal + alpha[k], gammaTotal + gamma[k]);
        }

        return new LdaEStepResult
        {
            WordLogNormalizer = logNormalizer,
            AssignmentPrior = assignmentPrior,
            ThetaPrior = prior + LogGamma(alphaTotal),
            ThetaEntropy = entropy - LogGamma(gammaTotal),
        };
    }

    private void ExpectLogTheta(double[] gamma)
    {
        double total = 0;
        foreach (double value in gamma)
        {
            total += value;
        }

        for (int k = 0; k < gamma.Length; k++)
        {
            _expectedLogTheta[k] = Digamma(gamma[k]) - Digamma(total);
        }
    }

    /// <summary>φ of a word; returns the logarithm of its normaliser.</summary>
    private double Assign(int word)
    {
        for (int k = 0; k < _phi.Length; k++)
        {
            _phi[k] = _expectedLogTheta[k] + topics.LogBeta[(word * _phi.Length) + k];
        }

        double logNormalizer = LogSumExp(_phi);
        for (int k = 0; k < _phi.Length; k++)
        {
            _phi[k] = Math.Exp(_phi[k] - logNormalizer);
        }

        return logNormalizer;
    }
}
