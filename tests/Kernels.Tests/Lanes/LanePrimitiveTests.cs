using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Kernels.Lanes;
using Xunit;

namespace Kernels.Tests;

/// <summary>Every operation of every group of lanes against plain scalar code, on numbers that break careless code.</summary>
[Trait("Category", "Laws")]
public class LanePrimitiveTests
{
    public static TheoryData<string> Groups() => [.. s_checks.Keys.Order(StringComparer.Ordinal)];

    private static readonly Dictionary<string, Action> s_checks = Checks();

    [Theory]
    [MemberData(nameof(Groups))]
    public void Every_operation_is_the_plain_one(string group) => s_checks[group]();

    private static Dictionary<string, Action> Checks()
    {
        var checks = new Dictionary<string, Action>();
        Add<double>(checks, "double");
        Add<float>(checks, "float");
        return checks;
    }

    private static void Add<T>(Dictionary<string, Action> checks, string type)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        checks[$"scalar {type}"] = LaneChecks<Scalar<T>, T>.All;
        checks[$"2 scalars {type}"] = LaneChecks<Pair<Scalar<T>, T>, T>.All;
        checks[$"8 scalars {type}"] = LaneChecks<Pair<Pair<Pair<Scalar<T>, T>, T>, T>, T>.All;
        checks[$"128 {type}"] = LaneChecks<Lanes128<T>, T>.All;
        checks[$"4 x 128 {type}"] = LaneChecks<Pair<Pair<Lanes128<T>, T>, T>, T>.All;
        if (LaneWidth.IsSupported(256))
        {
            checks[$"256 {type}"] = LaneChecks<Lanes256<T>, T>.All;
            checks[$"2 x 256 {type}"] = LaneChecks<Pair<Lanes256<T>, T>, T>.All;
        }

        if (LaneWidth.IsSupported(512))
        {
            checks[$"512 {type}"] = LaneChecks<Lanes512<T>, T>.All;
        }
    }
}

/// <summary>The checks for one group.</summary>
internal static class LaneChecks<TLanes, T>
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly T[] s_values = [.. Inputs.Hostile<T>(), .. Inputs.Signed<T>(40, 31), .. Inputs.Patterns<T>(60, 32)];

    private static bool IsDouble => typeof(T) == typeof(double);

    public static void All()
    {
        Unary("-", x => -x, x => -x);
        Unary("SquareRoot", TLanes.SquareRoot, T.Sqrt);
        Binary("+", (x, y) => x + y, (x, y) => x + y);
        Binary("-", (x, y) => x - y, (x, y) => x - y);
        Binary("*", (x, y) => x * y, (x, y) => x * y);
        Binary("/", (x, y) => x / y, (x, y) => x / y);
        Binary("MinOrSecond", TLanes.MinOrSecond, (x, y) => x < y ? x : y);
        Binary("MaxOrSecond", TLanes.MaxOrSecond, (x, y) => x > y ? x : y);
        Binary("LessThan", TLanes.LessThan, (x, y) => Raw(x < y ? -1 : 0), exact: true);
        Binary("Equal", TLanes.Equal, (x, y) => Raw(x == y ? -1 : 0), exact: true);
        Binary("BitAnd", TLanes.BitAnd, (x, y) => Raw(Pattern(x) & Pattern(y)), exact: true);
        Binary("BitOr", TLanes.BitOr, (x, y) => Raw(Pattern(x) | Pattern(y)), exact: true);
        Binary("BitXor", TLanes.BitXor, (x, y) => Raw(Pattern(x) ^ Pattern(y)), exact: true);
        Binary("BitAndNot", TLanes.BitAndNot, (x, y) => Raw(Pattern(x) & ~Pattern(y)), exact: true);
        Binary("BitAdd", TLanes.BitAdd, (x, y) => Raw(Pattern(x) + Pattern(y)), exact: true);
        Binary("BitSubtract", TLanes.BitSubtract, (x, y) => Raw(Pattern(x) - Pattern(y)), exact: true);
        Binary("Select", (x, y) => TLanes.Select(TLanes.LessThan(x, y), x, y), (x, y) => x < y ? x : y, exact: true);
        foreach (int count in IsDouble ? new[] { 1, 11, 31, 32, 33, 52, 63 } : [1, 8, 15, 16, 23, 31])
        {
            Unary($"<< {count}", x => TLanes.BitShiftLeft(x, count), x => Raw(Pattern(x) << count), exact: true);
            Unary($">> {count}", x => TLanes.BitShiftRight(x, count), x => Raw(IsDouble ? Pattern(x) >>> count : (long)((uint)Pattern(x) >> count)), exact: true);
        }

        foreach (uint factor in new uint[] { 0, 1, 3, 0x8000_0000, 0xD251_1F53, 0xCD9E_8D57, uint.MaxValue })
        {
            Unary($"WordProduct {factor}, upper", x => TLanes.WordProduct(x, factor).Upper, x => Raw((long)(Product(x, factor) >> 32)), exact: true);
            Unary($"WordProduct {factor}, lower", x => TLanes.WordProduct(x, factor).Lower, x => Raw((long)Product(x, factor)), exact: true);
        }

        FusedMultiplyAdd();
        ConstantsAndMemory();
        PartsOfAGroup();
        MasksOfSomeLanes();
        Reductions();
        SelectedStores();
    }

    private static ulong Product(T x, uint factor) => (ulong)(uint)Pattern(x) * factor;

    private static unsafe void PartsOfAGroup()
    {
        using var memory = new GuardedMemory<T>(TLanes.Count);
        T[] values = s_values[..TLanes.Count];
        for (int count = -1; count <= TLanes.Count + 1; count++)
        {
            int wanted = Math.Clamp(count, 0, TLanes.Count);

            // The value after the last one wanted is out of bounds.
            Span<T> end = memory.AtEnd(wanted);
            values.AsSpan(0, wanted).CopyTo(end);
            fixed (T* source = end)
            {
                T* first = source == null ? (T*)1 : source;
                T[] loaded = Values(TLanes.LoadPart(first, count, T.CreateChecked(7)));
                Assert.Equal([.. values.Take(wanted).Select(Pattern), .. Enumerable.Repeat(Pattern(T.CreateChecked(7)), TLanes.Count - wanted)], loaded.Select(Pattern));
                end.Clear();
                TLanes.StorePart(Lanes(values), first, count);
                Assert.Equal(values.Take(wanted).Select(Pattern), end.ToArray().Select(Pattern));
            }

            T[] all = [.. Enumerable.Repeat(T.One, TLanes.Count + 1)];
            fixed (T* destination = all)
            {
                TLanes.StorePart(Lanes(values), destination, count);
            }

            Assert.Equal([.. values.Take(wanted).Select(Pattern), .. Enumerable.Repeat(Pattern(T.One), TLanes.Count + 1 - wanted)], all.Select(Pattern));
        }
    }

    private static void FusedMultiplyAdd()
    {
        for (int shift = 0; shift < 7; shift++)
        {
            int offset = (shift * 13) + 1;
            Binary($"FusedMultiplyAdd {offset}", (x, y) => TLanes.FusedMultiplyAdd(x, y, -x), (x, y) => T.FusedMultiplyAdd(x, y, -x));
            Binary($"FusedMultiplyAdd {offset}", (x, y) => TLanes.FusedMultiplyAdd(y, y, x), (x, y) => T.FusedMultiplyAdd(y, y, x), offset: offset);
            Binary($"FusedMultiplyAdd from memory {offset}", (x, y) => TLanes.FusedMultiplyAdd(x, in Values(y)[0], -x), (x, y) => T.FusedMultiplyAdd(x, y, -x), offset: offset);
        }

        foreach (double c in new[] { 0, -0.0, 1, -1, 0.1, 1e-300, 3.3e38, double.PositiveInfinity, double.NaN })
        {
            T constant = Rounded(c);
            Binary($"FusedMultiplyAdd {c}", (x, y) => TLanes.FusedMultiplyAdd(x, y, c), (x, y) => T.FusedMultiplyAdd(x, y, constant));
        }

        // Rounded once: x·x − round(x·x) is not zero.
        T x = T.One + T.ScaleB(T.One, IsDouble ? -30 : -14);
        TLanes lanes = TLanes.Broadcast(x);
        T residual = Values(TLanes.FusedMultiplyAdd(lanes, lanes, TLanes.Broadcast(-(x * x))))[0];
        Assert.Equal(T.ScaleB(T.One, IsDouble ? -60 : -28), residual);
    }

    private static void ConstantsAndMemory()
    {
        foreach (double value in new[] { 0, -0.0, 0.1, 1.0 / 3, 1e-310, 1e39, -1e300, double.NaN, double.NegativeInfinity })
        {
            Assert.All(Values(TLanes.Constant(value)), lane => Bits.AssertSame(Rounded(value), lane, $"Constant({value:R})"));
        }

        foreach (T value in s_values)
        {
            Assert.All(Values(TLanes.Broadcast(value)), lane => Assert.Equal(Pattern(value), Pattern(lane)));
            Assert.All(Values(TLanes.FromBits(Pattern(value))), lane => Assert.Equal(Pattern(value), Pattern(lane)));
        }

        for (int start = 0; start + TLanes.Count <= s_values.Length; start++)
        {
            T[] stored = [.. Enumerable.Repeat(T.One, TLanes.Count + 2)];
            TLanes.Store(TLanes.Load(in s_values[start]), ref stored[1]);
            Assert.Equal(s_values.Skip(start).Take(TLanes.Count).Select(Pattern), stored.Skip(1).Take(TLanes.Count).Select(Pattern));
            Assert.Equal((T.One, T.One), (stored[0], stored[^1]));
        }
    }

    private static void MasksOfSomeLanes()
    {
        T[] zeros = new T[TLanes.Count];
        TLanes none = TLanes.LessThan(Lanes(zeros), Lanes(zeros));
        TLanes every = TLanes.Equal(Lanes(zeros), Lanes(zeros));
        Assert.False(TLanes.Any(none));
        Assert.False(TLanes.All(none));
        Assert.True(TLanes.Any(every));
        Assert.True(TLanes.All(every));
        for (int i = 0; i < TLanes.Count; i++)
        {
            T[] one = new T[TLanes.Count];
            one[i] = T.NaN;
            TLanes others = TLanes.Equal(Lanes(one), Lanes(one));
            TLanes only = TLanes.BitAndNot(every, others);
            Assert.True(TLanes.Any(only));
            Assert.Equal(TLanes.Count == 1, TLanes.All(only));
            Assert.Equal(TLanes.Count != 1, TLanes.Any(others));
            Assert.False(TLanes.All(others));
            T[] selected = Values(TLanes.Select(only, TLanes.Constant(2), TLanes.Constant(3)));
            Assert.Equal(Enumerable.Range(0, TLanes.Count).Select(lane => T.CreateChecked(lane == i ? 2 : 3)), selected);
        }
    }

    private static void Reductions()
    {
        T[] values = [.. s_values, .. Inputs.Signed<T>(4000, 33)];
        for (int start = 0; start + TLanes.Count <= values.Length; start += 3)
        {
            T[] lanes = values[start..(start + TLanes.Count)];
            Bits.AssertSame(ByHalves(lanes, (x, y) => x + y), TLanes.Sum(Lanes(lanes)), $"Sum at {start}");
            Bits.AssertSame(ByHalves(lanes, (x, y) => x > y ? x : y), TLanes.Max(Lanes(lanes)), $"Max at {start}");
            T[] errors = values[(start + 1)..(start + 1 + Math.Min(TLanes.Count, values.Length - start - 1))];
            if (errors.Length == TLanes.Count)
            {
                (T sum, T error) = TLanes.Sum(Lanes(lanes), Lanes(errors));
                (T plain, T rest) = WithErrors(lanes, errors);
                Bits.AssertSame(plain, sum, $"Sum with errors at {start}");
                Bits.AssertSame(rest, error, $"error of the sum at {start}");
            }
        }

        for (int start = 0; start + (8 * TLanes.Count) <= values.Length; start += 5)
        {
            T[][] groups = [.. Enumerable.Range(0, 8).Select(i => values[(start + (i * TLanes.Count))..(start + ((i + 1) * TLanes.Count))])];
            TLanes[] g = [.. groups.Select(Lanes)];
            T[] sums = [T.One, .. new T[8], T.One];
            TLanes.SumEight(g[0], g[1], g[2], g[3], g[4], g[5], g[6], g[7], ref sums[1]);
            Bits.AssertSame<T>([T.One, .. groups.Select(group => ByHalves(group, (x, y) => x + y)), T.One], sums, $"SumEight at {start}");
        }
    }

    private static void SelectedStores()
    {
        for (int start = 0; start < s_values.Length; start++)
        {
            T[] x = Window(start);
            T[] y = Window((start * 7) + 3);
            T[] stored = [T.One, .. new T[TLanes.Count], T.One];
            int count = TLanes.StoreSelected(Lanes(x), TLanes.LessThan(Lanes(y), Lanes(x)), ref stored[1]);
            long[] expected = [.. x.Where((value, i) => y[i] < value).Select(Pattern)];
            Assert.Equal(expected, stored.Skip(1).Take(count).Select(Pattern));
            Assert.Equal((T.One, T.One), (stored[0], stored[^1]));
        }
    }

    private static (T Sum, T Error) WithErrors(T[] lanes, T[] errors)
    {
        (T[] sums, T[] rests) = ([.. lanes], [.. errors]);
        for (int half = lanes.Length / 2; half > 0; half /= 2)
        {
            for (int i = 0; i < half; i++)
            {
                T sum = sums[i] + sums[i + half];
                T part = sum - sums[i];
                rests[i] = rests[i] + rests[i + half] + (sums[i] - (sum - part) + (sums[i + half] - part));
                sums[i] = sum;
            }
        }

        return (sums[0], rests[0]);
    }

    private static T ByHalves(T[] lanes, Func<T, T, T> combine)
    {
        for (int half = lanes.Length / 2; half > 0; half /= 2)
        {
            lanes = [.. Enumerable.Range(0, half).Select(i => combine(lanes[i], lanes[i + half]))];
        }

        return lanes[0];
    }

    private static void Unary(string what, Func<TLanes, TLanes> lanes, Func<T, T> plain, bool exact = false)
    {
        for (int start = 0; start < s_values.Length; start++)
        {
            T[] x = Window(start);
            Compare(what, x, x, Values(lanes(Lanes(x))), [.. x.Select(plain)], exact);
        }
    }

    private static void Binary(string what, Func<TLanes, TLanes, TLanes> lanes, Func<T, T, T> plain, bool exact = false, int offset = 0)
    {
        int step = Math.Max(1, TLanes.Count - 1);
        for (int first = 0; first < s_values.Length; first += step)
        {
            for (int second = 0; second < s_values.Length; second += offset == 0 ? 1 : offset)
            {
                T[] x = Window(first);
                T[] y = Window(second);
                T[] actual = Values(lanes(Lanes(x), Lanes(y)));
                for (int i = 0; i < x.Length; i++)
                {
                    T expected = plain(x[i], y[i]);
                    if (exact ? Pattern(expected) != Pattern(actual[i]) : !Bits.Same(expected, actual[i]))
                    {
                        Assert.Fail($"{what}: ({x[i]:R}, {y[i]:R}) in lane {i} gives {actual[i]:R} ({Pattern(actual[i]):X}), expected {expected:R} ({Pattern(expected):X}).");
                    }
                }
            }
        }
    }

    private static void Compare(string what, T[] x, T[] y, T[] actual, T[] expected, bool exact)
    {
        for (int i = 0; i < actual.Length; i++)
        {
            bool same = exact ? Pattern(expected[i]) == Pattern(actual[i]) : Bits.Same(expected[i], actual[i]);
            Assert.True(same, $"{what}: ({x[i]:R}, {y[i]:R}) in lane {i} gives {actual[i]:R}, expected {expected[i]:R}.");
        }
    }

    private static T[] Window(int start) => [.. Enumerable.Range(start, TLanes.Count).Select(i => s_values[i % s_values.Length])];

    private static TLanes Lanes(T[] values) => TLanes.Load(in values[0]);

    private static T[] Values(TLanes lanes)
    {
        T[] values = new T[TLanes.Count];
        TLanes.Store(lanes, ref values[0]);
        return values;
    }

    private static T Rounded(double value) => IsDouble ? (T)(object)value : (T)(object)(float)value;

    private static long Pattern(T value) => value switch
    {
        double d => BitConverter.DoubleToInt64Bits(d),
        float f => BitConverter.SingleToInt32Bits(f),
        _ => throw new NotSupportedException(),
    };

    private static T Raw(long bits) => IsDouble ? (T)(object)BitConverter.Int64BitsToDouble(bits) : (T)(object)BitConverter.Int32BitsToSingle((int)bits);
}
