using System;
using System.Numerics;
using Kernels.Lda;

namespace Kernels.Gpu.Tests;

/// <summary>Passes of E-step and λ step on a device, and what they left.</summary>
internal sealed record LdaRun<T>(T[] Lambda, T[] Gamma, int[] Iterations, LdaEStepResult Result, double[] Bounds)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static LdaRun<T> Of(
        ILdaDevice<T> device, LdaCorpus corpus, int topicCount, double alpha, int passes = 3, int inner = 8, double tolerance = 0.01, LdaTopicKind kind = LdaTopicKind.Dirichlet)
    {
        using LdaTopics topics = device.CreateTopics(corpus.VocabularySize, topicCount, kind);
        device.WriteLambda(topics, 0, corpus.Lambda<T>(topicCount));
        var prior = new T[topicCount];
        Array.Fill(prior, T.CreateTruncating(alpha));
        var gamma = new T[corpus.DocumentCount * topicCount];
        var iterations = new int[corpus.DocumentCount];
        T[] eta = [T.CreateTruncating(0.01)];
        LdaEStepResult result = default;
        LdaTopicBound bound = default;
        for (int pass = 0; pass < passes; pass++)
        {
            var settings = new LdaEStepSettings
            {
                MaxIterations = inner,
                Tolerance = tolerance,
                CarryGamma = pass > 0 && pass == passes - 1,
                AccumulateStatistics = true,
                ComputeBound = true,
            };
            result = device.EStep(topics, new LdaDocuments(corpus.Offsets, corpus.Words, corpus.Counts), prior, settings, gamma, iterations);
            bound = device.TopicBound(topics, eta);
            device.LambdaStep(topics, eta, pass == 1 ? 0.7 : 1, pass == 1 ? 1.5 : 1);
        }

        var lambda = new T[corpus.VocabularySize * topicCount];
        device.ReadLambda(topics, 0, lambda);
        double[] bounds =
        [
            result.WordLogNormalizer, result.ThetaPrior, result.AssignmentPrior, result.ThetaEntropy, bound.TopicPrior, bound.Likelihood, bound.TopicEntropy,
        ];
        return new LdaRun<T>(lambda, gamma, iterations, result, bounds);
    }

    /// <summary>‖a − b‖_F/‖a‖_F.</summary>
    public static double Distance(T[] a, T[] b)
    {
        double difference = 0, norm = 0;
        for (int i = 0; i < a.Length; i++)
        {
            double x = double.CreateTruncating(a[i]), y = double.CreateTruncating(b[i]);
            difference += (x - y) * (x - y);
            norm += x * x;
        }

        return Math.Sqrt(difference / norm);
    }
}
