using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace Kernels.Tests;

/// <summary>Parameters that float does not hold are refused where float is asked for, and are as good as any in double.</summary>
public sealed class HeldParameterTests
{
    private static readonly RandomStream s_stream = new(Seed: 3, Stream: 0);

    /// <summary>A distribution with one parameter beyond float, which one, and how the message begins.</summary>
    private static readonly Dictionary<string, IDistribution> s_beyond = new()
    {
        ["Mean is 1E+300, which is infinite in float"] = new NormalDistribution(1e300, 1),
        ["StandardDeviation is 1E+39, which is infinite in float"] = new NormalDistribution(0, 1e39),
        ["StandardDeviation is 1E-50, which is 0 in float"] = new NormalDistribution(0, 1e-50),
        ["Location is -1E+39, which is infinite in float"] = new CauchyDistribution(-1e39, 1),
        ["Scale is 1E-46, which is 0 in float"] = new LaplaceDistribution(0, 1e-46),
        ["Scale is 2E+40, which is infinite in float"] = new LogisticDistribution(0, 2e40),
        ["Scale is 3E+40, which is infinite in float"] = new GumbelDistribution(0, 3e40),
        ["Rate is 1E-50, which is 0 in float"] = new ExponentialDistribution(1e-50),
        ["Rate is 1E+50, which is infinite in float"] = new GammaDistribution(2, 1e50),
        ["Rate is 2E+50, which is infinite in float"] = new ErlangDistribution(3, 2e50),
        ["Alpha is 1E+39, which is infinite in float"] = new BetaDistribution(1e39, 1),
        ["DegreesOfFreedom is 1E+39, which is infinite in float"] = new ChiSquaredDistribution(1e39),
        ["NumeratorDegrees is 1E+39, which is infinite in float"] = new FDistribution(1e39, 1),
        ["Scale is 1E-47, which is 0 in float"] = new StudentTDistribution(3, 0, 1e-47),
        ["Rate is 1E-47, which is 0 in float"] = new GompertzDistribution(1, 1e-47),
        ["LogMean is 1E+39, which is infinite in float"] = new LogNormalDistribution(1e39, 1),
        ["Minimum is 1E+39, which is infinite in float"] = new ParetoDistribution(1e39, 1),
        ["Scale is 1E-48, which is 0 in float"] = new RayleighDistribution(1e-48),
        ["Maximum is 1E+39, which is infinite in float"] = new ReciprocalDistribution(1, 1e39),
        ["Maximum is 2E+39, which is infinite in float"] = new TriangularDistribution(0, 1, 2e39),
        ["Minimum is -1E+39, which is infinite in float"] = new UniformDistribution(-1e39, 0),
        ["Scale is 1E+39, which is infinite in float"] = new WeibullDistribution(1, 1e39),
    };

    public static TheoryData<string> Messages => [.. s_beyond.Keys];

    [Fact]
    public void Every_distribution_is_asked() => Assert.Equal(
        typeof(IDistribution).Assembly.GetTypes().Where(type => type.IsValueType && type.IsAssignableTo(typeof(IDistribution))).Select(type => type.Name).Order(StringComparer.Ordinal),
        s_beyond.Values.Select(distribution => distribution.GetType().Name).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Messages))]
    public void Float_refuses_it_and_double_does_not(string message)
    {
        IDistribution distribution = s_beyond[message];
        float[] draws = new float[5], slopes = new float[5 * distribution.ParameterCount];
        Refused(() => distribution.Sample<float>(s_stream, 0, draws));
        Refused(() => distribution.Sample<float>(s_stream, 0, draws, slopes));
        Refused(() => distribution.LogDensity<float>(draws, draws));
        Assert.All(draws.Concat(slopes), value => Assert.Equal(0, value));

        double[] whole = new double[5];
        distribution.Sample<double>(s_stream, 0, whole);
        distribution.LogDensity<double>([0.5], whole);

        void Refused(Action action) => Assert.StartsWith($"{message}; expected a number that float holds", Assert.Throws<InvalidOperationException>(action).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_last_numbers_that_float_holds_are_taken()
    {
        float[] draws = new float[100];
        new NormalDistribution(float.MaxValue, float.Epsilon).Sample<float>(s_stream, 0, draws);
        Assert.All(draws, draw => Assert.Equal(float.MaxValue, draw));
        new NormalDistribution(1e-50, 1).Sample<float>(s_stream, 0, draws);
        float[] standard = new float[100];
        Sampling.Normal<float>(s_stream, 0, standard);
        Assert.Equal(standard, draws);
    }

    [Fact]
    public void Rows_are_asked_too()
    {
        float[] rows = new float[4];
        Assert.StartsWith(
            "A number of the location is 1E+39, which is infinite in float",
            Assert.Throws<InvalidOperationException>(() => EllipticalDistribution.Gaussian([0, 1e39], [1, 0, 0, 1]).SampleRows<float>(s_stream, 0, rows)).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "A number of the factor is 1E+40, which is infinite in float",
            Assert.Throws<InvalidOperationException>(() => EllipticalDistribution.Gaussian([0, 0], [1, 0, 0, 1e40]).SampleRows<float>(s_stream, 0, rows)).Message,
            StringComparison.Ordinal);
        EllipticalDistribution.Gaussian([0, 1e39], [1, 0, 0, 1]).SampleRows<double>(s_stream, 0, new double[4]);
    }
}
