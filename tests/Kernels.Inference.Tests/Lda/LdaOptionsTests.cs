using System;
using Xunit;
using static Kernels.Inference.Tests.LdaTestModels;

namespace Kernels.Inference.Tests;

public class LdaOptionsTests
{
    [Fact]
    public void MistakesAreNamed()
    {
        void Refused(LdaOptions options, string part) => Assert.Contains(part, Assert.Throws<ArgumentException>(() => options.Validate(40)).Message, StringComparison.Ordinal);
        Refused(new() { TopicCount = 0 }, "TopicCount is 0; expected at least 1");
        Refused(Small() with { Alpha = [1, 2] }, "Alpha has 2 values; expected none (1/K), one, or 5");
        Refused(Small() with { Eta = [1, 2] }, "Eta has 2 values; expected none (1/K), one, or 40");
        Refused(Small() with { Alpha = null! }, "Alpha");
        Refused(Small() with { Alpha = [0] }, "Alpha[0] is 0");
        Refused(Small() with { Eta = [double.NaN] }, "Eta[0] is NaN");
        Refused(Small() with { Eta = [1e-60] }, "Eta[0] is 1E-60");
        Refused(Small() with { Passes = 0 }, "Passes is 0");
        Refused(Small() with { BatchSize = 0 }, "BatchSize is 0");
        Refused(Small() with { Tau0 = -1 }, "Tau0 is -1");
        Refused(Small() with { Kappa = 1.5 }, "Kappa is 1.5");
        Refused(Small() with { InnerIterations = 0 }, "InnerIterations is 0");
        Refused(Small() with { InnerTolerance = double.NaN }, "InnerTolerance is NaN");
        Refused(Small() with { BoundEvery = -1 }, "BoundEvery is -1");
        Refused(Small(LdaMethod.Online) with { BoundTolerance = 1e-4 }, "BoundTolerance");
        Refused(Small() with { BoundTolerance = 1e-4, BoundEvery = 0 }, "BoundTolerance");
        Refused(Small(LdaMethod.Structured) with { BoundTolerance = 1e-4 }, "BoundTolerance is 0.0001; expected 0 unless Method is Batch");
        Refused(Small() with { Method = (LdaMethod)9 }, "Method is 9; expected Batch, Online or Structured");
        Refused(Small() with { StructuredGradient = (StructuredGradient)2 }, "StructuredGradient is 2; expected Sampled or Corrected");
        Refused(Small() with { StructuredSamples = 0 }, "StructuredSamples is 0; expected at least 1");
        Assert.Throws<ArgumentException>(() => Train<double>(Small(), new TestCorpus(3, []), out _));
        Assert.Throws<ArgumentNullException>(() => Train<double>(Small(), null!, out _));
    }

    /// <summary>The methods learn best with different numbers of inner iterations; one that is set stays, whatever the method becomes.</summary>
    [Fact]
    public void InnerIterationsFollowTheMethodUnlessSet()
    {
        LdaOptions options = new() { TopicCount = 2 };
        Assert.Equal(8, options.InnerIterations);
        Assert.Equal(5, (options with { Method = LdaMethod.Online }).InnerIterations);
        Assert.Equal(5, (options with { Method = LdaMethod.Structured }).InnerIterations);
        Assert.Equal(3, (options with { InnerIterations = 3, Method = LdaMethod.Online }).InnerIterations);
        Assert.Equal(3, ((options with { InnerIterations = 3 }) with { Method = LdaMethod.Online }).InnerIterations);
    }

    [Fact]
    public void DrawsFollowTheGradientUnlessSet()
    {
        LdaOptions options = new() { TopicCount = 2 };
        Assert.Equal(4, options.StructuredSamples);
        Assert.Equal(16, (options with { StructuredGradient = StructuredGradient.Corrected }).StructuredSamples);
        Assert.Equal(2, (options with { StructuredSamples = 2, StructuredGradient = StructuredGradient.Corrected }).StructuredSamples);
    }
}
