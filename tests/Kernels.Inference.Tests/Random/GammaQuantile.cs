using System;
using Kernels.Tests.Reference;

namespace Kernels.Inference.Tests;

/// <summary>The Gamma(a, 1) distribution and its quantile in plain double, by the series and bisection.</summary>
internal static class GammaQuantile
{
    /// <summary>ln P(a, exp y).</summary>
    public static double LogDistribution(double shape, double y)
    {
        double x = Math.Exp(y);
        double term = 1;
        double sum = 1;
        for (double n = shape + 1; term > 1e-18 * sum; n++)
        {
            term *= x / n;
            sum += term;
        }

        return (shape * y) - x - PlainFunctions.LogGamma(shape + 1) + Math.Log(sum);
    }

    /// <summary>ln g with P(a, g) = u.</summary>
    public static double Log(double shape, double uniform)
    {
        double low = -2000 / Math.Min(shape, 1);
        double high = Math.Log(shape + (20 * Math.Sqrt(shape)) + 60);
        for (int i = 0; i < 200; i++)
        {
            double middle = (low + high) / 2;
            (low, high) = LogDistribution(shape, middle) < Math.Log(uniform) ? (middle, high) : (low, middle);
        }

        return low;
    }
}
