using System;

namespace Kernels.Inference;

/// <summary>This library's own functions for one number, so that a result's bits are the same on every machine.</summary>
internal static class OneNumber
{
    /// <summary>ln 2π.</summary>
    public const double LogTwoPi = 1.8378770664093454836;

    /// <summary>ln N(μ + σ·ε | μ, σ²) = −½·ln 2π − ln σ − ½·ε².</summary>
    /// <param name="standardised">ε.</param>
    /// <param name="logDeviation">ln σ.</param>
    public static double LogNormalDensity(double standardised, double logDeviation) => -((0.5 * LogTwoPi) + logDeviation + (0.5 * standardised * standardised));

    /// <summary>ln x.</summary>
    public static double Log(double x)
    {
        Span<double> value = [x];
        SpecialFunctions.Log<double>(value, value);
        return value[0];
    }

    /// <summary>exp x.</summary>
    public static double Exp(double x)
    {
        Span<double> value = [x];
        SpecialFunctions.Exp<double>(value, value);
        return value[0];
    }

    /// <summary>g(u) = u − ln(1 + u) ≥ 0 for u > −1, without cancellation near 0.</summary>
    /// <remarks>With s = u/(2 + u), ln(1 + u) = 2·artanh s (Gregory's series) and u − 2·s = u·s, so that g = s·(u − 2·s²·(1/3 + s²/5 + s⁴/7 + …)).</remarks>
    public static double LogGap(double u)
    {
        if (!(Math.Abs(u) < 0.25))
        {
            return u - Log(1 + u);
        }

        double s = u / (2 + u), square = s * s, series = 0;
        for (int odd = 19; odd >= 3; odd -= 2)
        {
            series = (series * square) + (1.0 / odd);
        }

        return s * (u - (2 * square * series));
    }
}
