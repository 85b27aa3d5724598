using System;
using Kernels.Lda;
using Xunit;
using static Kernels.Inference.Tests.ReferenceFunctions;

namespace Kernels.Inference.Tests;

/// <summary>The reference against values published by others.</summary>
public class ReferenceTests
{
    [Theory]
    [InlineData(1e-6, -1000000.57721402)]
    [InlineData(0.01, -100.5608854578686)]
    [InlineData(0.1, -10.42375494041108)]
    [InlineData(0.5, -1.963510026021423)]
    [InlineData(6, 1.7061176684318)]
    [InlineData(1e4, 9.21029037114285)]
    public void DigammaHasItsKnownValues(double x, double expected) => Assert.Equal(expected, Digamma(x), 1e-13 * Math.Abs(expected) * 10);

    [Theory]
    [InlineData(0.5, 0.5723649429247001)]
    [InlineData(1, 0)]
    [InlineData(10, 12.801827480081469)]
    [InlineData(100, 359.1342053695754)]
    [InlineData(0.02, 3.900804516098377)]
    public void LogGammaHasItsKnownValues(double x, double expected) => Assert.Equal(expected, LogGamma(x), 1e-13 * Math.Max(1, Math.Abs(expected)));

    /// <summary>gensim's document {0, 1, 2}: γ at fixed topics. Word 12 takes the rest of each topic, so that the rows are means of β.</summary>
    [Fact]
    public void ReachesGensimsFixedPoint()
    {
        double[][] expElogBeta =
        [
            [0.07906801465, 0.07906716261, 0.07909379215, 0.03977393119, 0.1182143231, 0.1574840373, 0.07909818948, 0.07909818952, 0.07914069878, 0.005720027516, 0.005654970598, 0.005639239449],
            [0.01016163584, 0.01016269047, 0.01012974483, 0.07287522615, 0.01011000305, 0.01005920355, 0.01012430764, 0.0101243076, 0.0100717917, 0.2059518183, 0.2061131067, 0.1380953588],
        ];
        using var device = new ReferenceLdaDevice<double>();
        using LdaTopics topics = device.CreateTopics(13, 2, LdaTopicKind.Point);
        double[] rest = [1, 1];
        for (int word = 0; word < 12; word++)
        {
            device.WriteLambda(topics, word, [expElogBeta[0][word], expElogBeta[1][word]]);
            (rest[0], rest[1]) = (rest[0] - expElogBeta[0][word], rest[1] - expElogBeta[1][word]);
        }

        device.WriteLambda(topics, 12, rest);
        double[] gamma = new double[2];
        device.EStep(topics, new LdaDocuments([0, 3], [0, 1, 2], [1, 1, 1]), [0.5, 0.5], new() { MaxIterations = 1000, Tolerance = 1e-14 }, gamma, []);
        Assert.Equal(3.480293784893261, gamma[0], 1e-10);
        Assert.Equal(0.519706215106739, gamma[1], 1e-10);
    }
}
