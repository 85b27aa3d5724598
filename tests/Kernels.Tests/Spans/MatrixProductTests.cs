using System;
using System.Linq;
using System.Numerics;
using Xunit;

namespace Kernels.Tests;

[Trait("Category", "Laws")]
public sealed class MatrixProductDouble : MatrixProductTests<double>;

[Trait("Category", "Laws")]
public sealed class MatrixProductSingle : MatrixProductTests<float>;

/// <summary>alpha·A·B + beta·C against plain loops in double, to the contract's error; its bits at every width, in parts, and between guard pages.</summary>
[Collection(LaneWidthGroup.Name)]
public abstract class MatrixProductTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly (bool Left, bool Right)[] s_orientations = [(false, false), (false, true), (true, false), (true, true)];

    private static double Eps => typeof(T) == typeof(double) ? double.BitIncrement(1) - 1 : float.BitIncrement(1) - 1;

    /// <summary>Rows, columns and terms: none, one, around the sizes of tiles (6 rows; 8, 16 and 32 columns) and of blocks (256 terms, at most 320, 240 rows, 512 columns).</summary>
    public static TheoryData<int, int, int> Sizes()
    {
        TheoryData<int, int, int> sizes = [];
        int[] small = [0, 1, 2, 5, 6, 7, 13];
        foreach (int rows in small)
        {
            foreach (int columns in (int[])[0, 1, 7, 8, 9, 15, 17, 31, 33])
            {
                foreach (int inner in (int[])[0, 1, 2, 3, 19])
                {
                    sizes.Add(rows, columns, inner);
                }
            }
        }

        foreach ((int rows, int columns, int inner) in ((int, int, int)[])[(3, 5, 255), (3, 5, 256), (7, 33, 257), (4, 9, 320), (4, 9, 321), (5, 40, 600), (241, 9, 20), (2, 1030, 5), (128, 40, 400)])
        {
            sizes.Add(rows, columns, inner);
        }

        return sizes;
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void The_product_is_that_of_plain_loops(int rows, int columns, int inner)
    {
        foreach ((bool left, bool right) in s_orientations)
        {
            foreach ((double alpha, double beta) in ((double, double)[])[(1, 0), (1, 1), (-0.5, 2)])
            {
                var problem = new Problem(rows, columns, inner, left, right, alpha, beta);
                T[] first = [];
                foreach ((int bits, T[] result) in Widths.Each(problem.Solve))
                {
                    if (bits == 1)
                    {
                        first = result;
                        problem.AssertCorrect(result);
                    }

                    Bits.AssertSame<T>(first, result, $"{rows} × {columns} × {inner}, {(left ? "T" : "N")}{(right ? "T" : "N")}, {bits} bits");
                }
            }
        }
    }

    [Fact]
    public void Parts_of_a_product_have_the_bits_of_the_whole()
    {
        const int Rows = 37, Columns = 71, Inner = 300;
        (T[] a, T[] b) = (Values(Rows * Inner, 1), Values(Inner * Columns, 2));
        T[] whole = new T[Rows * Columns];
        MatrixProduct.Multiply<T>(a, b, Rows, Columns, Inner, whole);
        T[] parts = new T[Rows * Columns];
        foreach ((int row, int rowEnd) in ((int, int)[])[(0, 5), (5, 37)])
        {
            foreach ((int column, int columnEnd) in ((int, int)[])[(0, 1), (1, 40), (40, 71)])
            {
                MatrixProduct.Multiply<T>(
                    a.AsSpan(row * Inner), new(Inner), b.AsSpan(column), new(Columns), rowEnd - row, columnEnd - column, Inner, T.One, T.Zero,
                    parts.AsSpan((row * Columns) + column), Columns);
            }
        }

        Bits.AssertSame<T>(whole, parts, "in six parts");
    }

    [Fact]
    public void With_beta_zero_the_destination_is_not_read_and_with_one_it_is()
    {
        T[] destination = [T.NaN, T.NaN];
        MatrixProduct.Multiply<T>([T.One], [T.One, T.One], 1, 2, 1, destination);
        Assert.Equal([T.One, T.One], destination);
        destination = [T.NaN, T.One];
        MatrixProduct.Multiply<T>([T.One], new(1), [T.One, T.One], new(2), 1, 2, 1, T.One, T.One, destination, 2);
        Assert.True(T.IsNaN(destination[0]));
        Assert.Equal(Number(2), destination[1]);
    }

    [Fact]
    public void Specials_are_those_of_the_sums_written_out()
    {
        T[] left = [T.PositiveInfinity, T.Zero, T.One, T.NaN, Largest, Largest];
        T[] right = [T.One, T.Zero, T.One, T.One];
        T[] destination = new T[6];
        MatrixProduct.Multiply<T>(left, right, 3, 2, 2, destination);
        Assert.Equal([T.PositiveInfinity, T.NaN, T.NaN, T.NaN, T.PositiveInfinity, Largest], destination);
    }

    [Fact]
    public void Nothing_outside_of_the_matrices_is_touched()
    {
        foreach ((int rows, int columns, int inner) in ((int, int, int)[])[(1, 1, 1), (5, 31, 3), (7, 33, 9), (6, 32, 8), (3, 17, 2)])
        {
            foreach ((bool left, bool right) in s_orientations)
            {
                var problem = new Problem(rows, columns, inner, left, right, 1, 0) { Gap = 0 };
                using var a = new GuardedMemory<T>(problem.A.Length);
                using var b = new GuardedMemory<T>(problem.B.Length);
                using var c = new GuardedMemory<T>(rows * columns);
                foreach (bool atEnd in new[] { false, true })
                {
                    foreach (int bits in Widths.Supported)
                    {
                        using IDisposable width = LaneWidth.Force(bits);
                        Span<T> packedA = atEnd ? a.AtEnd(rows * inner) : a.AtStart(rows * inner);
                        Span<T> packedB = atEnd ? b.AtEnd(columns * inner) : b.AtStart(columns * inner);
                        Span<T> result = atEnd ? c.AtEnd(rows * columns) : c.AtStart(rows * columns);
                        packedA.Fill(T.One);
                        packedB.Fill(T.One);
                        MatrixProduct.Multiply<T>(
                            packedA, new(left ? rows : inner, left), packedB, new(right ? inner : columns, right), rows, columns, inner, T.One, T.Zero, result, columns);
                        foreach (T value in result)
                        {
                            Assert.Equal(Number(inner), value);
                        }
                    }
                }
            }
        }
    }

    [Fact]
    public void Values_between_rows_of_the_result_stay()
    {
        T[] destination = Enumerable.Repeat(Number(7), 3 * 10).ToArray();
        MatrixProduct.Multiply<T>([T.One, T.One, T.One], new(1), [T.One, T.One], new(2), 3, 2, 1, T.One, T.Zero, destination, 10);
        Assert.Equal(Enumerable.Range(0, 30).Select(i => i % 10 < 2 ? T.One : Number(7)), destination);
    }

    [Fact]
    public void Wrong_arguments_are_refused()
    {
        T[] four = new T[4];
        Assert.Throws<ArgumentOutOfRangeException>(() => MatrixProduct.Multiply<T>(four, four, -1, 1, 1, new T[4]));
        Assert.Contains("3 values; expected at least 4", Assert.Throws<ArgumentException>(() => MatrixProduct.Multiply<T>(four, four, 2, 2, 2, new T[3])).Message, StringComparison.Ordinal);
        Assert.Contains("expected at least 6", Assert.Throws<ArgumentException>(() => MatrixProduct.Multiply<T>(four, four, 3, 2, 2, new T[6])).Message, StringComparison.Ordinal);
        Assert.Contains("stride is 1; expected at least 2", Assert.Throws<ArgumentException>(
            () => MatrixProduct.Multiply<T>(four, new(1), four, new(2), 2, 2, 2, T.One, T.Zero, new T[4], 2)).Message, StringComparison.Ordinal);
        Assert.Contains("shares memory", Assert.Throws<ArgumentException>(() => MatrixProduct.Multiply<T>(four, four, 2, 2, 2, four)).Message, StringComparison.Ordinal);
        Assert.Throws<NotSupportedException>(() => MatrixProduct.Multiply<Half>([Half.One], [Half.One], 1, 1, 1, new Half[1]));
    }

    [Fact]
    public void A_call_allocates_nothing()
    {
        (T[] a, T[] b, T[] c) = (Values(70 * 300, 1), Values(300 * 90, 2), new T[70 * 90]);
        Allocations.AssertNone(() => MatrixProduct.Multiply<T>(a, b, 70, 90, 300, c));
    }

    private static T Largest => typeof(T) == typeof(double) ? (T)(object)double.MaxValue : (T)(object)float.MaxValue;

    private static T Number(double value) => T.CreateChecked(value);

    private static T[] Values(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Number((2 * random.NextDouble()) - 1))];
    }

    private sealed class Problem(int rows, int columns, int inner, bool left, bool right, double alpha, double beta)
    {
        public int Gap { get; init; } = 3;

        public T[] A { get; } = Values((Math.Max(rows, inner) + 3) * (Math.Max(rows, inner) + 3), 1);

        public T[] B { get; } = Values((Math.Max(columns, inner) + 3) * (Math.Max(columns, inner) + 3), 2);

        private T[] Before { get; } = Values((rows + 1) * (columns + 3), 3);

        private int LeftStride => (left ? rows : inner) + Gap;

        private int RightStride => (right ? inner : columns) + Gap;

        public T[] Solve()
        {
            T[] result = [.. Before];
            MatrixProduct.Multiply<T>(
                A, new(LeftStride, left), B, new(RightStride, right), rows, columns, inner, Number(alpha), Number(beta), result, columns + Gap);
            return result;
        }

        public void AssertCorrect(T[] result)
        {
            for (int i = 0; i < rows; i++)
            {
                for (int j = 0; j < columns; j++)
                {
                    int place = (i * (columns + Gap)) + j;
                    double before = beta * double.CreateChecked(Before[place]);
                    (double sum, double size) = (0, 0);
                    for (int k = 0; k < inner; k++)
                    {
                        double term = double.CreateChecked(A[left ? (k * LeftStride) + i : (i * LeftStride) + k])
                            * double.CreateChecked(B[right ? (j * RightStride) + k : (k * RightStride) + j]);
                        sum += term;
                        size += Math.Abs(term);
                    }

                    double error = Eps * (((Math.Min(inner, 320) + (inner / 256) + 2) * Math.Abs(alpha) * size) + (2 * Math.Abs(before)));
                    Assert.InRange(double.CreateChecked(result[place]), (alpha * sum) + before - error, (alpha * sum) + before + error);
                }
            }
        }
    }
}
