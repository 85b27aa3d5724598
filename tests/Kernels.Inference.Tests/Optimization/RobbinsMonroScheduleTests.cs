using System;
using System.Linq;
using Kernels.Lda;
using Xunit;
using static Kernels.Inference.Tests.LdaTestModels;

namespace Kernels.Inference.Tests;

public sealed class RobbinsMonroScheduleTests
{
    /// <summary>(τ0 + t)^−κ with mpmath 1.3.0 at 40 digits, rounded once.</summary>
    [Theory]
    [InlineData(64, 0.5, 1, 0.12403473458920845)]
    [InlineData(1, 0.7, 1, 0.6155722066724582)]
    [InlineData(1024, 0.51, 99, 0.02781674596168726)]
    [InlineData(0.25, 0.9, 7, 0.16814958278941677)]
    [InlineData(2, 0.6, 123456789, 1.3966610105740485e-05)]
    [InlineData(1e6, 1, 3, 9.99997000009e-07)]
    [InlineData(0, 0.75, 1099511627776, 9.313225746154785e-10)]
    public void TheStepIsThePower(double tau0, double kappa, long step, double expected)
    {
        double found = new RobbinsMonroSchedule(tau0, kappa).StepSize(step);
        double units = kappa == 0.5 ? 1 : 1.1 + (1.1 * kappa * Math.Log(tau0 + step)) + 1;
        Assert.InRange(found, expected * (1 - (units * 2.3e-16)), expected * (1 + (units * 2.3e-16)));
    }

    [Fact]
    public void NoStepIsAboveOneOrBelowTheFloor()
    {
        Assert.All((double[])[0, 0.3, 0.5, 0.7, 1], kappa => Assert.Equal(1, new RobbinsMonroSchedule(0, kappa).StepSize(1)));
        Assert.Equal(1, new RobbinsMonroSchedule(1e9, 0).StepSize(12345));
        Assert.Equal(0.25, new RobbinsMonroSchedule(0, 0.5, 0.25).StepSize(1000));
        Assert.Equal(0.25, new RobbinsMonroSchedule(0, 0.9, 0.25).StepSize(1000));
        double[] falling = [.. Enumerable.Range(1, 500).Select(step => new RobbinsMonroSchedule(3, 0.8).StepSize(step))];
        Assert.Equal(falling.Distinct().OrderDescending(), falling);
    }

    /// <summary>Pinned bits of a thousand steps, looked at again on every width: by the system's power some of them are others on some systems.</summary>
    [Fact]
    [Trait("Category", "Laws")]
    public void TheBitsArePinned()
    {
        ulong hash = 0;
        foreach (double kappa in (double[])[0.5, 0.51, 0.7, 1])
        {
            for (int step = 1; step <= 250; step++)
            {
                hash = unchecked((hash * 31) + BitConverter.DoubleToUInt64Bits(new RobbinsMonroSchedule(10, kappa).StepSize(step)));
            }
        }

        Assert.Equal(14287401684957505317ul, hash);
    }

    /// <summary>Both trainers that take such steps take these, to the bit: one component's weight is 1 whatever the step, so the mean tells.</summary>
    [Theory]
    [InlineData(0.5)]
    [InlineData(0.6)]
    [InlineData(0.9)]
    public void AMixtureAndTopicsTakeTheSameSteps(double kappa)
    {
        // Two observations about 0, then two about 1: the mean is the second step's size.
        GaussianMixtureOptions mixture = new() { ComponentCount = 1, Tau0 = 5, Kappa = kappa };
        GaussianMixtureOnlineTrainer<double> trainer = new(mixture, 1);
        trainer.PartialFit(new double[] { -1, 1 });
        trainer.PartialFit(new double[] { 0, 2 });
        RobbinsMonroSchedule schedule = new(5, kappa);
        Assert.Equal(schedule.StepSize(2), trainer.Model().Parameters.Mean(0)[0], 1e-15);

        // A batch of four documents each: ρ of the run's last step is told.
        LdaOptions topics = Small(LdaMethod.Online) with { Passes = 1, BatchSize = 4, Tau0 = 5, Kappa = kappa };
        RecordingDevice device = new();
        using LdaModel model = new LdaTrainer<double>(topics, device, ReferenceDevices.Instance).Fit(TestCorpus.Synthetic(16), out LdaFitResult result);
        Assert.Equal(4, result.Steps);
        Assert.Equal([.. Enumerable.Range(1, 4).Select(step => schedule.StepSize(step))], device.StepSizes);
    }

    /// <summary>Notes the ρ of each step.</summary>
    private sealed class RecordingDevice : ILdaDevice<double>
    {
        private readonly ReferenceLdaDevice<double> _device = new();

        public System.Collections.Generic.List<double> StepSizes { get; } = [];

        public string Description => _device.Description;

        public LdaTopics CreateTopics(int vocabularySize, int topicCount, LdaTopicKind kind) => _device.CreateTopics(vocabularySize, topicCount, kind);

        public void WriteLambda(LdaTopics topics, int firstWord, ReadOnlySpan<double> rows) => _device.WriteLambda(topics, firstWord, rows);

        public void ReadLambda(LdaTopics topics, int firstWord, Span<double> destination) => _device.ReadLambda(topics, firstWord, destination);

        public LdaEStepResult EStep(LdaTopics topics, in LdaDocuments documents, ReadOnlySpan<double> alpha, in LdaEStepSettings settings, Span<double> gamma, Span<int> iterations) =>
            _device.EStep(topics, documents, alpha, settings, gamma, iterations);

        public void LambdaStep(LdaTopics topics, ReadOnlySpan<double> eta, double rho, double scale)
        {
            StepSizes.Add(rho);
            _device.LambdaStep(topics, eta, rho, scale);
        }

        public LdaTopicBound TopicBound(LdaTopics topics, ReadOnlySpan<double> eta) => _device.TopicBound(topics, eta);

        public void Dispose() => _device.Dispose();
    }
}
