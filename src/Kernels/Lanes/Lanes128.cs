using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Kernels.Lanes;

/// <summary>128 bits of lanes.</summary>
internal readonly struct Lanes128<T>(Vector128<T> value) : ILanes<Lanes128<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector128<T> _value = value;

    public static int Count => Vector128<T>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Constant(double value) =>
        new(typeof(T) == typeof(double) ? Vector128.Create(value).As<double, T>() : Vector128.Create((float)value).As<float, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Broadcast(T value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> FromBits(long bits) =>
        new(typeof(T) == typeof(double) ? Vector128.Create(bits).As<long, T>() : Vector128.Create((int)bits).As<int, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator +(Lanes128<T> left, Lanes128<T> right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator -(Lanes128<T> left, Lanes128<T> right) => new(left._value - right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator *(Lanes128<T> left, Lanes128<T> right) => new(left._value * right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator /(Lanes128<T> left, Lanes128<T> right) => new(left._value / right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator -(Lanes128<T> value) => new(-value._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> SquareRoot(Lanes128<T> value) => new(Vector128.Sqrt(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> FusedMultiplyAdd(Lanes128<T> a, Lanes128<T> b, Lanes128<T> c) => new(typeof(T) == typeof(double)
        ? Vector128.FusedMultiplyAdd(a._value.AsDouble(), b._value.AsDouble(), c._value.AsDouble()).As<double, T>()
        : Vector128.FusedMultiplyAdd(a._value.AsSingle(), b._value.AsSingle(), c._value.AsSingle()).As<float, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> FusedMultiplyAdd(Lanes128<T> a, Lanes128<T> b, double c) => new(typeof(T) == typeof(double)
        ? Vector128.FusedMultiplyAdd(a._value.AsDouble(), b._value.AsDouble(), Vector128.Create(c)).As<double, T>()
        : Vector128.FusedMultiplyAdd(a._value.AsSingle(), b._value.AsSingle(), Vector128.Create((float)c)).As<float, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> MinOrSecond(Lanes128<T> left, Lanes128<T> right) => Sse2.IsSupported
        ? new(Vector128.MinNative(left._value, right._value))
        : new(Vector128.ConditionalSelect(Vector128.LessThan(left._value, right._value), left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> MaxOrSecond(Lanes128<T> left, Lanes128<T> right) => Sse2.IsSupported
        ? new(Vector128.MaxNative(left._value, right._value))
        : new(Vector128.ConditionalSelect(Vector128.LessThan(right._value, left._value), left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> LessThan(Lanes128<T> left, Lanes128<T> right) => new(Vector128.LessThan(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Equal(Lanes128<T> left, Lanes128<T> right) => new(Vector128.Equals(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Select(Lanes128<T> mask, Lanes128<T> yes, Lanes128<T> no) =>
        new(Vector128.ConditionalSelect(mask._value, yes._value, no._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(Lanes128<T> mask) => typeof(T) == typeof(double)
        ? Vector128.ExtractMostSignificantBits(mask._value.AsDouble()) != 0
        : Vector128.ExtractMostSignificantBits(mask._value.AsSingle()) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool All(Lanes128<T> mask) => typeof(T) == typeof(double)
        ? Vector128.ExtractMostSignificantBits(mask._value.AsDouble()) == 0x3u
        : Vector128.ExtractMostSignificantBits(mask._value.AsSingle()) == 0xFu;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> BitAnd(Lanes128<T> left, Lanes128<T> right) => new(left._value & right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> BitOr(Lanes128<T> left, Lanes128<T> right) => new(left._value | right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> BitXor(Lanes128<T> left, Lanes128<T> right) => new(left._value ^ right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> BitAndNot(Lanes128<T> left, Lanes128<T> right) => new(Vector128.AndNot(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Lanes128<T> Upper, Lanes128<T> Lower) WordProduct(Lanes128<T> words, uint factor)
    {
        Vector128<ulong> even = Product(words._value.AsUInt64(), factor);
        if (typeof(T) == typeof(double))
        {
            return (new((even >>> 32).As<ulong, T>()), new(even.As<ulong, T>()));
        }

        Vector128<ulong> odd = Product(words._value.AsUInt64() >>> 32, factor);
        Vector128<ulong> upper = Vector128.ConditionalSelect(Vector128.Create((ulong)uint.MaxValue), even >>> 32, odd);
        return (new(upper.As<ulong, T>()), new((words._value.AsUInt32() * Vector128.Create(factor)).As<uint, T>()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> BitAdd(Lanes128<T> left, Lanes128<T> right) => new(typeof(T) == typeof(double)
        ? (left._value.AsInt64() + right._value.AsInt64()).As<long, T>()
        : (left._value.AsInt32() + right._value.AsInt32()).As<int, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> BitSubtract(Lanes128<T> left, Lanes128<T> right) => new(typeof(T) == typeof(double)
        ? (left._value.AsInt64() - right._value.AsInt64()).As<long, T>()
        : (left._value.AsInt32() - right._value.AsInt32()).As<int, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> BitShiftLeft(Lanes128<T> value, int count) => new(typeof(T) == typeof(double)
        ? (value._value.AsInt64() << count).As<long, T>()
        : (value._value.AsInt32() << count).As<int, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> BitShiftRight(Lanes128<T> value, int count) => new(typeof(T) == typeof(double)
        ? (value._value.AsInt64() >>> count).As<long, T>()
        : (value._value.AsInt32() >>> count).As<int, T>());

    /// <summary>The product of the lower half of each 64 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Product(Vector128<ulong> words, uint factor) => Sse2.IsSupported
        ? Sse2.Multiply(words.AsUInt32(), Vector128.Create(factor))
        : (words & Vector128.Create((ulong)uint.MaxValue)) * Vector128.Create((ulong)factor);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Load(ref readonly T source) => new(Vector128.LoadUnsafe(in source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes128<T> value, ref T destination) => value._value.StoreUnsafe(ref destination);

    /// <remarks>Value by value: there is no instruction for it on every machine that has 128 bits.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static unsafe Lanes128<T> LoadPart(T* source, int count, T padding)
    {
        Vector128<T> value = Vector128.Create(padding);
        for (int i = 0; i < Math.Min(count, Count); i++)
        {
            value = value.WithElement(i, source[i]);
        }

        return new(value);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static unsafe void StorePart(Lanes128<T> value, T* destination, int count)
    {
        for (int i = 0; i < Math.Min(count, Count); i++)
        {
            destination[i] = value._value.GetElement(i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Lanes128<T> value)
    {
        if (typeof(T) == typeof(double))
        {
            return value._value.GetElement(0) + value._value.GetElement(1);
        }

        Lanes128<T> halves = value + SwapHalves(value);
        return halves._value.GetElement(0) + halves._value.GetElement(1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (T Sum, T Error) Sum(Lanes128<T> value, Lanes128<T> error)
    {
        if (typeof(T) != typeof(double))
        {
            (value, error) = TwoSum<Lanes128<T>, T>.Add(value, error, SwapHalves(value), SwapHalves(error));
        }

        (Scalar<T> sum, Scalar<T> rest) = TwoSum<Scalar<T>, T>.Add(
            new(value._value.GetElement(0)), new(error._value.GetElement(0)), new(value._value.GetElement(1)), new(error._value.GetElement(1)));
        return (sum.Value, rest.Value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes128<T> SwapHalves(Lanes128<T> value) =>
        new(Vector128.Shuffle(value._value.AsSingle(), Vector128.Create(2, 3, 0, 1)).As<float, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Max(Lanes128<T> value)
    {
        if (typeof(T) != typeof(double))
        {
            value = MaxOrSecond(value, SwapHalves(value));
        }

        (T first, T second) = (value._value.GetElement(0), value._value.GetElement(1));
        return first > second ? first : second;
    }
}
