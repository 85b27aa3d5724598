using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Kernels.Lanes;

/// <summary>512 bits of lanes.</summary>
internal readonly struct Lanes512<T>(Vector512<T> value) : ILanes<Lanes512<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector512<T> _value = value;

    public static int Count => Vector512<T>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Constant(double value) =>
        new(typeof(T) == typeof(double) ? Vector512.Create(value).As<double, T>() : Vector512.Create((float)value).As<float, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Broadcast(T value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> FromBits(long bits) =>
        new(typeof(T) == typeof(double) ? Vector512.Create(bits).As<long, T>() : Vector512.Create((int)bits).As<int, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator +(Lanes512<T> left, Lanes512<T> right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator -(Lanes512<T> left, Lanes512<T> right) => new(left._value - right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator *(Lanes512<T> left, Lanes512<T> right) => new(left._value * right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator /(Lanes512<T> left, Lanes512<T> right) => new(left._value / right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator -(Lanes512<T> value) => new(-value._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> SquareRoot(Lanes512<T> value) => new(Vector512.Sqrt(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> FusedMultiplyAdd(Lanes512<T> a, Lanes512<T> b, Lanes512<T> c) => new(typeof(T) == typeof(double)
        ? Vector512.FusedMultiplyAdd(a._value.AsDouble(), b._value.AsDouble(), c._value.AsDouble()).As<double, T>()
        : Vector512.FusedMultiplyAdd(a._value.AsSingle(), b._value.AsSingle(), c._value.AsSingle()).As<float, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> FusedMultiplyAdd(Lanes512<T> a, Lanes512<T> b, double c) => new(typeof(T) == typeof(double)
        ? Vector512.FusedMultiplyAdd(a._value.AsDouble(), b._value.AsDouble(), Vector512.Create(c)).As<double, T>()
        : Vector512.FusedMultiplyAdd(a._value.AsSingle(), b._value.AsSingle(), Vector512.Create((float)c)).As<float, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> FusedMultiplyAdd(Lanes512<T> a, ref readonly T b, Lanes512<T> c) => new(typeof(T) == typeof(double)
        ? Vector512.FusedMultiplyAdd(a._value.AsDouble(), Vector512.LoadUnsafe(in b).AsDouble(), c._value.AsDouble()).As<double, T>()
        : Vector512.FusedMultiplyAdd(a._value.AsSingle(), Vector512.LoadUnsafe(in b).AsSingle(), c._value.AsSingle()).As<float, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> MinOrSecond(Lanes512<T> left, Lanes512<T> right) => new(Vector512.MinNative(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> MaxOrSecond(Lanes512<T> left, Lanes512<T> right) => new(Vector512.MaxNative(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> LessThan(Lanes512<T> left, Lanes512<T> right) => new(Vector512.LessThan(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Equal(Lanes512<T> left, Lanes512<T> right) => new(Vector512.Equals(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Select(Lanes512<T> mask, Lanes512<T> yes, Lanes512<T> no) =>
        new(Vector512.ConditionalSelect(mask._value, yes._value, no._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(Lanes512<T> mask) => typeof(T) == typeof(double)
        ? Vector512.ExtractMostSignificantBits(mask._value.AsDouble()) != 0
        : Vector512.ExtractMostSignificantBits(mask._value.AsSingle()) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool All(Lanes512<T> mask) => typeof(T) == typeof(double)
        ? Vector512.ExtractMostSignificantBits(mask._value.AsDouble()) == 0xFFul
        : Vector512.ExtractMostSignificantBits(mask._value.AsSingle()) == 0xFFFFul;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> BitAnd(Lanes512<T> left, Lanes512<T> right) => new(left._value & right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> BitOr(Lanes512<T> left, Lanes512<T> right) => new(left._value | right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> BitXor(Lanes512<T> left, Lanes512<T> right) => new(left._value ^ right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> BitAndNot(Lanes512<T> left, Lanes512<T> right) => new(Vector512.AndNot(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Lanes512<T> Upper, Lanes512<T> Lower) WordProduct(Lanes512<T> words, uint factor)
    {
        Vector512<ulong> even = Product(words._value.AsUInt64(), factor);
        if (typeof(T) == typeof(double))
        {
            return (new((even >>> 32).As<ulong, T>()), new(even.As<ulong, T>()));
        }

        Vector512<ulong> odd = Product(words._value.AsUInt64() >>> 32, factor);
        Vector512<ulong> upper = Vector512.ConditionalSelect(Vector512.Create((ulong)uint.MaxValue), even >>> 32, odd);
        return (new(upper.As<ulong, T>()), new((words._value.AsUInt32() * Vector512.Create(factor)).As<uint, T>()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> BitAdd(Lanes512<T> left, Lanes512<T> right) => new(typeof(T) == typeof(double)
        ? (left._value.AsInt64() + right._value.AsInt64()).As<long, T>()
        : (left._value.AsInt32() + right._value.AsInt32()).As<int, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> BitSubtract(Lanes512<T> left, Lanes512<T> right) => new(typeof(T) == typeof(double)
        ? (left._value.AsInt64() - right._value.AsInt64()).As<long, T>()
        : (left._value.AsInt32() - right._value.AsInt32()).As<int, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> BitShiftLeft(Lanes512<T> value, int count) => new(typeof(T) == typeof(double)
        ? (value._value.AsInt64() << count).As<long, T>()
        : (value._value.AsInt32() << count).As<int, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> BitShiftRight(Lanes512<T> value, int count) => new(typeof(T) == typeof(double)
        ? (value._value.AsInt64() >>> count).As<long, T>()
        : (value._value.AsInt32() >>> count).As<int, T>());

    /// <summary>The product of the lower half of each 64 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Product(Vector512<ulong> words, uint factor) => Avx512F.Multiply(words.AsUInt32(), Vector512.Create(factor));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Load(ref readonly T source) => new(Vector512.LoadUnsafe(in source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes512<T> value, ref T destination) => value._value.StoreUnsafe(ref destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Lanes512<T> LoadPart(T* source, int count, T padding) => new(typeof(T) == typeof(double)
        ? Avx512F.MaskLoad((double*)source, FirstDoubles(count), Vector512.Create(padding).AsDouble()).As<double, T>()
        : Avx512F.MaskLoad((float*)source, FirstSingles(count), Vector512.Create(padding).AsSingle()).As<float, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void StorePart(Lanes512<T> value, T* destination, int count)
    {
        if (typeof(T) == typeof(double))
        {
            Avx512F.MaskStore((double*)destination, FirstDoubles(count), value._value.AsDouble());
        }
        else
        {
            Avx512F.MaskStore((float*)destination, FirstSingles(count), value._value.AsSingle());
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> FirstDoubles(int count) => Vector512.LessThan(Vector512<long>.Indices, Vector512.Create((long)count)).AsDouble();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> FirstSingles(int count) => Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count)).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Lanes512<T> value) => Lanes256<T>.Sum(new Lanes256<T>(value._value.GetLower()) + new Lanes256<T>(value._value.GetUpper()));

    /// <inheritdoc/>
    /// <remarks>Halves of two groups side by side are added together; after three such steps one register holds eight sums (double), or eight pairs that one more addition sums (float).</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SumEight(
        Lanes512<T> s0, Lanes512<T> s1, Lanes512<T> s2, Lanes512<T> s3, Lanes512<T> s4, Lanes512<T> s5, Lanes512<T> s6, Lanes512<T> s7, ref T destination)
    {
        Vector512<double> s0123 = Quarters(Halves(s0, s1), Halves(s2, s3));
        Vector512<double> s4567 = Quarters(Halves(s4, s5), Halves(s6, s7));
        Vector512<T> eighths = Avx512F.UnpackLow(s0123, s4567).As<double, T>() + Avx512F.UnpackHigh(s0123, s4567).As<double, T>();
        if (typeof(T) == typeof(double))
        {
            // 0 4 1 5 2 6 3 7
            Avx512F.PermuteVar8x64(eighths.AsDouble(), Vector512.Create(0L, 2, 4, 6, 1, 3, 5, 7)).As<double, T>().StoreUnsafe(ref destination);
        }
        else
        {
            Vector512<float> pairs = eighths.AsSingle();
            Vector512<float> sums = pairs + Avx512F.Permute4x32(pairs, 0b10_11_00_01);
            Avx512F.PermuteVar16x32(sums, Vector512.Create(0, 4, 8, 12, 2, 6, 10, 14, 0, 0, 0, 0, 0, 0, 0, 0)).GetLower().As<float, T>().StoreUnsafe(ref destination);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int StoreSelected(Lanes512<T> value, Lanes512<T> mask, ref T destination)
    {
        if (typeof(T) == typeof(double))
        {
            Avx512F.Compress(Vector512<double>.Zero, mask._value.AsDouble(), value._value.AsDouble()).As<double, T>().StoreUnsafe(ref destination);
            return BitOperations.PopCount(Vector512.ExtractMostSignificantBits(mask._value.AsDouble()));
        }

        Avx512F.Compress(Vector512<float>.Zero, mask._value.AsSingle(), value._value.AsSingle()).As<float, T>().StoreUnsafe(ref destination);
        return BitOperations.PopCount(Vector512.ExtractMostSignificantBits(mask._value.AsSingle()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (T Sum, T Error) Sum(Lanes512<T> value, Lanes512<T> error)
    {
        (Lanes256<T> sum, Lanes256<T> rest) = TwoSum<Lanes256<T>, T>.Add(
            new(value._value.GetLower()), new(error._value.GetLower()), new(value._value.GetUpper()), new(error._value.GetUpper()));
        return Lanes256<T>.Sum(sum, rest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Max(Lanes512<T> value) =>
        Lanes256<T>.Max(Lanes256<T>.MaxOrSecond(new Lanes256<T>(value._value.GetLower()), new Lanes256<T>(value._value.GetUpper())));

    /// <summary>Lower and upper half of <paramref name="a"/> added, then of <paramref name="b"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Halves(Lanes512<T> a, Lanes512<T> b) =>
        (Avx512F.Shuffle4x128(a._value.AsDouble(), b._value.AsDouble(), 0b01_00_01_00).As<double, T>()
        + Avx512F.Shuffle4x128(a._value.AsDouble(), b._value.AsDouble(), 0b11_10_11_10).As<double, T>()).AsDouble();

    /// <summary>Four sums of quarters from two registers with two sums of halves each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Quarters(Vector512<double> a, Vector512<double> b) =>
        (Avx512F.Shuffle4x128(a, b, 0b10_00_10_00).As<double, T>() + Avx512F.Shuffle4x128(a, b, 0b11_01_11_01).As<double, T>()).AsDouble();
}
