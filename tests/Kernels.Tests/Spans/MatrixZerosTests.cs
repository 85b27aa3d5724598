using System;
using System.Linq;
using System.Numerics;
using Xunit;

namespace Kernels.Tests;

[Trait("Category", "Laws")]
public sealed class MatrixZerosDouble : MatrixZerosTests<double>;

[Trait("Category", "Laws")]
public sealed class MatrixZerosSingle : MatrixZerosTests<float>;

/// <summary>A left factor with many zeros: the bits of the product that leaves none out, at every width, between guard pages.</summary>
[Collection(LaneWidthGroup.Name)]
public abstract class MatrixZerosTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Around the sizes of tiles (6 rows), of groups of lanes (16 terms) and of blocks (240 rows; 256 terms, the last of up to 320).</summary>
    public static TheoryData<int, int, int> Sizes()
    {
        TheoryData<int, int, int> sizes = [];
        foreach (int rows in (int[])[1, 5, 6, 7, 13])
        {
            foreach (int inner in (int[])[0, 1, 3, 15, 16, 17, 40])
            {
                sizes.Add(rows, 33, inner);
            }
        }

        sizes.Add(241, 5, 30);
        sizes.Add(250, 3, 321);
        sizes.Add(7, 65, 600);
        sizes.Add(12, 1030, 20);
        return sizes;
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void It_has_the_bits_of_the_product_with_all_terms(int rows, int columns, int inner)
    {
        foreach (double density in (double[])[0, 0.05, 0.3, 1])
        {
            foreach (bool transposed in (bool[])[false, true])
            {
                const int Gap = 2;
                int stride = (transposed ? rows : inner) + Gap;
                T[] left = Values(((transposed ? inner : rows) * stride) + 1, density, seed: 1);
                T[] right = Values(inner * columns, 1, seed: 2);
                T[] before = Values(rows * columns, 1, seed: 3);
                foreach ((double alpha, double beta) in ((double, double)[])[(1, 0), (1, 1), (-0.5, 2)])
                {
                    T[] expected = Solve(false);
                    foreach ((int bits, T[] result) in Widths.Each(() => Solve(true)))
                    {
                        Bits.AssertSame<T>(expected, result, $"{rows} × {columns} × {inner}, {(transposed ? "T" : "N")}, {density:P0}, {bits} bits");
                    }

                    T[] Solve(bool manyZeros)
                    {
                        T[] result = [.. before];
                        MatrixProduct.Multiply<T>(
                            left, new(stride, transposed) { ManyZeros = manyZeros }, right, new(columns), rows, columns, inner, T.CreateChecked(alpha), T.CreateChecked(beta), result, columns);
                        return result;
                    }
                }
            }
        }
    }

    /// <summary>NaN and infinity are no zeros; a zero of either sign is one, and what it would have been multiplied with does not count.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Specials_of_the_left_factor_count(bool transposed)
    {
        T[] left = [T.Zero, T.NaN, T.NegativeZero, T.PositiveInfinity];
        T[] result = new T[4];

        // One row of four terms, or four rows of one term.
        (int rows, int inner) = transposed ? (4, 1) : (1, 4);
        MatrixProduct.Multiply<T>(
            left, new(transposed ? rows : inner, transposed) { ManyZeros = true }, Enumerable.Repeat(T.One, inner).ToArray(), new(1), rows, 1, inner, T.One, T.Zero, result, 1);
        Assert.Equal(transposed ? [T.Zero, T.NaN, T.Zero, T.PositiveInfinity] : [T.NaN, T.Zero, T.Zero, T.Zero], result);
        T[] zeros = [T.Zero, T.NegativeZero];
        MatrixProduct.Multiply<T>(zeros, new(2) { ManyZeros = true }, [T.PositiveInfinity, T.NaN], new(1), 1, 1, 2, T.One, T.Zero, result, 1);
        Assert.Equal(T.Zero, result[0]);
    }

    [Fact]
    public void Nothing_outside_of_the_left_factor_is_read()
    {
        foreach ((int rows, int inner) in ((int, int)[])[(1, 1), (6, 3), (7, 17), (12, 16), (13, 33)])
        {
            foreach (bool transposed in (bool[])[false, true])
            {
                using var memory = new GuardedMemory<T>(rows * inner);
                foreach (bool atEnd in (bool[])[false, true])
                {
                    foreach (int bits in Widths.Supported)
                    {
                        using IDisposable width = LaneWidth.Force(bits);
                        Span<T> left = atEnd ? memory.AtEnd(rows * inner) : memory.AtStart(rows * inner);
                        left.Fill(T.One);
                        T[] result = new T[rows];
                        MatrixProduct.Multiply<T>(
                            left, new(transposed ? rows : inner, transposed) { ManyZeros = true }, Enumerable.Repeat(T.One, inner).ToArray(), new(1), rows, 1, inner, T.One, T.Zero, result, 1);
                        Assert.All(result, value => Assert.Equal(T.CreateChecked(inner), value));
                    }
                }
            }
        }
    }

    [Fact]
    public void A_call_allocates_nothing()
    {
        (T[] a, T[] b, T[] c) = (Values(70 * 300, 0.2, 1), Values(300 * 90, 1, 2), new T[70 * 90]);
        Allocations.AssertNone(() => MatrixProduct.Multiply<T>(a, new(300) { ManyZeros = true }, b, new(90), 70, 90, 300, T.One, T.Zero, c, 90));
        Allocations.AssertNone(() => MatrixProduct.Multiply<T>(a, new(70, true) { ManyZeros = true }, b, new(90), 70, 90, 300, T.One, T.Zero, c, 90));
    }

    /// <summary>Some are 0, of either sign.</summary>
    private static T[] Values(int count, double density, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i => random.NextDouble() < density ? T.CreateChecked((2 * random.NextDouble()) - 1) : i % 3 == 0 ? T.NegativeZero : T.Zero)];
    }
}
