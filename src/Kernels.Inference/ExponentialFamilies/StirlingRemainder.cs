using System;

namespace Kernels.Inference;

/// <summary>R(a) = ln Γ(a) − (a − ½)·ln a + a − ½·ln 2π, and what is left of sums of ln Γ and ψ where their large parts cancel.</summary>
/// <remarks>
/// R's series in 1/a from <see cref="Least"/> on, whose first term left out is below 1e-19; smaller arguments have no large parts, and take ln Γ and ψ themselves.
/// Source: Abramowitz and Stegun 1964, 6.1.41 and 6.3.18.
/// </remarks>
internal static class StirlingRemainder
{
    private const double Least = 16;

    /// <summary>B_2k/(2k·(2k − 1)), k = 1, 2, ….</summary>
    private static ReadOnlySpan<double> Coefficients => [1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360360, 1.0 / 156];

    /// <summary>The entropy of Gamma(a, 1), a + ln Γ(a) + (1 − a)·ψ(a); absolute error a few eps·(1 + |ln a|), below 1 a few eps of it.</summary>
    public static double GammaEntropy(double a)
    {
        if (a < Least)
        {
            return a + MultivariateGamma.LogGamma(1, a) + ((1 - a) * MultivariateGamma.Digamma(1, a));
        }

        // ψ(a) = ln a − 1/(2a) + R′(a).
        double remainder = Series(a, out double slope);
        return (0.5 * (OneNumber.LogTwoPi + OneNumber.Log(a))) + remainder + ((a - 1) * ((0.5 / a) - slope));
    }

    /// <summary>ln Γ(a + h) − ln Γ(a) for h > 0.</summary>
    public static double LogGammaRatio(double a, double h)
    {
        if (a < Least)
        {
            return MultivariateGamma.LogGamma(1, a + h) - MultivariateGamma.LogGamma(1, a);
        }

        double u = h / a, gap = u < OneNumber.Near ? OneNumber.LogGap(u) : u - OneNumber.Log(1 + u);
        return (h * OneNumber.Log(a)) + ((h - 0.5) * (u - gap)) - (a * gap) + Series(a + h, out _) - Series(a, out _);
    }

    /// <summary>R(a), and its slope R′(a).</summary>
    private static double Series(double a, out double slope)
    {
        double inverse = 1 / a, square = inverse * inverse, value = 0;
        slope = 0;
        for (int k = Coefficients.Length - 1; k >= 0; k--)
        {
            value = (value * square) + Coefficients[k];
            slope = (slope * square) - (((2 * k) + 1) * Coefficients[k]);
        }

        slope *= square;
        return value * inverse;
    }
}
