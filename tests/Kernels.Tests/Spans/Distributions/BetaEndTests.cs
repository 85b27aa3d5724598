using System;
using System.Linq;
using System.Numerics;
using Xunit;

namespace Kernels.Tests;

/// <summary>Where the mass of a Beta distribution of small shapes lies nearer to an end than numbers do, draws are that end: as many as its distribution function says.</summary>
public class BetaEndTests
{
    private const int Count = 200_000;

    [Theory]
    [InlineData(0.1, 0.1)]
    [InlineData(0.01, 0.5)]
    [InlineData(0.5, 0.02)]
    [InlineData(0.001, 0.001)]
    [InlineData(2, 0.3)]
    public void Draws_that_round_to_an_end_are_as_many_as_its_mass(double alpha, double beta)
    {
        Check<float>(alpha, beta, lowest: 150, highest: 25);
        Check<double>(alpha, beta, lowest: 1075, highest: 53);
    }

    /// <summary>What rounds to 0, half of the smallest number above it, is 2⁻ˡᵒʷᵉˢᵗ; what rounds to 1 is nearer to it than 2⁻ʰⁱᵍʰᵉˢᵗ.</summary>
    private static void Check<T>(double alpha, double beta, int lowest, int highest)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] draws = new BetaDistribution(alpha, beta).Sample<T>(new RandomStream(5, 9), 0, Count);
        Assert.All(draws, draw => Assert.True(draw >= T.Zero && draw <= T.One));
        AssertShare(LowerMass(alpha, beta, lowest), draws.Count(draw => draw == T.Zero));
        AssertShare(LowerMass(beta, alpha, highest), draws.Count(draw => draw == T.One));
    }

    /// <summary>P(x &lt; 2⁻ᵇⁱᵗˢ) ≈ x^α/(α·B(α, β)), the first term of the incomplete Beta function's series: the next is smaller by x.</summary>
    private static double LowerMass(double alpha, double beta, int bits) =>
        Math.Exp((-bits * alpha * Math.Log(2)) - Math.Log(alpha) - MathNet.Numerics.SpecialFunctions.BetaLn(alpha, beta));

    private static void AssertShare(double expected, int found)
    {
        double error = Math.Sqrt(expected * (1 - expected) / Count) + (1.0 / Count);
        Assert.True(Math.Abs(((double)found / Count) - expected) < 5 * error, $"{found} of {Count}, expected a share of {expected:G4} ± {error:G2}.");
    }
}
