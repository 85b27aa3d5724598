using System;
using System.Linq;
using Kernels.Lda;
using Xunit;
using static Kernels.Tests.Reference.PlainFunctions;

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

    /// <summary>Each of the seven terms from its definition, φ written out.</summary>
    [Fact]
    public void TheSevenTermsAreWhatTheyAreCalled()
    {
        (double[] alpha, double[] eta) = ([0.3, 0.9], [0.2, 0.5, 1.7]);
        double[] lambda = [1.5, 0.4, 2, 3, 0.7, 5];
        using var device = new ReferenceLdaDevice<double>();
        using LdaTopics topics = device.CreateTopics(3, 2, LdaTopicKind.Dirichlet);
        device.WriteLambda(topics, 0, lambda);
        double[] gamma = [2.5, 1.25];
        var settings = new LdaEStepSettings { MaxIterations = 3, Tolerance = 0, CarryGamma = true, AccumulateStatistics = true, ComputeBound = true };
        LdaEStepResult step = device.EStep(topics, new LdaDocuments([0, 2], [0, 2], [2, 1.5f]), alpha, settings, gamma, []);
        LdaBound bound = LdaBound.From(step, device.TopicBound(topics, eta));

        double[] logTheta = ExpectedLog(gamma);
        double[][] logBeta = [ExpectedLog([lambda[0], lambda[2], lambda[4]]), ExpectedLog([lambda[1], lambda[3], lambda[5]])];
        (double assignment, double likelihood, double entropy) = (0, 0, 0);
        foreach ((int word, double count) in new[] { (0, 2.0), (2, 1.5) })
        {
            double[] weight = [Math.Exp(logTheta[0] + logBeta[0][word]), Math.Exp(logTheta[1] + logBeta[1][word])];
            for (int k = 0; k < 2; k++)
            {
                double phi = weight[k] / (weight[0] + weight[1]);
                assignment += count * phi * logTheta[k];
                likelihood += count * phi * logBeta[k][word];
                entropy -= count * phi * Math.Log(phi);
            }
        }

        Assert.Equal(assignment, bound.AssignmentPrior, 1e-12);
        Assert.Equal(likelihood, bound.Likelihood, 1e-12);
        Assert.Equal(entropy, bound.AssignmentEntropy, 1e-12);
        Assert.Equal(LogDirichlet(alpha, logTheta), bound.ThetaPrior, 1e-12);
        Assert.Equal(-LogDirichlet(gamma, logTheta), bound.ThetaEntropy, 1e-12);
        Assert.Equal(LogDirichlet(eta, logBeta[0]) + LogDirichlet(eta, logBeta[1]), bound.TopicPrior, 1e-12);
        Assert.Equal(-LogDirichlet([1.5, 2, 0.7], logBeta[0]) - LogDirichlet([0.4, 3, 5], logBeta[1]), bound.TopicEntropy, 1e-12);
    }

    /// <summary>E[log Dir(x | parameters)] given E[log x].</summary>
    private static double LogDirichlet(double[] parameters, double[] expectedLog)
        => LogGamma(parameters.Sum()) - parameters.Sum(LogGamma) + parameters.Zip(expectedLog, (value, log) => (value - 1) * log).Sum();
}
