using System;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Kernels.Lanes;

/// <summary>One number: the lane for single values, and for machines without vectors.</summary>
internal readonly struct Scalar<T>(T value) : ILanes<Scalar<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _value = value;

    public static int Count => 1;

    public T Value => _value;

    private long Bits
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(double) ? BitConverter.DoubleToInt64Bits((double)(object)_value) : BitConverter.SingleToInt32Bits((float)(object)_value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Constant(double value) => new(typeof(T) == typeof(double) ? (T)(object)value : (T)(object)(float)value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Broadcast(T value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> FromBits(long bits) =>
        new(typeof(T) == typeof(double) ? (T)(object)BitConverter.Int64BitsToDouble(bits) : (T)(object)BitConverter.Int32BitsToSingle((int)bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> operator +(Scalar<T> left, Scalar<T> right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> operator -(Scalar<T> left, Scalar<T> right) => new(left._value - right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> operator *(Scalar<T> left, Scalar<T> right) => new(left._value * right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> operator /(Scalar<T> left, Scalar<T> right) => new(left._value / right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> operator -(Scalar<T> value) => new(-value._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> SquareRoot(Scalar<T> value) => new(T.Sqrt(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> FusedMultiplyAdd(Scalar<T> a, Scalar<T> b, Scalar<T> c) => new(T.FusedMultiplyAdd(a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> FusedMultiplyAdd(Scalar<T> a, Scalar<T> b, double c) => FusedMultiplyAdd(a, b, Constant(c));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> MinOrSecond(Scalar<T> left, Scalar<T> right) => left._value < right._value ? left : right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> MaxOrSecond(Scalar<T> left, Scalar<T> right) => left._value > right._value ? left : right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> LessThan(Scalar<T> left, Scalar<T> right) => FromBits(left._value < right._value ? -1L : 0L);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Equal(Scalar<T> left, Scalar<T> right) => FromBits(left._value == right._value ? -1L : 0L);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Select(Scalar<T> mask, Scalar<T> yes, Scalar<T> no) => mask.Bits != 0 ? yes : no;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(Scalar<T> mask) => mask.Bits != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool All(Scalar<T> mask) => mask.Bits != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> BitAnd(Scalar<T> left, Scalar<T> right) => FromBits(left.Bits & right.Bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> BitOr(Scalar<T> left, Scalar<T> right) => FromBits(left.Bits | right.Bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> BitXor(Scalar<T> left, Scalar<T> right) => FromBits(left.Bits ^ right.Bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> BitAndNot(Scalar<T> left, Scalar<T> right) => FromBits(left.Bits & ~right.Bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Scalar<T> Upper, Scalar<T> Lower) WordProduct(Scalar<T> words, uint factor)
    {
        ulong product = (ulong)(uint)words.Bits * factor;
        return (FromBits((long)(product >> 32)), FromBits((long)product));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> BitAdd(Scalar<T> left, Scalar<T> right) => FromBits(left.Bits + right.Bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> BitSubtract(Scalar<T> left, Scalar<T> right) => FromBits(left.Bits - right.Bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> BitShiftLeft(Scalar<T> value, int count) => FromBits(value.Bits << count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> BitShiftRight(Scalar<T> value, int count) => FromBits(typeof(T) == typeof(double) ? value.Bits >>> count : (long)((uint)value.Bits >> count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Load(ref readonly T source) => new(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Scalar<T> value, ref T destination) => destination = value._value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Scalar<T> LoadPart(T* source, int count, T padding) => new(count > 0 ? *source : padding);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void StorePart(Scalar<T> value, T* destination, int count)
    {
        if (count > 0)
        {
            *destination = value.Value;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Scalar<T> value) => value._value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (T Sum, T Error) Sum(Scalar<T> value, Scalar<T> error) => (value._value, error._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Max(Scalar<T> value) => value._value;
}
