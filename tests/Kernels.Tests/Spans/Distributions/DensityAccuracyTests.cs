using System;
using Xunit;

namespace Kernels.Tests;

/// <summary>Densities, means and variances against values of mpmath 1.3 with 40 digits, where terms are large and cancel, overflow, or are infinite.</summary>
public class DensityAccuracyTests
{
    private const double Zero = double.NegativeInfinity;

    [Theory]
    [InlineData(1e3, 3, -5.4035390895846942989)]
    [InlineData(1e6, 5, -13.418795035652543185)]
    [InlineData(1e9, 5, -13.41893838970467519)]
    [InlineData(1e15, 3, -5.4189385332046572418)]
    [InlineData(0.1, 1e25, -66.497432599851263878)]
    [InlineData(2, 1e30, -207.23265836946411162)]
    public void StudentT(double degrees, double x, double expected)
    {
        AssertDensity(new StudentTDistribution(degrees, 0, 1), x, expected);
        double[] density = new double[1];
        EllipticalDistribution.StudentT([0], [1], degrees).LogDensityRows<double>([x], density);
        Assert.Equal(expected, density[0], 1e-14 * (1 + Math.Abs(expected)));
    }

    [Fact]
    public void Tails_whose_squares_are_no_numbers()
    {
        Assert.Equal(-470.45042264889505686, new StudentTDistribution(0.01, 0, 1).LogDensity(1e200), 1e-12);
        Assert.Equal(-922.17876708346767372, new CauchyDistribution(0, 1).LogDensity(1e200), 1e-12);
        AssertDensity(new CauchyDistribution(0, 1), 1e25, -116.27398453555168456);
        double[] density = new double[1];
        EllipticalDistribution.StudentT([0], [1], 0.01).LogDensityRows<double>([1e200], density);
        Assert.Equal(-470.45042264889505686, density[0], 1e-12);
        EllipticalDistribution.Laplace([0], [1]).LogDensityRows<double>([1e200], density);
        Assert.Equal(-1e200, density[0], 1e186);
    }

    [Theory]
    [InlineData(1e4, 1e4, 1.015625, 2.4625844925666643251)]
    [InlineData(1e6, 1e6, 1.0009765625, 5.5113136319299714789)]
    [InlineData(1e8, 1, 100010000, -10.629345570180988803)]
    [InlineData(1e8, 1e8, 1, 8.291401837938176661)]
    [InlineData(0.3, 2, 1e-20, 31.34833746126654815)]
    [InlineData(1e3, 1, 2000, -311.91886612664093272)]
    public void Gamma(double shape, double rate, double x, double expected) => AssertDensity(new GammaDistribution(shape, rate), x, expected);

    [Theory]
    [InlineData(2, 1e8, 1.0 / (1 << 25), 16.532449730529967873)]
    [InlineData(2, 1e5, 1.0 / (1 << 16), 10.409630751936203391)]
    [InlineData(1e4, 1e4, 0.5078125, 2.2844797723163711462)]
    [InlineData(1e8, 1e8, 0.50006103515625, 7.8410064927755932817)]
    [InlineData(1e6, 3e6, 0.25, 7.5189520528454676151)]
    [InlineData(1e-3, 1e-3, 0.5, -6.2159927502495766503)]
    [InlineData(1, 1e9, 1.0 / (1 << 30), 19.791943262828574346)]
    [InlineData(1e8, 2, 1 - (1.0 / (1 << 20)), -72.389058275008404865)]
    public void Beta(double alpha, double beta, double x, double expected) => AssertDensity(new BetaDistribution(alpha, beta), x, expected);

    [Theory]
    [InlineData(5, 1e9, 1.5, -1.1357583795627849287)]
    [InlineData(1e4, 1e4, 1.015625, 2.677083544964331009)]
    [InlineData(1e8, 1e8, 1, 7.5982546557115646849)]
    [InlineData(3, 1e6, 2, -1.9244457599320354956)]
    [InlineData(6, 20, 1e30, -741.32111280975524479)]
    public void F(double numerator, double denominator, double x, double expected) => AssertDensity(new FDistribution(numerator, denominator), x, expected);

    [Fact]
    public void Ends_of_the_support()
    {
        (IDistribution Distribution, double X, double Expected)[] ends =
        [
            (new TriangularDistribution(0, 1, 1), 1, Math.Log(2)),
            (new TriangularDistribution(0, 0, 1), 0, Math.Log(2)),
            (new GammaDistribution(20, 1), 0, Zero),
            (new GammaDistribution(1, 3), 0, Math.Log(3)),
            (new BetaDistribution(0.5, 20), 0, double.PositiveInfinity),
            (new BetaDistribution(1, 20), 0, Math.Log(20)),
            (new BetaDistribution(2, 20), 0, Zero),
            (new BetaDistribution(20, 1), 1, Math.Log(20)),
            (new BetaDistribution(20, 0.5), 1, double.PositiveInfinity),
            (new BetaDistribution(20, 2), 1, Zero),
            (new FDistribution(1, 40), 0, double.PositiveInfinity),
            (new FDistribution(2, 40), 0, 0),
            (new FDistribution(3, 40), 0, Zero),
        ];
        Assert.All(ends, end => Assert.Equal(end.Expected, end.Distribution.LogDensity(end.X), 1e-14));
        foreach (DistributionCase row in DistributionTable.Cases)
        {
            Assert.Equal(Zero, row.Make(row.Parameters).LogDensity(double.PositiveInfinity));
            Assert.Equal(Zero, row.Make(row.Parameters).LogDensity(double.NegativeInfinity));
        }

        foreach (IDistribution large in (IDistribution[])[new GammaDistribution(50, 1), new BetaDistribution(50, 2), new FDistribution(50, 2), new FDistribution(2, 50)])
        {
            Assert.Equal(Zero, large.LogDensity(double.PositiveInfinity));
            Assert.Equal(Zero, large.LogDensity(-0.1));
            Assert.True(double.IsNaN(large.LogDensity(double.NaN)));
        }
    }

    [Fact]
    public void Variances_that_would_cancel()
    {
        AssertNumber(1.0000000000000001261e-18, new LogNormalDistribution(0, 1e-9).Variance);
        AssertNumber(1.0000000150000002125e-8, new LogNormalDistribution(0, 1e-4).Variance);
        AssertNumber(1.3838965267367375306e-87, new LogNormalDistribution(-1000, 30).Variance, 1e-12);
        AssertNumber(0.00016030491620026112608, new WeibullDistribution(1e2, 1).Variance, 1e-11);
        AssertNumber(1.6445038762822376407e-8, new WeibullDistribution(1e4, 1).Variance);
        AssertNumber(1.6449297637827162e-12, new WeibullDistribution(1e6, 1).Variance);
        AssertNumber(1.6449340238174553228e-16, new WeibullDistribution(1e8, 1).Variance);
        AssertNumber(20, new WeibullDistribution(0.5, 1).Variance);
        AssertNumber(8.3333333319620838122e-14, new ReciprocalDistribution(1, 1 + 1e-6).Variance);
        AssertNumber(7.9472858438566254002e-8, new ReciprocalDistribution(1, 1.0009765625).Variance);
        AssertNumber(0.020776471852776057516, new ReciprocalDistribution(1, 1.5).Variance);
        AssertNumber(26.239653067353801349, new ReciprocalDistribution(0.5, 20).Variance);
        AssertNumber(1.0857362047581295363e197, new ReciprocalDistribution(1e-200, 1e200).Mean);
    }

    [Theory]
    [InlineData(1e-30, 68.500337124919837577, 1.6449340668482264365)]
    [InlineData(1e-6, 13.238309131365003501, 1.6447319824296909779)]
    [InlineData(1e-3, 6.3378740703254879563, 1.59175792336099691)]
    [InlineData(0.3, 1.22253560508058558, 0.47525457325848999148)]
    [InlineData(5, 0.17042217628473220181, 0.022194852437455439875)]
    [InlineData(1e4, 9.9990001999400239988e-5, 9.9960016991604836786e-9)]
    public void Gompertz(double shape, double mean, double variance)
    {
        AssertNumber(mean, new GompertzDistribution(shape, 1).Mean);
        AssertNumber(variance, new GompertzDistribution(shape, 1).Variance, 1e-12);
    }

    /// <summary>In double to 14 digits; in float to what the rounding of x and of the parameters makes of it, and a few units.</summary>
    private static void AssertDensity(IDistribution distribution, double x, double expected)
    {
        Assert.Equal(expected, distribution.LogDensity(x), 2e-14 * (30 + Math.Abs(expected)) * Sensitivity(distribution));
        float[] single = new float[1];
        distribution.LogDensity<float>([(float)x], single);
        Assert.Equal(expected, single[0], 1e-6 * (3 + Math.Abs(expected)) * Sensitivity(distribution));
    }

    /// <summary>The deviations from the mean that x is known to are those of its rounding: √shape of them count.</summary>
    private static double Sensitivity(IDistribution distribution) => distribution switch
    {
        GammaDistribution gamma => 1 + (Math.Sqrt(gamma.Shape) / 100),
        BetaDistribution beta => 1 + (Math.Sqrt(Math.Min(beta.Alpha, beta.Beta)) / 100),
        FDistribution f => 1 + (Math.Sqrt(Math.Min(f.NumeratorDegrees, f.DenominatorDegrees)) / 100),
        _ => 1,
    };

    private static void AssertNumber(double expected, double found, double tolerance = 1e-13) =>
        Assert.True(Math.Abs(found - expected) <= tolerance * Math.Abs(expected), $"{found:R}, expected {expected:R}.");
}
