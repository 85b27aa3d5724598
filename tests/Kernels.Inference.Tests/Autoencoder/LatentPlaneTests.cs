using System;
using System.Linq;
using Xunit;

namespace Kernels.Inference.Tests;

public sealed class LatentPlaneTests
{
    private const int Rows = 400;

    /// <summary>Points a·u + b·v + c about a mean, u and v at a right angle, the variance of a ten times that of b: the plane is (a, b), up to the axes' signs.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(20)]
    [InlineData(45)]
    public void ThePlaneIsThatOfTheTwoLargestVariances(int length)
    {
        double[] u = [.. Enumerable.Range(0, length).Select(i => i == 0 ? 0.8 : i == 1 ? -0.6 : 0)];
        double[] v = [.. Enumerable.Range(0, length).Select(i => i == 0 ? 0.6 : i == 1 ? 0.8 : 0)];
        double[] a = Centred(3, 0.1), b = Centred(1, 0.7);
        double overlap = a.Zip(b, (x, y) => x * y).Sum() / a.Sum(x => x * x);
        b = [.. b.Zip(a, (y, x) => y - (overlap * x))];
        double[] values = [.. Enumerable.Range(0, Rows).SelectMany(row => Enumerable.Range(0, length).Select(i => 5 + (a[row] * u[i]) + (b[row] * v[i])))];

        double[] places = new double[2 * Rows];
        Assert.Equal(1, LatentPlane.Project<double>(values, length, places), 1e-9);
        for (int row = 0; row < Rows; row++)
        {
            Assert.Equal(a[row], places[2 * row], 1e-9);
            Assert.Equal(b[row], places[(2 * row) + 1], 1e-9);
        }
    }

    /// <summary>Four variances: the share that is shown is that of the first two, and what float rounds is far below it.</summary>
    [Fact]
    public void TheShareIsOfTheWholeVariance()
    {
        double[][] columns = [Centred(1, 0.3), Centred(4, 0.1), Centred(2, 0.2), Centred(0.5, 0.9)];
        float[] values = [.. Enumerable.Range(0, Rows).SelectMany(row => columns.Select(column => (float)column[row]))];
        double[] expected = Eigenvalues(columns);
        double share = LatentPlane.Project<float>(values, 4, new double[2 * Rows]);
        Assert.Equal(expected.Take(2).Sum() / expected.Sum(), share, 1e-6);
        Assert.InRange(share, 0.5, 0.99);
    }

    [Theory]
    [InlineData(1, new[] { 3.0, -1 }, new[] { 3.0, 0, -1, 0 })]
    [InlineData(2, new[] { 3.0, -1, 7, 2 }, new[] { 3.0, -1, 7, 2 })]
    public void OneOrTwoValuesAreShownAsTheyAre(int length, double[] values, double[] expected)
    {
        double[] places = new double[expected.Length];
        Assert.Equal(1, LatentPlane.Project<double>(values, length, places));
        Assert.Equal(expected, places);
    }

    [Fact]
    public void WithoutVarianceEverythingIsInOnePlace()
    {
        double[] places = new double[6];
        Assert.Equal(1, LatentPlane.Project<double>([1, 2, 3, 1, 2, 3, 1, 2, 3], 3, places));
        Assert.All(places, place => Assert.Equal(0, place, 1e-12));
        Assert.Equal(1, LatentPlane.Project<double>([], 3, []));
    }

    [Fact]
    public void RowsMustFillTheValuesAndFindRoom()
    {
        Assert.Throws<ArgumentException>(() => LatentPlane.Project<double>(new double[7], 3, new double[6]));
        Assert.Throws<ArgumentException>(() => LatentPlane.Project<double>(new double[6], 3, new double[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => LatentPlane.Project<double>(new double[6], 0, new double[6]));
    }

    private static double[] Centred(double scale, double frequency)
    {
        double[] column = [.. Enumerable.Range(0, Rows).Select(row => scale * Math.Sin(frequency * row * row))];
        return [.. column.Select(value => value - column.Average())];
    }

    /// <summary>Largest first: power iteration, each taken out before the next.</summary>
    private static double[] Eigenvalues(double[][] columns)
    {
        int size = columns.Length;
        double[][] matrix = [.. columns.Select(x => columns.Select(y => x.Zip(y, (p, q) => p * q).Sum()).ToArray())];
        double[] values = new double[size];
        for (int k = 0; k < size; k++)
        {
            double[] vector = [.. Enumerable.Range(0, size).Select(i => 1 + (0.1 * i * i))];
            for (int step = 0; step < 5000; step++)
            {
                double[] next = [.. matrix.Select(row => row.Zip(vector, (p, q) => p * q).Sum())];
                values[k] = Math.Sqrt(next.Sum(x => x * x));
                vector = [.. next.Select(x => x / values[k])];
            }

            matrix = [.. matrix.Select((row, i) => row.Select((value, j) => value - (values[k] * vector[i] * vector[j])).ToArray())];
        }

        return values;
    }
}
