using System;

namespace Kernels.Inference.Tests;

/// <summary>ψ, ln Γ and log Σ exp in plain double: shift upwards, then Stirling's series.</summary>
internal static class ReferenceFunctions
{
    private const double Large = 20;

    public static double Digamma(double x)
    {
        double shift = 0;
        for (; x < Large; x++)
        {
            shift += 1 / x;
        }

        double r = 1 / (x * x);
        double series = r * ((1.0 / 12) - (r * ((1.0 / 120) - (r * ((1.0 / 252) - (r * ((1.0 / 240) - (r * ((1.0 / 132) - (r * (691.0 / 32760)))))))))));
        return Math.Log(x) - (0.5 / x) - series - shift;
    }

    public static double LogGamma(double x)
    {
        double product = 1;
        for (; x < Large; x++)
        {
            product *= x;
        }

        double r = 1 / (x * x);
        double series = ((1.0 / 12) - (r * ((1.0 / 360) - (r * ((1.0 / 1260) - (r * ((1.0 / 1680) - (r * (1.0 / 1188))))))))) / x;
        return ((x - 0.5) * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI)) + series - Math.Log(product);
    }

    public static double LogSumExp(ReadOnlySpan<double> values)
    {
        double maximum = double.NegativeInfinity;
        foreach (double value in values)
        {
            maximum = Math.Max(maximum, value);
        }

        double sum = 0;
        foreach (double value in values)
        {
            sum += Math.Exp(value - maximum);
        }

        return maximum + Math.Log(sum);
    }
}
