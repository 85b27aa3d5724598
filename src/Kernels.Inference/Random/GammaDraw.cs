using System;
using System.Runtime.CompilerServices;

namespace Kernels.Inference;

/// <summary>Gamma(shape, 1) numbers as a pure function of (seed, stream, index): the same on every machine, in any order, from any thread.</summary>
/// <remarks>
/// Marsaglia and Tsang 2000, "A simple method for generating gamma variables", on normals by ratio of uniforms with Leva's quick bounds
/// (Leva 1992, "A fast normal random number generator"). The value itself takes only + − × ÷ and a square root, which IEEE 754 fixes to the bit;
/// a logarithm only ever decides between accepting and rejecting.
/// </remarks>
internal static class GammaDraw
{
    private const double NormalWidth = 1.7156;          // √(8/e) rounded up, Leva's bounding rectangle
    private const double Squeeze = 0.0331;              // Marsaglia–Tsang: u < 1 − 0.0331·x⁴ needs no logarithm

    /// <summary>One number.</summary>
    /// <param name="seed">The key.</param>
    /// <param name="stream">Which use of the seed.</param>
    /// <param name="index">Which number of that use.</param>
    /// <param name="shape">Shape ≥ 1.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Draw(ulong seed, uint stream, ulong index, double shape)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(shape, 1.0);
        double d = shape - (1.0 / 3);
        double c = 1 / Math.Sqrt(9 * d);
        for (uint attempt = 0; ; attempt += 2)
        {
            (double first, double second) = Philox4x32.Uniforms(seed, stream, index, attempt);
            if (!TryNormal(first, second, out double x) || 1 + (c * x) <= 0)
            {
                continue;
            }

            double root = 1 + (c * x);
            double v = root * root * root;
            double u = Philox4x32.Uniforms(seed, stream, index, attempt + 1).First;
            if (u < 1 - (Squeeze * (x * x) * (x * x)) || Log(u) < (0.5 * x * x) + (d * (1 - v + Log(v))))
            {
                return d * v;
            }
        }
    }

    /// <summary>A standard normal number v/u from a point in the unit square, or false where the point is rejected.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool TryNormal(double first, double second, out double normal)
    {
        double u = first;
        double v = NormalWidth * (second - 0.5);
        double x = u - 0.449871;
        double y = Math.Abs(v) + 0.386595;
        double q = (x * x) + (y * ((0.19600 * y) - (0.25472 * x)));
        normal = v / u;
        return q < 0.27597 || (q <= 0.27846 && v * v <= -4 * u * u * Log(u));
    }

    private static double Log(double x) => Math.Log(x);
}
