using System;

namespace Kernels.Formulas;

/// <summary>ln Γ without its largest terms, where those would cancel each other: the constants of densities with large shapes.</summary>
/// <remarks>
/// δ is <see cref="StirlingRemainderFormula{T}"/>. The arrangement of densities by it is Loader's (2000), "Fast and accurate computation of binomial
/// probabilities": what is left of them is a constant and <see cref="PoissonDeviance{TLanes, T}"/>, and nothing cancels.
/// </remarks>
internal static class StirlingRemainder
{
    /// <summary>Shapes from here on are large: terms of ln p of smaller ones cancel at most two digits.</summary>
    public const double LargeShape = 16;

    /// <summary>½·ln 2π.</summary>
    public const double HalfLogTwoPi = 0.91893853320467274178;

    /// <summary>δ(x) for x above 0.</summary>
    public static double Of(double x) => SingleValue.StirlingRemainder(x);

    /// <summary>ln Γ(x + c) − ln Γ(x) − c·ln x for x and c above 0.</summary>
    public static double LogGammaRatio(double x, double c) => x < LargeShape
        ? SingleValue.LogGamma(x + c) - SingleValue.LogGamma(x) - (c * SingleValue.Log(x))
        : ((c - 0.5) * SingleValue.LogOnePlus(c / x)) - SingleValue.PoissonDeviance(x, x + c, c) + Of(x + c) - Of(x);

    /// <summary>ln of x^a·(1 − x)^b/B(a, b) where it is largest, at x = a/(a + b).</summary>
    public static double BetaPeak(double a, double b) => (0.5 * (SingleValue.Log(a) + SingleValue.Log(b / (a + b)))) - HalfLogTwoPi - Of(a) - Of(b) + Of(a + b);
}
