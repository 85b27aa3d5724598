using System;
using Xunit;

namespace Kernels.Inference.Tests;

/// <summary>Derivatives in double by (f(x + h) − f(x − h))/2h.</summary>
internal static class CentralDifferences
{
    private const double Step = 1e-5;

    /// <summary>Asserts that a gradient is the loss's, at up to so many places spread over it.</summary>
    public static void AssertGradient(double[] point, double[] gradient, Func<double> loss, int places = 200)
    {
        Assert.Equal(point.Length, gradient.Length);
        int stride = Math.Max(1, point.Length / places);
        double largest = 0;
        for (int i = 0; i < point.Length; i += stride)
        {
            double before = point[i];
            point[i] = before + Step;
            double above = loss();
            point[i] = before - Step;
            double below = loss();
            point[i] = before;
            double expected = (above - below) / (2 * Step);
            double tolerance = 2e-7 * (1 + Math.Abs(expected) + (Math.Abs(above) * 1e-2));
            Assert.True(Math.Abs(gradient[i] - expected) <= tolerance, $"derivative {i}: {gradient[i]:R}; by differences {expected:R}");
            largest = Math.Max(largest, Math.Abs(expected));
        }

        Assert.True(largest > 1e-6, "every derivative is 0: nothing was tested");
    }
}
