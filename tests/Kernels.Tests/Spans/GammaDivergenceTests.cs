using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Xunit;
using Xunit.Abstractions;

namespace Kernels.Tests;

/// <summary><see cref="GammaDivergence.OfSameMean"/> beside mpmath, and the laws of span kernels.</summary>
[Collection(LaneWidthGroup.Name)]
public sealed class GammaDivergenceTests(ITestOutputHelper output)
{
    private const double Promised = 16;

    [Fact]
    public void Double_is_that_of_mpmath() => Check<double>(Math.ScaleB(1, -52));

    [Fact]
    public void Float_is_that_of_mpmath() => Check<float>(Math.ScaleB(1, -23));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, -1)]
    [InlineData(double.NaN, 1)]
    [InlineData(1, double.PositiveInfinity)]
    public void What_is_no_shape_gives_NaN(double a, double b)
    {
        double[] value = new double[1];
        GammaDivergence.OfSameMean<double>([a], [b], value);
        Assert.Equal(double.NaN, value[0]);
    }

    /// <summary>Odd lengths, in place of either input, at every width: the bits of one at a time.</summary>
    [Fact]
    [Trait("Category", "Laws")]
    public void Every_length_and_width_has_the_same_bits()
    {
        double[][] table = [.. ReferenceData.Table("gamma_divergence.csv").Select(row => row[..2].Select(ReferenceData.Number).ToArray())];
        foreach (int length in new[] { 0, 1, 2, 7, 8, 9, 63, 65, 257 })
        {
            double[] a = [.. table.Take(length).Select(row => row[0])], b = [.. table.Take(length).Select(row => row[1])], expected = new double[length];
            for (int i = 0; i < length; i++)
            {
                GammaDivergence.OfSameMean(a.AsSpan(i, 1), b.AsSpan(i, 1), expected.AsSpan(i, 1));
            }

            foreach (int bits in Widths.Supported)
            {
                using IDisposable width = LaneWidth.Force(bits);
                double[] first = [.. a], second = [.. b];
                GammaDivergence.OfSameMean<double>(first, b, first);
                GammaDivergence.OfSameMean<double>(a, second, second);
                Assert.Equal(expected, first);
                Assert.Equal(expected, second);
            }
        }

        Assert.Throws<ArgumentException>(() => GammaDivergence.OfSameMean<double>(new double[3], new double[2], new double[3]));
        Assert.Throws<ArgumentException>(() => GammaDivergence.OfSameMean<double>(new double[3], new double[3], new double[2]));
        double[] shared = new double[4];
        Assert.Throws<ArgumentException>(() => GammaDivergence.OfSameMean<double>(shared.AsSpan(0, 3), new double[3], shared.AsSpan(1, 3)));
        Assert.Throws<NotSupportedException>(() => GammaDivergence.OfSameMean<Half>(new Half[1], new Half[1], new Half[1]));
    }

    private void Check<T>(double eps)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        List<string> wrong = [];
        double worst = 0;
        int count = 0;
        foreach (string[] row in ReferenceData.Table("gamma_divergence.csv"))
        {
            double[] numbers = [.. row.Select(ReferenceData.Number)];
            if (typeof(T) == typeof(float) && (numbers[2] is > 0 and < 1e-30 || numbers[2] > 1e38))
            {
                continue; // beyond float's normal numbers
            }

            T[] value = new T[1];
            GammaDivergence.OfSameMean<T>([T.CreateChecked(numbers[0])], [T.CreateChecked(numbers[1])], value);
            double found = double.CreateChecked(value[0]);
            double error = numbers[2] == 0 ? (found == 0 ? 0 : double.PositiveInfinity) : Math.Abs(found - numbers[2] - numbers[3]) / (numbers[2] * eps);
            worst = Math.Max(worst, error);
            count++;
            if (!(error <= Promised))
            {
                wrong.Add($"{row[0]}, {row[1]}: {found:R}, exact {numbers[2]:R}: {error:G4} eps");
            }
        }

        output.WriteLine($"{typeof(T).Name}: {worst:G3} eps of {count}");
        Assert.True(count > 1000);
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {count}:\n{string.Join('\n', wrong.Take(12))}");
    }
}
