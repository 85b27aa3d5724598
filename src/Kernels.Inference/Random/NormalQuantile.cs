using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Kernels.Inference;

/// <summary>Φ⁻¹, the normal distribution's quantile function: uniform numbers become normal ones, one for one.</summary>
/// <remarks>
/// Wichura 1988, "Algorithm AS 241: the percentage points of the normal distribution", PPND16, about 1 part in 10¹⁶.
/// Only + − × ÷ and square roots, which IEEE 754 fixes to the bit, and, for the 15 % outside of [0.075, 0.925], this library's own logarithm.
/// </remarks>
internal sealed class NormalQuantile
{
    private const double CentralHalfWidth = 0.425;
    private const double CentralShift = 0.180625;   // 0.425²
    private const double TailShift = 1.6;
    private const double FarTail = 5;

    private readonly int[] _places;
    private readonly double[] _tail;

    /// <summary>Takes the most numbers that are transformed at once.</summary>
    public NormalQuantile(int most) => (_places, _tail) = (new int[most], new double[most]);

    private static ReadOnlySpan<double> CentralNumerator =>
    [
        3.3871328727963666080e0, 1.3314166789178437745e+2, 1.9715909503065514427e+3, 1.3731693765509461125e+4,
        4.5921953931549871457e+4, 6.7265770927008700853e+4, 3.3430575583588128105e+4, 2.5090809287301226727e+3,
    ];

    private static ReadOnlySpan<double> CentralDenominator =>
    [
        1, 4.2313330701600911252e+1, 6.8718700749205790830e+2, 5.3941960214247511077e+3,
        2.1213794301586595867e+4, 3.9307895800092710610e+4, 2.8729085735721942674e+4, 5.2264952788528545610e+3,
    ];

    private static ReadOnlySpan<double> TailNumerator =>
    [
        1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
        1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4,
    ];

    private static ReadOnlySpan<double> TailDenominator =>
    [
        1, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
        1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9,
    ];

    private static ReadOnlySpan<double> FarNumerator =>
    [
        6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1,
        2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
    ];

    private static ReadOnlySpan<double> FarDenominator =>
    [
        1, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
        7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15,
    ];

    /// <summary>normal = Φ⁻¹(uniform).</summary>
    /// <param name="uniform">In (0, 1); a multiple of <see cref="Vector{T}.Count"/> long.</param>
    /// <param name="normal">As many; not the same memory.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Transform(ReadOnlySpan<double> uniform, Span<double> normal)
    {
        ReadOnlySpan<Vector<double>> from = MemoryMarshal.Cast<double, Vector<double>>(uniform);
        Span<Vector<double>> to = MemoryMarshal.Cast<double, Vector<double>>(normal)[..from.Length];
        for (int i = 0; i < from.Length; i++)
        {
            Vector<double> q = from[i] - new Vector<double>(0.5);
            Vector<double> r = new Vector<double>(CentralShift) - (q * q);
            to[i] = q * Polynomial(r, CentralNumerator) / Polynomial(r, CentralDenominator);
        }

        Tails(uniform, normal);
    }

    /// <summary>Puts right what lies outside of the middle.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Tails(ReadOnlySpan<double> uniform, Span<double> normal)
    {
        int count = 0;
        Span<int> places = _places.AsSpan(0, uniform.Length);
        Span<double> tail = _tail.AsSpan(0, uniform.Length);
        for (int i = 0; i < uniform.Length; i++)
        {
            // Written always, kept by the sign of 0.425 − |q|: a branch here would be guessed wrong every seventh time.
            double q = Math.Abs(uniform[i] - 0.5);
            places[count] = i;
            tail[count] = Math.Min(uniform[i], 1 - uniform[i]);
            count += (int)(BitConverter.DoubleToUInt64Bits(CentralHalfWidth - q) >> 63);
        }

        int whole = (count + Vector<double>.Count - 1) / Vector<double>.Count * Vector<double>.Count;
        _tail.AsSpan(count, whole - count).Fill(0.5);
        SpecialFunctions.Log<double>(_tail.AsSpan(0, whole), _tail.AsSpan(0, whole));
        foreach (ref Vector<double> values in MemoryMarshal.Cast<double, Vector<double>>(_tail.AsSpan(0, whole)))
        {
            values = Tail(Vector.SquareRoot(-values));
        }

        for (int i = 0; i < count; i++)
        {
            normal[places[i]] = Math.CopySign(tail[i], uniform[places[i]] - 0.5);
        }
    }

    /// <summary>Φ⁻¹(1 − p) as a function of r = √(−ln p).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Tail(Vector<double> root)
    {
        Vector<double> r = root - new Vector<double>(TailShift);
        Vector<double> near = Polynomial(r, TailNumerator) / Polynomial(r, TailDenominator);
        return Vector.GreaterThanAny(root, new Vector<double>(FarTail)) ? Far(root, near) : near;
    }

    /// <summary>The same where some r is above 5, beyond 1.4·10⁻¹¹.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector<double> Far(Vector<double> root, Vector<double> near)
    {
        Vector<double> r = root - new Vector<double>(FarTail);
        Vector<double> far = Polynomial(r, FarNumerator) / Polynomial(r, FarDenominator);
        return Vector.ConditionalSelect(Vector.GreaterThan(root, new Vector<double>(FarTail)), far, near);
    }

    /// <summary>Eight coefficients, the constant first, by Horner's rule; no fused operations, so that a processor without them is not left behind.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Polynomial(Vector<double> x, ReadOnlySpan<double> coefficients)
    {
        Vector<double> sum = new(coefficients[7]);
        sum = (sum * x) + new Vector<double>(coefficients[6]);
        sum = (sum * x) + new Vector<double>(coefficients[5]);
        sum = (sum * x) + new Vector<double>(coefficients[4]);
        sum = (sum * x) + new Vector<double>(coefficients[3]);
        sum = (sum * x) + new Vector<double>(coefficients[2]);
        sum = (sum * x) + new Vector<double>(coefficients[1]);
        return (sum * x) + new Vector<double>(coefficients[0]);
    }
}
