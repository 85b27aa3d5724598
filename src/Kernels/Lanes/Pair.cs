using System.Numerics;
using System.Runtime.CompilerServices;

namespace Kernels.Lanes;

/// <summary>Two groups worked on as one: how a narrow machine makes up the block of 512 bits in which reductions are defined.</summary>
internal readonly struct Pair<TLanes, T>(TLanes lower, TLanes upper) : ILanes<Pair<TLanes, T>, T>
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly TLanes _lower = lower;
    private readonly TLanes _upper = upper;

    public static int Count => 2 * TLanes.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes, T> Constant(double value) => new(TLanes.Constant(value), TLanes.Constant(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes, T> Broadcast(T value) => new(TLanes.Broadcast(value), TLanes.Broadcast(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes, T> FromBits(long bits) => new(TLanes.FromBits(bits), TLanes.FromBits(bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes, T> operator +(Pair<TLanes, T> left, Pair<TLanes, T> right) => new(left._lower + right._lower, left._upper + right._upper);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes, T> operator -(Pair<TLanes, T> left, Pair<TLanes, T> right) => new(left._lower - right._lower, left._upper - right._upper);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes, T> operator *(Pair<TLanes, T> left, Pair<TLanes, T> right) => new(left._lower * right._lower, left._upper * right._upper);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes, T> operator /(Pair<TLanes, T> left, Pair<TLanes, T> right) => new(left._lower / right._lower, left._upper / right._upper);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes, T> operator -(Pair<TLanes, T> value) => new(-value._lower, -value._upper);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes, T> SquareRoot(Pair<TLanes, T> value) => new(TLanes.SquareRoot(value._lower), TLanes.SquareRoot(value._upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes, T> FusedMultiplyAdd(Pair<TLanes, T> a, Pair<TLanes, T> b, Pair<TLanes, T> c) =>
        new(TLanes.FusedMultiplyAdd(a._lower, b._lower, c._lower), TLanes.FusedMultiplyAdd(a._upper, b._upper, c._upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes, T> FusedMultiplyAdd(Pair<TLanes, T> a, Pair<TLanes, T> b, double c) =>
        new(TLanes.FusedMultiplyAdd(a._lower, b._lower, c), TLanes.FusedMultiplyAdd(a._upper, b._upper, c));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes, T> MinOrSecond(Pair<TLanes, T> left, Pair<TLanes, T> right) =>
        new(TLanes.MinOrSecond(left._lower, right._lower), TLanes.MinOrSecond(left._upper, right._upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes, T> MaxOrSecond(Pair<TLanes, T> left, Pair<TLanes, T> right) =>
        new(TLanes.MaxOrSecond(left._lower, right._lower), TLanes.MaxOrSecond(left._upper, right._upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes, T> LessThan(Pair<TLanes, T> left, Pair<TLanes, T> right) =>
        new(TLanes.LessThan(left._lower, right._lower), TLanes.LessThan(left._upper, right._upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes, T> Equal(Pair<TLanes, T> left, Pair<TLanes, T> right) =>
        new(TLanes.Equal(left._lower, right._lower), TLanes.Equal(left._upper, right._upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes, T> Select(Pair<TLanes, T> mask, Pair<TLanes, T> yes, Pair<TLanes, T> no) =>
        new(TLanes.Select(mask._lower, yes._lower, no._lower), TLanes.Select(mask._upper, yes._upper, no._upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(Pair<TLanes, T> mask) => TLanes.Any(TLanes.BitOr(mask._lower, mask._upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool All(Pair<TLanes, T> mask) => TLanes.All(TLanes.BitAnd(mask._lower, mask._upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes, T> BitAnd(Pair<TLanes, T> left, Pair<TLanes, T> right) =>
        new(TLanes.BitAnd(left._lower, right._lower), TLanes.BitAnd(left._upper, right._upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes, T> BitOr(Pair<TLanes, T> left, Pair<TLanes, T> right) =>
        new(TLanes.BitOr(left._lower, right._lower), TLanes.BitOr(left._upper, right._upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes, T> BitXor(Pair<TLanes, T> left, Pair<TLanes, T> right) =>
        new(TLanes.BitXor(left._lower, right._lower), TLanes.BitXor(left._upper, right._upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes, T> BitAndNot(Pair<TLanes, T> left, Pair<TLanes, T> right) =>
        new(TLanes.BitAndNot(left._lower, right._lower), TLanes.BitAndNot(left._upper, right._upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Pair<TLanes, T> Upper, Pair<TLanes, T> Lower) WordProduct(Pair<TLanes, T> words, uint factor)
    {
        (TLanes lowerUpper, TLanes lowerLower) = TLanes.WordProduct(words._lower, factor);
        (TLanes upperUpper, TLanes upperLower) = TLanes.WordProduct(words._upper, factor);
        return (new(lowerUpper, upperUpper), new(lowerLower, upperLower));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes, T> BitAdd(Pair<TLanes, T> left, Pair<TLanes, T> right) =>
        new(TLanes.BitAdd(left._lower, right._lower), TLanes.BitAdd(left._upper, right._upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes, T> BitSubtract(Pair<TLanes, T> left, Pair<TLanes, T> right) =>
        new(TLanes.BitSubtract(left._lower, right._lower), TLanes.BitSubtract(left._upper, right._upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes, T> BitShiftLeft(Pair<TLanes, T> value, int count) =>
        new(TLanes.BitShiftLeft(value._lower, count), TLanes.BitShiftLeft(value._upper, count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes, T> BitShiftRight(Pair<TLanes, T> value, int count) =>
        new(TLanes.BitShiftRight(value._lower, count), TLanes.BitShiftRight(value._upper, count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TLanes, T> Load(ref readonly T source) =>
        new(TLanes.Load(in source), TLanes.Load(in Unsafe.Add(ref Unsafe.AsRef(in source), TLanes.Count)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Pair<TLanes, T> value, ref T destination)
    {
        TLanes.Store(value._lower, ref destination);
        TLanes.Store(value._upper, ref Unsafe.Add(ref destination, TLanes.Count));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Pair<TLanes, T> LoadPart(T* source, int count, T padding) =>
        new(TLanes.LoadPart(source, count, padding), TLanes.LoadPart(source + TLanes.Count, count - TLanes.Count, padding));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void StorePart(Pair<TLanes, T> value, T* destination, int count)
    {
        TLanes.StorePart(value._lower, destination, count);
        TLanes.StorePart(value._upper, destination + TLanes.Count, count - TLanes.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Pair<TLanes, T> value) => TLanes.Sum(value._lower + value._upper);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SumEight(
        Pair<TLanes, T> s0,
        Pair<TLanes, T> s1,
        Pair<TLanes, T> s2,
        Pair<TLanes, T> s3,
        Pair<TLanes, T> s4,
        Pair<TLanes, T> s5,
        Pair<TLanes, T> s6,
        Pair<TLanes, T> s7,
        ref T destination) => TLanes.SumEight(
            s0._lower + s0._upper,
            s1._lower + s1._upper,
            s2._lower + s2._upper,
            s3._lower + s3._upper,
            s4._lower + s4._upper,
            s5._lower + s5._upper,
            s6._lower + s6._upper,
            s7._lower + s7._upper,
            ref destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (T Sum, T Error) Sum(Pair<TLanes, T> value, Pair<TLanes, T> error)
    {
        (TLanes sum, TLanes rest) = TwoSum<TLanes, T>.Add(value._lower, error._lower, value._upper, error._upper);
        return TLanes.Sum(sum, rest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Max(Pair<TLanes, T> value) => TLanes.Max(TLanes.MaxOrSecond(value._lower, value._upper));
}
