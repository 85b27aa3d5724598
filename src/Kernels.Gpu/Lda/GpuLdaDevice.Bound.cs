using System;
using System.Numerics;
using System.Threading.Tasks;
using ILGPU;
using ILGPU.Runtime;
using Kernels.Lda;

namespace Kernels.Gpu;

/// <content>The documents' part of the bound.</content>
public sealed partial class GpuLdaDevice<T>
{
    /// <summary>The documents' terms of the bound, in double, from what the device left.</summary>
    private LdaEStepResult Bound(LdaBlock<T> block, GpuLdaTopics<T> topics, T[] alpha, double alphaLogNormalizer)
    {
        double[] logScale = LogScale(topics);
        var parts = new LdaEStepResult[block.Count];
        Parallel.For(0, block.Count, d => parts[d] = DocumentBound(block, d, topics.TopicCount, logScale, alpha, alphaLogNormalizer));
        LdaEStepResult sum = default;
        foreach (LdaEStepResult part in parts)
        {
            sum += part;
        }

        return sum;
    }

    private static LdaEStepResult DocumentBound(LdaBlock<T> block, int d, int topicCount, double[] logScale, T[] alpha, double alphaLogNormalizer)
    {
        if (block.Status.Host(block.Count)[d] == LdaDocumentStatus.Lost)
        {
            return default;
        }

        double[] wide = new double[3 * topicCount];
        Span<double> expectedLog = wide.AsSpan(topicCount, topicCount);
        LdaThetaBound theta = LdaThetaBound.Of(
            alpha, alphaLogNormalizer, block.Gamma.Host((long)block.Count * topicCount).Slice(d * topicCount, topicCount),
            wide.AsSpan(0, topicCount), expectedLog, wide.AsSpan(2 * topicCount));
        ReadOnlySpan<T> expected = block.Expected.Host((long)block.Count * topicCount).Slice(d * topicCount, topicCount);
        double assignment = 0;
        for (int k = 0; k < topicCount; k++)
        {
            assignment += double.CreateTruncating(expected[k]) * expectedLog[k];
        }

        double thetaScale = double.CreateTruncating(block.ThetaScale.Host(block.Count)[d]);
        double logTheta = (block.ThetaScaleIsLog.Host(block.Count)[d] != 0 ? thetaScale : Log(thetaScale)) - theta.DigammaSum;
        ReadOnlySpan<int> starts = block.Starts.Host(block.Count + 1);
        int first = starts[d];
        int words = starts[d + 1] - first;
        if (words == 0)
        {
            return new LdaEStepResult { ThetaPrior = theta.Prior, AssignmentPrior = assignment, ThetaEntropy = theta.Entropy };
        }

        double[] logs = new double[words];
        ReadOnlySpan<T> normalizers = block.Normalizers.Host(block.Pairs).Slice(first, words);
        ReadOnlySpan<T> counts = block.Counts.Host(block.Pairs).Slice(first, words);
        ReadOnlySpan<int> ids = block.Words.Host(block.Pairs).Slice(first, words);
        for (int i = 0; i < words; i++)
        {
            logs[i] = double.CreateTruncating(normalizers[i]);
        }

        SpecialFunctions.Log<double>(logs, logs);
        double sum = 0;
        for (int i = 0; i < words; i++)
        {
            sum += counts[i] == T.Zero ? 0 : double.CreateTruncating(counts[i]) * (logs[i] + logScale[ids[i]] + logTheta);
        }

        return new LdaEStepResult { WordLogNormalizer = sum, ThetaPrior = theta.Prior, AssignmentPrior = assignment, ThetaEntropy = theta.Entropy };
    }

    private static double Log(double value)
    {
        Span<double> one = [value];
        SpecialFunctions.Log<double>(one, one);
        return one[0];
    }

    /// <summary>ln of what each row of factors was divided by.</summary>
    private double[] LogScale(GpuLdaTopics<T> topics)
    {
        if (topics.LogScale is null)
        {
            var maxima = new T[topics.VocabularySize];
            var logs = new double[topics.VocabularySize];
            var scale = new double[topics.VocabularySize];
            Read(topics.Maxima, 0, maxima);
            Guarded(() => topics.LogMaxima.View.BaseView.CopyToCPU(_compute, ref logs[0], logs.Length));
            Guarded(_compute.Synchronize);
            for (int word = 0; word < scale.Length; word++)
            {
                scale[word] = double.CreateTruncating(maxima[word]);
            }

            SpecialFunctions.Log<double>(scale, scale);
            for (int word = 0; word < scale.Length; word++)
            {
                bool isFromLogs = double.CreateTruncating(maxima[word]) < LdaPrecision<T>.Flush;
                scale[word] = isFromLogs ? logs[word] : scale[word] + topics.Sums.LogTopicScale;
            }

            topics.LogScale = scale;
        }

        return topics.LogScale;
    }
}
