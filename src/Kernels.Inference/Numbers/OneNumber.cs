using System;

namespace Kernels.Inference;

/// <summary>This library's own functions for one number, so that a result's bits are the same on every machine.</summary>
internal static class OneNumber
{
    /// <summary>ln 2π.</summary>
    public const double LogTwoPi = 1.8378770664093454836;

    /// <summary>Where the gaps' series hold.</summary>
    public const double Near = 0.25;

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

    /// <summary>ln Γ(x) − (x − ½)·ln x + x − ½·ln 2π.</summary>
    public static double StirlingRemainder(double x)
    {
        Span<double> value = [x];
        SpecialFunctions.StirlingRemainder<double>(value, value);
        return value[0];
    }

    /// <summary>x/y − 1 − ln(x/y) ≥ 0 of numbers above 0, without cancellation where they are close, and where one is nothing beside the other.</summary>
    public static double LogGap(double x, double y)
    {
        double u = (x - y) / y;
        if (Math.Abs(u) < Near)
        {
            return LogGap(u);
        }

        // 1 + u is 0 where x is below eps·y: the logarithm is of the ratio, or where that leaves the range of normal numbers, of both.
        double ratio = x / y;
        return ratio - 1 - (double.IsNormal(ratio) ? Log(ratio) : Log(x) - Log(y));
    }

    /// <summary>g(u) = u − ln(1 + u) ≥ 0 for |u| &lt; <see cref="Near"/>, without cancellation.</summary>
    /// <remarks>With s = u/(2 + u), ln(1 + u) = 2·artanh s (Gregory's series) and u − 2·s = u·s, so that g = s·(u − 2·s²·(1/3 + s²/5 + s⁴/7 + …)).</remarks>
    public static double LogGap(double u)
    {
        double s = u / (2 + u), square = s * s, series = 0;
        for (int odd = 19; odd >= 3; odd -= 2)
        {
            series = (series * square) + (1.0 / odd);
        }

        return s * (u - (2 * square * series));
    }

    /// <summary>exp d − 1 − d ≥ 0 for |d| &lt; <see cref="Near"/>, without cancellation: the series, whose 14th term is below 1e-19 of the first.</summary>
    public static double ExpGap(double d)
    {
        double series = 1;
        for (int n = 14; n >= 3; n--)
        {
            series = 1 + (series * d / n);
        }

        return 0.5 * d * d * series;
    }
}
