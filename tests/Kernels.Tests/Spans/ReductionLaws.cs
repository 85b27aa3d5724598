using System;
using System.Linq;
using System.Numerics;
using Xunit;

namespace Kernels.Tests;

[Trait("Category", "Laws")]
public sealed class ReductionLawsDouble : ReductionLaws<double>;

[Trait("Category", "Laws")]
public sealed class ReductionLawsSingle : ReductionLaws<float>;

/// <summary>What every kernel that sums keeps, at every lane width.</summary>
[Collection(LaneWidthGroup.Name)]
public abstract class ReductionLaws<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int LongestLength = 257;
    private static readonly T s_untouched = T.CreateChecked(1234.5);

    [Theory]
    [MemberData(nameof(ReductionTable.KernelsAndWidths), MemberType = typeof(ReductionTable))]
    public void Every_length_in_place_and_disjoint(string name, int bits)
    {
        ReductionRow row = ReductionTable.Row(name);
        RowKernel<T> kernel = row.One<T>();
        T[] x = row.Arguments<T>(LongestLength, 1);
        T[] second = row.Arguments<T>(LongestLength, 2);
        T[] values = new T[LongestLength + 20];
        T[] results = new T[3];
        for (int length = 0; length <= LongestLength; length++)
        {
            (T[] expectedValues, T[] expectedResults) = OneByOne(row, x.AsSpan(0, length), second.AsSpan(0, length));
            using IDisposable width = LaneWidth.Force(bits);
            Array.Fill(values, s_untouched);
            Array.Fill(results, s_untouched);
            kernel(x.AsSpan(0, length), Second(row, second.AsSpan(0, length)), length, values, results.AsSpan(1));
            Bits.AssertSame<T>(expectedValues, values.AsSpan(0, row.ValueCount(length)), $"{name}, length {length}", x);
            Bits.AssertSame<T>(expectedResults, results.AsSpan(1, row.ResultCount(1)), $"{name}, length {length}, result");
            Assert.False(values.AsSpan(row.ValueCount(length)).ContainsAnyExcept(s_untouched), $"{name}, length {length} writes past the values.");
            Assert.Equal(s_untouched, results[2]);
            if (row.HasValues)
            {
                x.CopyTo(values, 0);
                kernel(values.AsSpan(0, length), default, length, values.AsSpan(0, length), results);
                Bits.AssertSame<T>(expectedValues, values.AsSpan(0, length), $"{name}, length {length}, in place", x);
                Bits.AssertSame<T>(x.AsSpan(length), values.AsSpan(length, LongestLength - length), $"{name}, length {length}, in place, the rest");
            }
        }
    }

    [Theory]
    [MemberData(nameof(ReductionTable.KernelsAndWidths), MemberType = typeof(ReductionTable))]
    public void Long_rows_give_the_same_bits(string name, int bits)
    {
        ReductionRow row = ReductionTable.Row(name);
        foreach (int length in new[] { 511, 512, 513, 1023, 1024, 1025, 1300, 2048, 20_001 })
        {
            T[] x = row.Arguments<T>(length, 3);
            T[] second = row.Arguments<T>(length, 4);
            (T[] expectedValues, T[] expectedResults) = OneByOne(row, x, second);
            T[] values = new T[row.ValueCount(length)];
            T[] results = new T[1];
            using IDisposable width = LaneWidth.Force(bits);
            row.One<T>()(x, Second<T>(row, second), length, values, results);
            Bits.AssertSame<T>(expectedValues, values, $"{name}, length {length}", x);
            Bits.AssertSame<T>(expectedResults, results.AsSpan(0, row.ResultCount(1)), $"{name}, length {length}, result");
        }
    }

    [Theory]
    [MemberData(nameof(ReductionTable.KernelsAndWidths), MemberType = typeof(ReductionTable))]
    public void Rows_are_single_rows(string name, int bits)
    {
        ReductionRow row = ReductionTable.Row(name);
        using IDisposable width = LaneWidth.Force(bits);
        foreach (int length in new[] { 1, 2, 3, 5, 7, 8, 9, 15, 16, 17, 20, 33, 64, 100, 129, LongestLength, 1100 })
        {
            // More rows than a batch holds, and the last batch not full.
            int rows = length <= 20 ? 131 : 11;
            T[] x = row.Arguments<T>(rows * length, 5);
            T[] second = row.Arguments<T>(rows * length, 6);
            T[] values = new T[row.ValueCount(x.Length)];
            T[] results = new T[row.ResultCount(rows)];
            row.Rows<T>()(x, Second<T>(row, second), length, values, results);
            T[] oneValues = new T[row.ValueCount(length)];
            T[] oneResult = new T[1];
            for (int i = 0; i < rows; i++)
            {
                int start = i * length;
                row.One<T>()(x.AsSpan(start, length), Second(row, second.AsSpan(start, length)), length, oneValues, oneResult);
                Bits.AssertSame<T>(oneValues, values.AsSpan(row.HasValues ? start : 0, oneValues.Length), $"{name}, row {i} of {length}");
                Bits.AssertSame<T>(oneResult.AsSpan(0, row.ResultCount(1)), results.AsSpan(row.HasResults ? i : 0, row.ResultCount(1)), $"{name}, result {i}, rows of {length}");
            }

            if (row.HasValues)
            {
                row.Rows<T>()(x, Second<T>(row, second), length, x, results);
                Bits.AssertSame<T>(values, x, $"{name}, rows of {length}, in place");
            }
            else if (row.ResultsMayShareStart)
            {
                row.Rows<T>()(x, default, length, default, x);
                Bits.AssertSame<T>(results, x.AsSpan(0, rows), $"{name}, rows of {length}, results over the arguments");
            }
        }
    }

    [Theory]
    [MemberData(nameof(ReductionTable.KernelsAndWidths), MemberType = typeof(ReductionTable))]
    public void Specials_and_the_rows_beside_them(string name, int bits)
    {
        ReductionRow row = ReductionTable.Row(name);
        using IDisposable width = LaneWidth.Force(bits);
        foreach ((double[] x, double[] second, double[] values, double[] results) in row.Specials)
        {
            int length = x.Length;
            T[] actualValues = new T[row.ValueCount(length)];
            T[] actualResults = new T[1];
            string what = $"{name}({string.Join(", ", x)})";
            row.One<T>()(From(x), From(second), length, actualValues, actualResults);
            Bits.AssertSame<T>(From(values), actualValues, what);
            Bits.AssertSame<T>(From(results), actualResults.AsSpan(0, row.ResultCount(1)), what);
            if (length == 0)
            {
                continue;
            }

            // Rows 0, 2 and 4 ordinary, 1 and 3 special: each as if it were alone.
            T[] mixed = row.Arguments<T>(5 * length, 7);
            T[] mixedSecond = row.Arguments<T>(5 * length, 8);
            From(x).CopyTo(mixed, length);
            From(x).CopyTo(mixed, 3 * length);
            From(second).CopyTo(mixedSecond, length);
            From(second).CopyTo(mixedSecond, 3 * length);
            T[] all = new T[row.ValueCount(5 * length)];
            T[] allResults = new T[row.ResultCount(5)];
            row.Rows<T>()(mixed, Second<T>(row, mixedSecond), length, all, allResults);
            for (int i = 0; i < 5; i++)
            {
                row.One<T>()(mixed.AsSpan(i * length, length), Second(row, mixedSecond.AsSpan(i * length, length)), length, actualValues, actualResults);
                Bits.AssertSame<T>(actualValues, all.AsSpan(row.HasValues ? i * length : 0, actualValues.Length), $"{what}, row {i}");
                Bits.AssertSame<T>(actualResults.AsSpan(0, row.ResultCount(1)), allResults.AsSpan(row.HasResults ? i : 0, row.ResultCount(1)), $"{what}, result {i}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(ReductionTable.KernelsAndWidths), MemberType = typeof(ReductionTable))]
    public void Wrong_arguments_throw_and_nothing_is_written(string name, int bits)
    {
        ReductionRow row = ReductionTable.Row(name);
        RowKernel<T> kernel = row.Rows<T>();
        using IDisposable width = LaneWidth.Force(bits);
        T[] original = row.Arguments<T>(200, 9);
        T[] memory = [.. original];
        T[] apart = new T[50];
        T[] second = [.. original];
        T[] results = new T[10];
        void Throws(Action action) => Assert.Throws<ArgumentException>(action);
        Throws(() => kernel(memory.AsSpan(0, 50), Second(row, second.AsSpan(0, 50)), 7, apart, results));
        Throws(() => kernel(memory.AsSpan(0, 50), Second(row, second.AsSpan(0, 50)), 0, apart, results));
        Throws(() => kernel(memory.AsSpan(0, 50), Second(row, second.AsSpan(0, 50)), -5, apart, results));
        if (row.HasValues)
        {
            Throws(() => kernel(memory.AsSpan(0, 50), default, 5, memory.AsSpan(1, 50), results));
            Throws(() => kernel(memory.AsSpan(1, 50), default, 5, memory.AsSpan(0, 50), results));
            Throws(() => kernel(memory.AsSpan(0, 50), default, 5, memory.AsSpan(49, 50), results));
            Throws(() => kernel(memory.AsSpan(0, 50), default, 5, apart.AsSpan(0, 49), results));
        }

        if (row.HasResults)
        {
            Throws(() => kernel(memory.AsSpan(0, 50), Second(row, second.AsSpan(0, 50)), 5, apart, results.AsSpan(0, 9)));
            Throws(() => kernel(memory.AsSpan(0, 50), Second(row, second.AsSpan(0, 50)), 5, apart, memory.AsSpan(1, 20)));
            Throws(() => kernel(memory.AsSpan(30, 50), Second(row, second.AsSpan(0, 50)), 5, apart, memory.AsSpan(25, 10)));
        }

        if (row.HasResults && !row.ResultsMayShareStart)
        {
            Throws(() => kernel(memory.AsSpan(0, 50), Second(row, second.AsSpan(0, 50)), 5, apart, memory.AsSpan(0, 10)));
        }

        if (row.HasResults && row.HasValues)
        {
            Throws(() => kernel(memory.AsSpan(0, 50), default, 5, memory.AsSpan(50, 50), memory.AsSpan(60, 10)));
        }

        if (row.HasSecond)
        {
            Throws(() => kernel(memory.AsSpan(0, 50), second.AsSpan(0, 49), 5, apart, results));
            Throws(() => kernel(memory.AsSpan(0, 50), second.AsSpan(0, 50), 5, apart, second.AsSpan(45, 10)));
        }

        Bits.AssertSame<T>(original, memory, name);
        Assert.All(results, value => Assert.Equal(T.Zero, value));
        Assert.Throws<NotSupportedException>(() => row.Refused([Half.One], row.HasSecond ? [Half.One] : [], 1, new Half[1], new Half[1]));
        kernel(default, default, 5, default, default);
    }

    [Theory]
    [MemberData(nameof(ReductionTable.KernelsAndWidths), MemberType = typeof(ReductionTable))]
    public void Nothing_outside_the_spans_is_read_or_written(string name, int bits)
    {
        ReductionRow row = ReductionTable.Row(name);
        RowKernel<T> kernel = row.Rows<T>();
        using IDisposable width = LaneWidth.Force(bits);
        using var source = new GuardedMemory<T>(LongestLength);
        using var others = new GuardedMemory<T>(LongestLength);
        using var values = new GuardedMemory<T>(LongestLength);
        using var results = new GuardedMemory<T>(LongestLength);
        T[] x = row.Arguments<T>(LongestLength, 10);
        for (int length = 1; length <= LongestLength; length++)
        {
            foreach (int rowLength in new[] { length, 1, 5 }.Where(candidate => length % candidate == 0).Distinct())
            {
                int rows = length / rowLength;
                x.AsSpan(0, length).CopyTo(source.AtEnd(length));
                x.AsSpan(0, length).CopyTo(others.AtEnd(length));
                kernel(source.AtEnd(length), Second(row, others.AtEnd(length)), rowLength, values.AtEnd(length), results.AtEnd(rows));
                x.AsSpan(0, length).CopyTo(source.AtStart(length));
                x.AsSpan(0, length).CopyTo(others.AtStart(length));
                kernel(source.AtStart(length), Second(row, others.AtStart(length)), rowLength, values.AtStart(length), results.AtStart(rows));
                x.AsSpan(0, length).CopyTo(source.AtEnd(length));
                kernel(source.AtEnd(length), Second(row, others.AtStart(length)), rowLength, row.HasValues ? source.AtEnd(length) : default, results.AtEnd(rows));
            }
        }
    }

    [Theory]
    [MemberData(nameof(ReductionTable.KernelsAndWidths), MemberType = typeof(ReductionTable))]
    public void Nothing_is_allocated(string name, int bits)
    {
        ReductionRow row = ReductionTable.Row(name);
        using IDisposable width = LaneWidth.Force(bits);
        T[] x = row.Arguments<T>(1500, 11);
        T[] second = row.HasSecond ? row.Arguments<T>(1500, 12) : [];
        T[] values = new T[1500];
        T[] results = new T[100];
        Allocations.AssertNone(() =>
        {
            row.One<T>()(x, second, 0, values, results);
            row.Rows<T>()(x, second, 15, values, results);
        });
    }

    /// <summary>One number at a time: what every other width is compared with.</summary>
    private static (T[] Values, T[] Results) OneByOne(ReductionRow row, ReadOnlySpan<T> x, ReadOnlySpan<T> second)
    {
        using IDisposable width = LaneWidth.Force(1);
        T[] values = new T[row.ValueCount(x.Length)];
        T[] results = new T[1];
        row.One<T>()(x, Second(row, second), x.Length, values, results);
        return (values, results[..row.ResultCount(1)]);
    }

    private static ReadOnlySpan<TAny> Second<TAny>(ReductionRow row, ReadOnlySpan<TAny> second) => row.HasSecond ? second : default;

    private static T[] From(double[] values) => [.. values.Select(T.CreateTruncating)];
}
