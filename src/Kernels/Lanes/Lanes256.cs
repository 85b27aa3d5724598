using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Kernels.Lanes;

/// <summary>256 bits of lanes.</summary>
internal readonly struct Lanes256<T>(Vector256<T> value) : ILanes<Lanes256<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector256<T> _value = value;

    public static int Count => Vector256<T>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Constant(double value) =>
        new(typeof(T) == typeof(double) ? Vector256.Create(value).As<double, T>() : Vector256.Create((float)value).As<float, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Broadcast(T value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> FromBits(long bits) =>
        new(typeof(T) == typeof(double) ? Vector256.Create(bits).As<long, T>() : Vector256.Create((int)bits).As<int, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator +(Lanes256<T> left, Lanes256<T> right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator -(Lanes256<T> left, Lanes256<T> right) => new(left._value - right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator *(Lanes256<T> left, Lanes256<T> right) => new(left._value * right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator /(Lanes256<T> left, Lanes256<T> right) => new(left._value / right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator -(Lanes256<T> value) => new(-value._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> SquareRoot(Lanes256<T> value) => new(Vector256.Sqrt(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> FusedMultiplyAdd(Lanes256<T> a, Lanes256<T> b, Lanes256<T> c) => new(typeof(T) == typeof(double)
        ? Vector256.FusedMultiplyAdd(a._value.AsDouble(), b._value.AsDouble(), c._value.AsDouble()).As<double, T>()
        : Vector256.FusedMultiplyAdd(a._value.AsSingle(), b._value.AsSingle(), c._value.AsSingle()).As<float, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> FusedMultiplyAdd(Lanes256<T> a, Lanes256<T> b, double c) => new(typeof(T) == typeof(double)
        ? Vector256.FusedMultiplyAdd(a._value.AsDouble(), b._value.AsDouble(), Vector256.Create(c)).As<double, T>()
        : Vector256.FusedMultiplyAdd(a._value.AsSingle(), b._value.AsSingle(), Vector256.Create((float)c)).As<float, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> MinOrSecond(Lanes256<T> left, Lanes256<T> right) => new(Vector256.MinNative(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> MaxOrSecond(Lanes256<T> left, Lanes256<T> right) => new(Vector256.MaxNative(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> LessThan(Lanes256<T> left, Lanes256<T> right) => new(Vector256.LessThan(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Equal(Lanes256<T> left, Lanes256<T> right) => new(Vector256.Equals(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Select(Lanes256<T> mask, Lanes256<T> yes, Lanes256<T> no) =>
        new(Vector256.ConditionalSelect(mask._value, yes._value, no._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(Lanes256<T> mask) => typeof(T) == typeof(double)
        ? Vector256.ExtractMostSignificantBits(mask._value.AsDouble()) != 0
        : Vector256.ExtractMostSignificantBits(mask._value.AsSingle()) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool All(Lanes256<T> mask) => typeof(T) == typeof(double)
        ? Vector256.ExtractMostSignificantBits(mask._value.AsDouble()) == 0xFu
        : Vector256.ExtractMostSignificantBits(mask._value.AsSingle()) == 0xFFu;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> BitAnd(Lanes256<T> left, Lanes256<T> right) => new(left._value & right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> BitOr(Lanes256<T> left, Lanes256<T> right) => new(left._value | right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> BitXor(Lanes256<T> left, Lanes256<T> right) => new(left._value ^ right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> BitAndNot(Lanes256<T> left, Lanes256<T> right) => new(Vector256.AndNot(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Lanes256<T> Upper, Lanes256<T> Lower) WordProduct(Lanes256<T> words, uint factor)
    {
        Vector256<ulong> even = Product(words._value.AsUInt64(), factor);
        if (typeof(T) == typeof(double))
        {
            return (new((even >>> 32).As<ulong, T>()), new(even.As<ulong, T>()));
        }

        Vector256<ulong> odd = Product(words._value.AsUInt64() >>> 32, factor);
        Vector256<ulong> upper = Vector256.ConditionalSelect(Vector256.Create((ulong)uint.MaxValue), even >>> 32, odd);
        return (new(upper.As<ulong, T>()), new((words._value.AsUInt32() * Vector256.Create(factor)).As<uint, T>()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> BitAdd(Lanes256<T> left, Lanes256<T> right) => new(typeof(T) == typeof(double)
        ? (left._value.AsInt64() + right._value.AsInt64()).As<long, T>()
        : (left._value.AsInt32() + right._value.AsInt32()).As<int, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> BitSubtract(Lanes256<T> left, Lanes256<T> right) => new(typeof(T) == typeof(double)
        ? (left._value.AsInt64() - right._value.AsInt64()).As<long, T>()
        : (left._value.AsInt32() - right._value.AsInt32()).As<int, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> BitShiftLeft(Lanes256<T> value, int count) => new(typeof(T) == typeof(double)
        ? (value._value.AsInt64() << count).As<long, T>()
        : (value._value.AsInt32() << count).As<int, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> BitShiftRight(Lanes256<T> value, int count) => new(typeof(T) == typeof(double)
        ? (value._value.AsInt64() >>> count).As<long, T>()
        : (value._value.AsInt32() >>> count).As<int, T>());

    /// <summary>The product of the lower half of each 64 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Product(Vector256<ulong> words, uint factor) => Avx2.Multiply(words.AsUInt32(), Vector256.Create(factor));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Load(ref readonly T source) => new(Vector256.LoadUnsafe(in source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes256<T> value, ref T destination) => value._value.StoreUnsafe(ref destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Lanes256<T> LoadPart(T* source, int count, T padding)
    {
        if (typeof(T) == typeof(double))
        {
            Vector256<double> wanted = FirstDoubles(count);
            return new(Vector256.ConditionalSelect(wanted, Avx.MaskLoad((double*)source, wanted), Vector256.Create(padding).AsDouble()).As<double, T>());
        }

        Vector256<float> first = FirstSingles(count);
        return new(Vector256.ConditionalSelect(first, Avx.MaskLoad((float*)source, first), Vector256.Create(padding).AsSingle()).As<float, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void StorePart(Lanes256<T> value, T* destination, int count)
    {
        if (typeof(T) == typeof(double))
        {
            Avx.MaskStore((double*)destination, FirstDoubles(count), value._value.AsDouble());
        }
        else
        {
            Avx.MaskStore((float*)destination, FirstSingles(count), value._value.AsSingle());
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> FirstDoubles(int count) => Vector256.LessThan(Vector256<long>.Indices, Vector256.Create((long)count)).AsDouble();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> FirstSingles(int count) => Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(count)).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Lanes256<T> value) => Lanes128<T>.Sum(new Lanes128<T>(value._value.GetLower()) + new Lanes128<T>(value._value.GetUpper()));

    /// <inheritdoc/>
    /// <remarks>As <see cref="Lanes512{T}.SumEight"/>, in 256 bits: four sums of four doubles twice, or eight of eight floats.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SumEight(
        Lanes256<T> s0, Lanes256<T> s1, Lanes256<T> s2, Lanes256<T> s3, Lanes256<T> s4, Lanes256<T> s5, Lanes256<T> s6, Lanes256<T> s7, ref T destination)
    {
        Vector256<T> s0123 = Quarters(Halves(s0, s2), Halves(s1, s3));
        Vector256<T> s4567 = Quarters(Halves(s4, s6), Halves(s5, s7));
        if (typeof(T) == typeof(double))
        {
            s0123.StoreUnsafe(ref destination);
            s4567.StoreUnsafe(ref destination, 4);
        }
        else
        {
            Vector256<float> a = s0123.AsSingle(), b = s4567.AsSingle();
            Vector256<float> sums = Avx.Shuffle(a, b, 0b10_00_10_00) + Avx.Shuffle(a, b, 0b11_01_11_01);
            // 0 1 4 5 2 3 6 7
            Avx2.PermuteVar8x32(sums, Vector256.Create(0, 1, 4, 5, 2, 3, 6, 7)).As<float, T>().StoreUnsafe(ref destination);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (T Sum, T Error) Sum(Lanes256<T> value, Lanes256<T> error)
    {
        (Lanes128<T> sum, Lanes128<T> rest) = TwoSum<Lanes128<T>, T>.Add(
            new(value._value.GetLower()), new(error._value.GetLower()), new(value._value.GetUpper()), new(error._value.GetUpper()));
        return Lanes128<T>.Sum(sum, rest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Max(Lanes256<T> value) =>
        Lanes128<T>.Max(Lanes128<T>.MaxOrSecond(new Lanes128<T>(value._value.GetLower()), new Lanes128<T>(value._value.GetUpper())));

    /// <summary>Lower and upper half of <paramref name="a"/> added, then of <paramref name="b"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Halves(Lanes256<T> a, Lanes256<T> b) =>
        Avx.Permute2x128(a._value.AsDouble(), b._value.AsDouble(), 0x20).As<double, T>() + Avx.Permute2x128(a._value.AsDouble(), b._value.AsDouble(), 0x31).As<double, T>();

    /// <summary>Sums of quarters from two registers with two sums of halves each, in the order a, b, a, b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Quarters(Vector256<T> a, Vector256<T> b) =>
        Avx.UnpackLow(a.AsDouble(), b.AsDouble()).As<double, T>() + Avx.UnpackHigh(a.AsDouble(), b.AsDouble()).As<double, T>();
}
