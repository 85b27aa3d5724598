using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>A uniform number U in (0, 1) made of all bits of a lane, known to full relative accuracy from both ends and from the middle.</summary>
/// <remarks>
/// The highest bit tells the half: set, U is below ½. Of the other B − 1 bits, an integer k, comes U's distance to the nearer end, (k + ½)·2⁻ᴮ, B = 32 in float
/// and 64 in double. U itself would round to 1 once in 2²⁵; the quantile functions below take the distance instead.
/// </remarks>
/// <typeparam name="TLanes">The lanes.</typeparam>
/// <typeparam name="T">float or double.</typeparam>
internal readonly unsafe struct UnitNoise<TLanes, T>
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private UnitNoise(TLanes sign, TLanes tail, TLanes centre)
    {
        Sign = sign;
        Tail = tail;
        Centre = centre;
    }

    /// <summary>The sign bit alone, set where U is below ½.</summary>
    public TLanes Sign { get; }

    /// <summary>min(U, 1 − U), above 0 and at most ½.</summary>
    public TLanes Tail { get; }

    /// <summary>½ − min(U, 1 − U).</summary>
    public TLanes Centre { get; }

    /// <summary>A mask: U is below ½.</summary>
    public TLanes IsLower
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TLanes.LessThan(TLanes.BitOr(Sign, TLanes.Constant(1)), TLanes.Constant(0));
    }

    private static int LowBits
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => sizeof(T) == sizeof(double) ? 32 : 15;
    }

    /// <summary>Of random bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UnitNoise<TLanes, T> Of(TLanes bits)
    {
        TLanes sign = TLanes.BitAnd(bits, TLanes.FromBits(FloatFormat<T>.SignMask));
        TLanes high = Integer(TLanes.BitShiftRight(TLanes.BitAndNot(bits, TLanes.FromBits(FloatFormat<T>.SignMask)), LowBits));
        TLanes low = Integer(TLanes.BitAnd(bits, TLanes.FromBits((1L << LowBits) - 1)));
        double highStep = sizeof(T) == sizeof(double) ? 1 / 4294967296.0 : 1 / 131072.0;
        double lowStep = sizeof(T) == sizeof(double) ? 1 / 18446744073709551616.0 : 1 / 4294967296.0;
        double mostHigh = sizeof(T) == sizeof(double) ? 2147483647 : 65535;
        double manyLow = sizeof(T) == sizeof(double) ? 4294967296 : 32768;

        // k and its complement in two parts, each exact; rounded once, where they are put together.
        TLanes tail = TLanes.FusedMultiplyAdd(high, TLanes.Constant(highStep), (low + TLanes.Constant(0.5)) * TLanes.Constant(lowStep));
        TLanes centre = TLanes.FusedMultiplyAdd(
            TLanes.Constant(mostHigh) - high, TLanes.Constant(highStep), (TLanes.Constant(manyLow - 0.5) - low) * TLanes.Constant(lowStep));
        return new(sign, tail, centre);
    }

    /// <summary>U, rounded: 1 once in 2²⁵ in float, once in 2⁵⁴ in double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Rounded() => TLanes.Select(IsLower, Tail, TLanes.Constant(1) - Tail);

    /// <summary>1 − U, rounded.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Complement() => TLanes.Select(IsLower, TLanes.Constant(1) - Tail, Tail);

    /// <summary>−ln U.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes NegativeLog() => NegativeLog(TLanes.BitXor(Sign, TLanes.FromBits(FloatFormat<T>.SignMask)));

    /// <summary>−ln(1 − U), a standard exponential number that grows with U.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Exponential() => NegativeLog(Sign);

    /// <summary>A symmetric distribution's number: the magnitude with the sign of U − ½.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Signed(TLanes magnitude) => TLanes.BitXor(magnitude, Sign);

    /// <summary>−ln of the distance to the nearer end, or of 1 less that, where the sign is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TLanes NegativeLog(TLanes far)
    {
        TLanes one = TLanes.Constant(1);
        TLanes isFar = TLanes.LessThan(TLanes.BitOr(far, one), TLanes.Constant(0));
        TLanes rest = one - Tail;
        TLanes low = one - rest - Tail;
        return -Logarithm<T>.PositiveNormal(TLanes.Select(isFar, rest, Tail), TLanes.BitAnd(isFar, low));
    }

    /// <summary>A small whole number's bits as a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Integer(TLanes bits)
    {
        TLanes integers = TLanes.Constant(FloatFormat<T>.Integers);
        return TLanes.BitOr(bits, integers) - integers;
    }
}
