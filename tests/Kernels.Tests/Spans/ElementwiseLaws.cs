using System;
using System.Numerics;
using Xunit;

namespace Kernels.Tests;

[Trait("Category", "Laws")]
public sealed class ElementwiseLawsDouble : ElementwiseLaws<double>;

[Trait("Category", "Laws")]
public sealed class ElementwiseLawsSingle : ElementwiseLaws<float>;

/// <summary>What every element-wise kernel keeps, at every lane width.</summary>
[Collection(LaneWidthGroup.Name)]
public abstract class ElementwiseLaws<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int LongestLength = 257;
    private const double Untouched = 1234.5;

    [Theory]
    [MemberData(nameof(KernelTable.KernelsAndWidths), MemberType = typeof(KernelTable))]
    public void Every_length_in_place_and_disjoint(string name, int bits)
    {
        SpanKernel<T> kernel = KernelTable.Row(name).Kernel<T>();
        using IDisposable width = LaneWidth.Force(bits);
        T[] x = Inputs.Realistic<T>(LongestLength, 1);
        T[] expected = OneByOne(kernel, x);
        T[] destination = new T[LongestLength + 20];
        for (int length = 0; length <= LongestLength; length++)
        {
            Array.Fill(destination, T.CreateChecked(Untouched));
            kernel(x.AsSpan(0, length), destination.AsSpan(0, length));
            Bits.AssertSame<T>(expected.AsSpan(0, length), destination.AsSpan(0, length), $"{name}, length {length}", x);
            Assert.False(destination.AsSpan(length).ContainsAnyExcept(T.CreateChecked(Untouched)), $"{name}, length {length} writes past the destination.");

            Array.Fill(destination, T.CreateChecked(Untouched));
            kernel(x.AsSpan(0, length), destination);
            Bits.AssertSame<T>(expected.AsSpan(0, length), destination.AsSpan(0, length), $"{name}, length {length}, longer destination", x);
            Assert.False(destination.AsSpan(length).ContainsAnyExcept(T.CreateChecked(Untouched)), $"{name}, length {length} touches the rest of the destination.");

            x.CopyTo(destination, 0);
            kernel(destination.AsSpan(0, length), destination.AsSpan(0, length));
            Bits.AssertSame<T>(expected.AsSpan(0, length), destination.AsSpan(0, length), $"{name}, length {length}, in place", x);
            Bits.AssertSame<T>(x.AsSpan(length), destination.AsSpan(length, LongestLength - length), $"{name}, length {length}, in place, the rest");
        }
    }

    [Theory]
    [MemberData(nameof(KernelTable.KernelsAndWidths), MemberType = typeof(KernelTable))]
    public void Unaligned_spans_give_the_same(string name, int bits)
    {
        SpanKernel<T> kernel = KernelTable.Row(name).Kernel<T>();
        using IDisposable width = LaneWidth.Force(bits);
        T[] x = Inputs.Realistic<T>(128, 2);
        T[] expected = OneByOne(kernel, x);
        T[] destination = new T[128];
        for (int offset = 0; offset < 17; offset++)
        {
            kernel(x.AsSpan(offset, 100), destination.AsSpan(17 - offset));
            Bits.AssertSame<T>(expected.AsSpan(offset, 100), destination.AsSpan(17 - offset, 100), $"{name}, offset {offset}");
        }
    }

    [Theory]
    [MemberData(nameof(KernelTable.KernelsAndWidths), MemberType = typeof(KernelTable))]
    public void Wrong_destinations_throw_and_are_not_written(string name, int bits)
    {
        SpanKernel<T> kernel = KernelTable.Row(name).Kernel<T>();
        using IDisposable width = LaneWidth.Force(bits);
        T[] original = Inputs.Realistic<T>(100, 3);
        T[] memory = [.. original];
        Assert.Throws<ArgumentException>(() => kernel(memory.AsSpan(0, 50), memory.AsSpan(1, 50)));
        Assert.Throws<ArgumentException>(() => kernel(memory.AsSpan(1, 50), memory.AsSpan(0, 50)));
        Assert.Throws<ArgumentException>(() => kernel(memory.AsSpan(0, 50), memory.AsSpan(49, 50)));
        Assert.Throws<ArgumentException>(() => kernel(memory.AsSpan(0, 50), memory.AsSpan(50, 49)));
        Assert.Throws<ArgumentException>(() => kernel(memory.AsSpan(0, 1), default));
        Bits.AssertSame<T>(original, memory, name);
        kernel(memory.AsSpan(0, 50), memory.AsSpan(50, 50));
        kernel(default, default);
        kernel(default, memory);
    }

    [Theory]
    [MemberData(nameof(KernelTable.KernelsAndWidths), MemberType = typeof(KernelTable))]
    public void Nothing_outside_the_spans_is_read_or_written(string name, int bits)
    {
        SpanKernel<T> kernel = KernelTable.Row(name).Kernel<T>();
        using IDisposable width = LaneWidth.Force(bits);
        using var source = new GuardedMemory<T>(LongestLength);
        using var destination = new GuardedMemory<T>(LongestLength);
        T[] x = Inputs.Realistic<T>(LongestLength, 4);
        T[] hostile = Inputs.Mixed<T>(0);
        for (int length = 0; length <= LongestLength; length++)
        {
            x.AsSpan(0, length).CopyTo(source.AtEnd(length));
            kernel(source.AtEnd(length), destination.AtEnd(length));
            kernel(source.AtEnd(length), source.AtEnd(length));
            x.AsSpan(0, length).CopyTo(source.AtStart(length));
            kernel(source.AtStart(length), destination.AtStart(length));
            hostile.AsSpan(7 * length, length).CopyTo(source.AtEnd(length));
            kernel(source.AtEnd(length), destination.AtStart(length));
            kernel(source.AtEnd(length), source.AtEnd(length));
        }
    }

    [Theory]
    [MemberData(nameof(KernelTable.KernelsAndWidths), MemberType = typeof(KernelTable))]
    public void Specials_at_every_position_leave_their_neighbours_alone(string name, int bits)
    {
        KernelRow row = KernelTable.Row(name);
        SpanKernel<T> kernel = row.Kernel<T>();
        using IDisposable width = LaneWidth.Force(bits);
        T[] ordinary = Inputs.Realistic<T>(53, 5);
        T[] expected = new T[ordinary.Length];
        kernel(ordinary, expected);
        T[] x = new T[ordinary.Length];
        T[] result = new T[ordinary.Length];
        foreach ((double argument, double value) in row.Specials)
        {
            for (int position = 0; position < x.Length; position++)
            {
                ordinary.CopyTo(x, 0);
                x[position] = T.CreateChecked(argument);
                kernel(x, result);
                Bits.AssertSame(T.CreateChecked(value), result[position], $"{name}({argument:R}) at {position}");
                result[position] = expected[position];
                Bits.AssertSame<T>(expected, result, $"{name}, beside {argument:R} at {position}", x);
            }
        }
    }

    [Theory]
    [MemberData(nameof(KernelTable.KernelsAndWidths), MemberType = typeof(KernelTable))]
    public void Hostile_numbers_leave_their_neighbours_alone(string name, int bits)
    {
        SpanKernel<T> kernel = KernelTable.Row(name).Kernel<T>();
        using IDisposable width = LaneWidth.Force(bits);
        T[] hostile = Inputs.Hostile<T>();
        T[] expected = OneByOne(kernel, hostile);
        T[] x = Inputs.Realistic<T>(19, 6);
        T[] neighbours = OneByOne(kernel, x);
        T[] result = new T[x.Length];
        for (int i = 0; i < hostile.Length; i++)
        {
            int position = i % x.Length;
            T saved = x[position];
            x[position] = hostile[i];
            kernel(x, result);
            Bits.AssertSame(expected[i], result[position], $"{name}({hostile[i]:R}) at {position}");
            x[position] = saved;
            result[position] = neighbours[position];
            Bits.AssertSame<T>(neighbours, result, $"{name}, beside {hostile[i]:R} at {position}", x);
        }
    }

    [Theory]
    [MemberData(nameof(KernelTable.KernelsAndWidths), MemberType = typeof(KernelTable))]
    public void Nothing_is_allocated(string name, int bits)
    {
        SpanKernel<T> kernel = KernelTable.Row(name).Kernel<T>();
        using IDisposable width = LaneWidth.Force(bits);
        T[] x = [.. Inputs.Realistic<T>(259, 7), .. Inputs.Hostile<T>()];
        T[] result = new T[x.Length];
        Allocations.AssertNone(() =>
        {
            kernel(x, result);
            for (int length = 0; length < 20; length++)
            {
                kernel(x.AsSpan(0, length), result);
            }
        });
    }

    [Theory]
    [MemberData(nameof(KernelTable.KernelsAndWidths), MemberType = typeof(KernelTable))]
    public void The_same_bits_as_one_number_at_a_time(string name, int bits)
    {
        SpanKernel<T> kernel = KernelTable.Row(name).Kernel<T>();
        T[] x = Inputs.Mixed<T>(100_000);
        T[] expected = new T[x.Length];
        T[] actual = new T[x.Length];
        using (LaneWidth.Force(1))
        {
            kernel(x, expected);
        }

        using (LaneWidth.Force(bits))
        {
            kernel(x, actual);
        }

        Bits.AssertSame<T>(expected, actual, $"{name} with {bits} bits", x);
    }

    [Theory]
    [MemberData(nameof(KernelTable.Names), MemberType = typeof(KernelTable))]
    public void Half_is_refused(string name)
    {
        KernelRow row = KernelTable.Row(name);
        NotSupportedException exception = Assert.Throws<NotSupportedException>(() => row.Refused(new Half[3], new Half[3]));
        Assert.Contains("Half", exception.Message, StringComparison.Ordinal);
    }

    private static T[] OneByOne(SpanKernel<T> kernel, T[] x)
    {
        T[] result = new T[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            kernel(x.AsSpan(i, 1), result.AsSpan(i, 1));
        }

        return result;
    }
}
