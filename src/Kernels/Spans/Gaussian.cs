using System;

namespace Kernels;

/// <summary>Gaussian densities of observations, and the weighted moments from which Gaussians are estimated, over spans of float or double.</summary>
/// <example>
/// The log densities of three points under one Gaussian of two dimensions, and the moments of the points:
/// <code>
/// double[] x = [0, 0, 1, 2, 3, 1];
/// double[] mean = [1, 1], whitening = [1, 0, -0.5, 1];
/// double[] logPeak = [-Math.Log(2 * Math.PI)];
/// double[] logDensities = new double[3];
/// Gaussian.LogDensityRows&lt;double&gt;(x, 2, mean, whitening, logPeak, CovarianceShape.Full, logDensities);
/// Console.WriteLine(string.Join(' ', logDensities.Select(value =&gt; $"{value:F4}"))); // -2.4629 -2.3379 -4.3379
/// double[] mass = new double[1], sums = new double[2], products = new double[4];
/// Gaussian.AddMomentRows&lt;double&gt;(x, 2, [1, 1, 1], mean, CovarianceShape.Full, mass, sums, products);
/// Console.WriteLine($"{mass[0]}; {string.Join(' ', sums)}; {string.Join(' ', products)}"); // 3; 1 0; 5 0 1 2
/// </code>
/// </example>
public static partial class Gaussian
{
    /// <summary>Values that describe the covariance of one component.</summary>
    private static long ValuesOf(CovarianceShape shape, int dimension) => shape switch
    {
        CovarianceShape.Spherical => 1,
        CovarianceShape.Diagonal => dimension,
        CovarianceShape.Full => (long)dimension * dimension,
        _ => throw new ArgumentOutOfRangeException(nameof(shape), shape, $"The shape is {shape}; expected spherical, diagonal or full."),
    };

    private static int CheckObservations(int length, int dimension)
    {
        if (dimension < 1 || length % dimension != 0)
        {
            throw new ArgumentException($"The dimension is {dimension} and the observations hold {length} values; expected a dimension of at least 1 that divides it.");
        }

        return length / dimension;
    }

    private static void CheckLength(int actual, long expected, string what, string name)
    {
        if (actual != expected)
        {
            throw new ArgumentException($"The {what} hold {actual} values; expected {expected}.", name);
        }
    }

    private static void CheckApart<T>(ReadOnlySpan<T> input, ReadOnlySpan<T> output, string name)
    {
        if (input.Overlaps(output, out int offset))
        {
            throw new ArgumentException($"The span starts {offset} values into another argument; expected separate memory.", name);
        }
    }
}
