using System;
using System.Numerics;
using Kernels.Corpora;
using Kernels.Lda;
using Xunit;

namespace Kernels.Inference.Tests;

internal static class LdaTestModels
{
    /// <summary>Spark's toyModel: topics by row, 6 words.</summary>
    public static readonly double[][] Toy =
    [
        [1.86738052, 1.94056535, 1.89981687, 0.0833265, 0.07405918, 0.07940597],
        [0.15081551, 0.08637973, 0.12428538, 1.9474897, 1.94615165, 1.95204124],
    ];

    public static LdaOptions Small(LdaMethod method = LdaMethod.Batch) => new() { TopicCount = 5, Method = method, Passes = 6, BatchSize = 16, Tau0 = 1, Seed = 3 };

    public static LdaModel Train<T>(LdaOptions options, ICorpus corpus, out LdaFitResult result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Trainer<T>(options).Fit(corpus, out result);

    /// <summary>A model from λ with a row a topic.</summary>
    public static LdaModel<T> Of<T>(double[][] lambdaByTopic, double alpha, double eta, Vocabulary? vocabulary = null, ILdaDeviceProvider? devices = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var lambda = new TopicRows<T>(lambdaByTopic[0].Length, lambdaByTopic.Length);
        for (int word = 0; word < lambda.RowCount; word++)
        {
            for (int topic = 0; topic < lambda.ColumnCount; topic++)
            {
                lambda.Row(word)[topic] = T.CreateTruncating(lambdaByTopic[topic][word]);
            }
        }

        var options = new LdaOptions { TopicCount = lambda.ColumnCount, Alpha = [alpha], Eta = [eta] };
        return new LdaModel<T>(lambda, vocabulary, options, null, devices ?? ReferenceDevices.Instance);
    }

    public static LdaTrainer<T> Trainer<T>(LdaOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => new(options, options.Method == LdaMethod.Structured ? new CpuLdaDevice<T>(1) : new ReferenceLdaDevice<T>(), ReferenceDevices.Instance);

    public static double[][] Lambda(LdaModel model)
    {
        double[][] rows = new double[model.VocabularySize][];
        for (int word = 0; word < rows.Length; word++)
        {
            rows[word] = new double[model.TopicCount];
            model.ReadTopicWeights(word, rows[word]);
        }

        return rows;
    }

    public static void AssertNear(double expected, double actual, double relative)
        => Assert.True(Math.Abs(actual - expected) <= relative * Math.Abs(expected), $"expected {expected:R}, got {actual:R}: off by {Math.Abs((actual - expected) / expected):e2}");
}
