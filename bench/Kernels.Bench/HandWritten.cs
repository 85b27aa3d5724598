using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Kernels.Bench;

/// <summary>The kernels' own algorithms written out for one type and one width, as one would without lanes: what <see cref="LanesProof"/> compares with.</summary>
/// <remarks>Whole vectors only, ordinary arguments only; anything else goes to a method of its own, as in the library.</remarks>
internal static class HandWritten
{
    private const int Lanes = 8;

    /// <summary>ψ(x), in place or disjoint.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Digamma(ReadOnlySpan<double> x, Span<double> destination)
    {
        ref double source = ref MemoryMarshal.GetReference(x);
        ref double target = ref MemoryMarshal.GetReference(destination);
        for (int i = 0; i <= x.Length - Lanes; i += Lanes)
        {
            Vector512<double> argument = Vector512.LoadUnsafe(ref source, (nuint)i);
            Vector512<double> above = Vector512.LessThan(argument, Vector512.Create(double.PositiveInfinity));
            Vector512<double> tiny = Vector512.LessThan(argument, Vector512.Create(9.332636185032189e-302));
            Vector512<double> ordinary = Vector512.AndNot(above, tiny);
            if (Vector512.ExtractMostSignificantBits(ordinary) != 0xFF)
            {
                SpecialFunctions.Digamma(x.Slice(i, Lanes), destination.Slice(i, Lanes));
                continue;
            }

            Vector512<double> one = Vector512.Create(1.0);
            Vector512<double> isBelowOne = Vector512.LessThan(argument, one);
            Vector512<double> v = Vector512.ConditionalSelect(isBelowOne, argument, argument - one);
            Vector512<double> clamped = Vector512.MinNative(Vector512.Create(1152921504606846976.0), v);
            Vector512<double> divisor = Vector512.ConditionalSelect(isBelowOne, argument, one);
            Vector512<double> square = clamped * clamped;
            Vector512<double> even = Step(square, Step(square, Step(square, Vector512.Create(0.2298200901612136614835541), 5.086798448816014938318461), 19.3618038747861896503403), 14.22241465746653410119132);
            even = Step(square, even, 1);
            Vector512<double> odd = Step(square, Step(square, Step(square, Vector512.Create(0.01754617358611131670098039), 1.396834825011599642579237), 12.10281701266379535149056), 20.70954004651011134087609);
            odd = Step(square, odd, 5.674099013458334699686767);
            Vector512<double> denominator = Vector512.FusedMultiplyAdd(odd, clamped, even);
            even = Step(square, Step(square, Step(square, Vector512.Create(0.0007310905660949432881496856), 0.0534835953761403845162521), 0.4048431193815023573305141), 0.5250904293807144983434257);
            even = Step(square, even, 0.06145948356688516687165118);
            odd = Step(square, Step(square, Step(square, Vector512.Create(0.009210291806243873182653514), 0.1838445718140624165553011), 0.5802581677995779900018513), 0.2722910267487045284952404);
            Vector512<double> numerator = Vector512.FusedMultiplyAdd(odd, clamped, even);
            Vector512<double> inverse = one / (denominator * divisor);
            Vector512<double> reciprocal = denominator * inverse;
            Vector512<double> residual = Vector512.FusedMultiplyAdd(-argument, reciprocal, one);
            Vector512<double> linear = v + Vector512.Create(0.5);
            Vector512<double> correction = numerator * divisor * inverse;
            Vector512<double> sum = linear + correction;
            Vector512<double> logarithm = Log(sum, linear - sum + correction);
            Vector512<double> below = logarithm - (reciprocal * residual) - reciprocal;
            Vector512.ConditionalSelect(isBelowOne, below, logarithm).StoreUnsafe(ref target, (nuint)i);
        }
    }

    /// <summary>ln Σ exp x in the canonical order: the exponentials and their sum in one loop.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double LogSumExp(ReadOnlySpan<double> x)
    {
        double maximum = Maximum(x);
        if (!double.IsFinite(maximum))
        {
            return maximum;
        }

        const int Chunk = 16 * Lanes;
        Span<double> ones = stackalloc double[32];
        Span<double> rests = stackalloc double[32];
        int chunks = 0;
        for (int start = 0; start < x.Length; start += Chunk)
        {
            (double one, double rest) = SumApart(x.Slice(start, Math.Min(Chunk, x.Length - start)), maximum);

            // A binary tree over the chunks: what is full is added up.
            int level = System.Numerics.BitOperations.TrailingZeroCount(~chunks);
            for (int i = 0; i < level; i++)
            {
                one = ones[i] + one;
                rest = rests[i] + rest;
            }

            ones[level] = one;
            rests[level] = rest;
            chunks++;
        }

        double allOnes = 0;
        double allRest = 0;
        for (int bits = chunks; bits != 0; bits &= bits - 1)
        {
            allOnes = ones[System.Numerics.BitOperations.TrailingZeroCount(bits)] + allOnes;
            allRest = rests[System.Numerics.BitOperations.TrailingZeroCount(bits)] + allRest;
        }

        double total = allOnes + allRest;
        double low = allOnes < allRest ? allRest - total + allOnes : allOnes - total + allRest;
        return maximum + Log(Vector512.Create(total), Vector512.Create(low)).ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Maximum(ReadOnlySpan<double> x)
    {
        ref double source = ref MemoryMarshal.GetReference(x);
        Vector512<double> zero = Vector512<double>.Zero, suspect = zero, other = zero;
        Vector512<double> a = Vector512.Create(double.NegativeInfinity), b = a;
        for (int i = 0; i <= x.Length - (2 * Lanes); i += 2 * Lanes)
        {
            Vector512<double> first = Vector512.LoadUnsafe(ref source, (nuint)i);
            Vector512<double> second = Vector512.LoadUnsafe(ref source, (nuint)(i + Lanes));
            a = Vector512.MaxNative(first, a);
            b = Vector512.MaxNative(second, b);
            suspect = Vector512.FusedMultiplyAdd(first, zero, suspect);
            other = Vector512.FusedMultiplyAdd(second, zero, other);
        }

        if (!Vector512.EqualsAll(suspect + other, zero) && HasNaN(x))
        {
            return double.NaN;
        }

        a = Vector512.MaxNative(a, b);
        Vector256<double> half = Vector256.MaxNative(a.GetLower(), a.GetUpper());
        Vector128<double> quarter = Vector128.MaxNative(half.GetLower(), half.GetUpper());
        return Math.Max(quarter[0], quarter[1]);
    }

    private static bool HasNaN(ReadOnlySpan<double> x)
    {
        foreach (double value in x)
        {
            if (double.IsNaN(value))
            {
                return true;
            }
        }

        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (double Ones, double Others) SumApart(ReadOnlySpan<double> x, double maximum)
    {
        ref double source = ref MemoryMarshal.GetReference(x);
        Vector512<double> shift = Vector512.Create(maximum), one = Vector512.Create(1.0);
        Vector512<double> ones = Vector512<double>.Zero, a = ones, b = ones;
        for (int i = 0; i <= x.Length - (2 * Lanes); i += 2 * Lanes)
        {
            Vector512<double> first = Exp(Vector512.LoadUnsafe(ref source, (nuint)i), shift);
            Vector512<double> second = Exp(Vector512.LoadUnsafe(ref source, (nuint)(i + Lanes)), shift);
            Vector512<double> isFirst = Vector512.Equals(first, one);
            Vector512<double> isSecond = Vector512.Equals(second, one);
            ones = ones + (one & isFirst) + (one & isSecond);
            a += Vector512.AndNot(first, isFirst);
            b += Vector512.AndNot(second, isSecond);
        }

        return (Sum(ones), Sum(a + b));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Exp(Vector512<double> x, Vector512<double> maximum)
    {
        Vector512<double> difference = x - maximum;
        Vector512<double> part = difference - x;
        Vector512<double> low = x - (difference - part) - (maximum + part);
        Vector512<double> limit = Vector512.Create(-708.0);
        Vector512<double> magic = Vector512.Create(6755399441055744.0);
        Vector512<double> clamped = Vector512.MaxNative(limit, difference);
        Vector512<double> rounded = Vector512.FusedMultiplyAdd(clamped, Vector512.Create(1.4426950408889634), magic);
        Vector512<double> n = rounded - magic;
        Vector512<double> r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-0.6931471805599453), clamped);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-2.3190468138462996e-17), r) + low;
        Vector512<double> square = r * r;
        Vector512<double> even = Step(square, Step(square, Step(square, Vector512.Create(2.7630223048681302411e-7), 0.000024801493185170074455), 0.0013888888943524004491), 0.041666666666530713175);
        even = Step(square, even, 0.50000000000000105242);
        Vector512<double> odd = Step(square, Step(square, Step(square, Vector512.Create(2.5000106986844031345e-8), 2.7557586433716894167e-6), 0.00019841269506154301818), 0.0083333333334949355393);
        odd = Step(square, odd, 0.16666666666666410973);
        Vector512<double> remainder = Vector512.FusedMultiplyAdd(odd, r, even);
        Vector512<double> mantissa = Vector512.FusedMultiplyAdd(square, remainder, r) + Vector512.Create(1.0);
        Vector512<double> result = (mantissa.AsInt64() + (rounded.AsInt64() << 52)).AsDouble();
        return Vector512.AndNot(result, Vector512.LessThan(difference, limit));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Log(Vector512<double> x, Vector512<double> low)
    {
        const long Bias = 1023L << 52, HalfRoot = 0x3FE6_A09E_667F_3BCD, Doubled = 2047L << 52;
        Vector512<long> mask = Vector512.Create(0x000F_FFFF_FFFF_FFFFL);
        Vector512<long> shifted = x.AsInt64() + Vector512.Create(Bias - HalfRoot);
        Vector512<double> f = ((shifted & mask) + Vector512.Create(HalfRoot)).AsDouble() - Vector512.Create(1.0);
        Vector512<double> k = ((shifted >>> 52) | Vector512.Create(4503599627370496.0).AsInt64()).AsDouble() - Vector512.Create(4503599627370496.0 + 1023);
        Vector512<double> lowDoubled = low * (Vector512.Create(Doubled) - Vector512.AndNot(shifted, mask)).AsDouble();
        Vector512<double> s = f / (Vector512.Create(2.0) + f);
        Vector512<double> square = s * s;
        Vector512<double> half = Vector512.Create(0.5) * f * f;
        Vector512<double> fourth = square * square;
        Vector512<double> even = Step(fourth, Step(fourth, Step(fourth, Vector512.Create(0.14788280256636452614), 0.18183529272363756137), 0.28571428734169774073), 0.66666666666667262294);
        Vector512<double> odd = Step(fourth, Step(fourth, Vector512.Create(0.15314874903881300816), 0.22222199318712314271), 0.39999999999458022723);
        Vector512<double> series = Vector512.FusedMultiplyAdd(square, Vector512.FusedMultiplyAdd(odd, square, even), half);
        Vector512<double> slope = square - s + Vector512.Create(0.5);
        Vector512<double> small = Vector512.FusedMultiplyAdd(k, Vector512.Create(1.9082149292705877e-10), lowDoubled * slope);
        Vector512<double> body = Vector512.FusedMultiplyAdd(s, series, small);
        return Vector512.FusedMultiplyAdd(k, Vector512.Create(6.93147180369123816490e-1), f - (half - body));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Step(Vector512<double> x, Vector512<double> higher, double coefficient) =>
        Vector512.FusedMultiplyAdd(x, higher, Vector512.Create(coefficient));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Sum(Vector512<double> x)
    {
        Vector256<double> half = x.GetLower() + x.GetUpper();
        Vector128<double> quarter = half.GetLower() + half.GetUpper();
        return quarter[0] + quarter[1];
    }
}
