using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>exp x.</summary>
/// <remarks>
/// x = n·ln 2 + r with |r| ≤ ln 2 / 2, exp r = 1 + r + r²·q(r), then n is added to the exponent.
/// q is a minimax polynomial (Remez, relative error of exp r 3.7e-18 in double, 3.1e-9 in float; tests/Kernels.Tests/Derivations/explog.py).
/// </remarks>
internal readonly struct Exponential<T> : IFormula<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Below minus this, and from this on, the result may not be a normal number.</summary>
    private static double NormalLimit
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(double) ? 708.0 : 87.0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Evaluate<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, T> => Evaluate(x, TLanes.Constant(0));

    /// <summary>exp(x + low), |low| at most an ULP of x or so.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Evaluate<TLanes>(TLanes x, TLanes low)
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes magnitude = TLanes.BitAndNot(x, TLanes.FromBits(FloatFormat<T>.SignMask));
        TLanes normal = TLanes.LessThan(magnitude, TLanes.Constant(NormalLimit));
        if (!TLanes.All(normal))
        {
            return FullRange(x, low);
        }

        (TLanes mantissa, TLanes rounded) = Reduce(x, low);
        return TLanes.BitAdd(mantissa, TLanes.BitShiftLeft(rounded, FloatFormat<T>.MantissaBits));
    }

    /// <summary>exp(x + low) for x ≤ 0; results that would not be normal numbers become 0, so that nothing after it meets denormals. A NaN gives anything.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes NonPositive<TLanes>(TLanes x, TLanes low)
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes limit = TLanes.Constant(-NormalLimit);
        (TLanes mantissa, TLanes rounded) = Reduce(TLanes.MaxOrSecond(limit, x), low);
        TLanes result = TLanes.BitAdd(mantissa, TLanes.BitShiftLeft(rounded, FloatFormat<T>.MantissaBits));
        return TLanes.BitAndNot(result, TLanes.LessThan(x, limit));
    }

    /// <summary>exp x for x ≤ 0, as above.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes NonPositive<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, T> => NonPositive(x, TLanes.Constant(0));

    /// <summary>exp r, and n in the lowest bits of <c>rounded</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TLanes Mantissa, TLanes Rounded) Reduce<TLanes>(TLanes x, TLanes low)
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes magic = TLanes.Constant(FloatFormat<T>.RoundingMagic);
        TLanes rounded = TLanes.FusedMultiplyAdd(x, TLanes.Constant(1.4426950408889634), magic);
        TLanes n = rounded - magic;
        TLanes r = TLanes.FusedMultiplyAdd(n, TLanes.Constant(typeof(T) == typeof(double) ? -0.6931471805599453 : -0.693147182464599609375), x);
        r = TLanes.FusedMultiplyAdd(n, TLanes.Constant(typeof(T) == typeof(double) ? -2.3190468138462996e-17 : 1.9046543170886e-9), r) + low;
        TLanes mantissa = TLanes.FusedMultiplyAdd(r * r, Remainder(r), r) + TLanes.Constant(1);
        return (mantissa, rounded);
    }

    /// <summary>The power of two in two factors: gradual underflow and overflow round once, as they should.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static TLanes FullRange<TLanes>(TLanes x, TLanes low)
        where TLanes : struct, ILanes<TLanes, T>
    {
        double limit = typeof(T) == typeof(double) ? 1000.0 : 150.0;
        TLanes clamped = TLanes.MaxOrSecond(TLanes.Constant(-limit), TLanes.MinOrSecond(TLanes.Constant(limit), x));
        TLanes insignificant = TLanes.LessThan(TLanes.Constant(limit), TLanes.BitAndNot(x, TLanes.FromBits(FloatFormat<T>.SignMask)));
        (TLanes mantissa, TLanes rounded) = Reduce(clamped, TLanes.BitAndNot(low, insignificant));
        TLanes magic = TLanes.Constant(FloatFormat<T>.RoundingMagic);
        TLanes n = rounded - magic;
        TLanes firstHalf = TLanes.FusedMultiplyAdd(n, TLanes.Constant(0.5), magic);
        TLanes secondHalf = n - (firstHalf - magic) + magic;
        TLanes one = TLanes.Constant(1);
        TLanes first = TLanes.BitAdd(one, TLanes.BitShiftLeft(firstHalf, FloatFormat<T>.MantissaBits));
        TLanes second = TLanes.BitAdd(one, TLanes.BitShiftLeft(secondHalf, FloatFormat<T>.MantissaBits));
        return mantissa * first * second;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Remainder<TLanes>(TLanes r)
        where TLanes : struct, ILanes<TLanes, T> => typeof(T) == typeof(double)
        ? Polynomial<TLanes, T>.Of(
            r,
            0.50000000000000105242,
            0.16666666666666410973,
            0.041666666666530713175,
            0.0083333333334949355393,
            0.0013888888943524004491,
            0.00019841269506154301818,
            0.000024801493185170074455,
            2.7557586433716894167e-6,
            2.7630223048681302411e-7,
            2.5000106986844031345e-8)
        : Polynomial<TLanes, T>.Of(
            r,
            0.49999993580993099156,
            0.16666520550131414243,
            0.041668360031103224498,
            0.0083687245669722794623,
            0.0013816021144251854212);
}
