using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace Kernels.Inference.Tests;

public class AssignmentTests
{
    /// <summary>Against every one-to-one matching, squares and rectangles up to 7, whole costs of few values so that many tie, negative ones too.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(1_000_000)]
    public void IsTheLeastOfAllMatchings(int values)
    {
        var random = new Random(values);
        foreach ((int rows, int columns) in from rows in Enumerable.Range(1, 7) from columns in Enumerable.Range(1, 7) select (rows, columns))
        {
            for (int repetition = 0; repetition < (rows + columns > 12 ? 3 : 10); repetition++)
            {
                double[] cost = [.. Enumerable.Range(0, rows * columns).Select(_ => (double)random.Next(values) - (values / 3))];
                int[] columnOf = Assignment.Minimum(cost, rows, columns);
                AssertOneToOne(columnOf, rows, columns);
                Assert.Equal(BruteForce(cost, rows, columns), CostOf(columnOf, cost, columns));
            }
        }
    }

    /// <summary>Costs a_i + b_j + d_ij with d = 0 on a hidden permutation and &gt; 0 elsewhere: the permutation is the only optimum.</summary>
    [Theory]
    [InlineData(150, 150)]
    [InlineData(60, 200)]
    [InlineData(200, 60)]
    [InlineData(500, 500)]
    public void FindsAHiddenPermutation(int rows, int columns)
    {
        var random = new Random(3);
        int larger = Math.Max(rows, columns);
        int[] hidden = [.. Enumerable.Range(0, larger)];
        random.Shuffle(hidden);
        double[] rowPart = [.. hidden.Select(_ => rows > columns ? 0 : random.NextDouble())];
        double[] columnPart = [.. hidden.Select(_ => rows < columns ? 0 : random.NextDouble())];
        double[] cost = new double[rows * columns];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                cost[(row * columns) + column] = rowPart[row] + columnPart[column] + (Hidden(row) == column ? 0 : 0.01 + random.NextDouble());
            }
        }

        Assert.Equal(Enumerable.Range(0, rows).Select(Hidden), Assignment.Minimum(cost, rows, columns));

        // Of the longer side only as many have a partner as the shorter one has members.
        int Hidden(int row) => rows <= columns ? hidden[row] : Array.IndexOf(hidden, row) is int column && column < columns ? column : -1;
    }

    [Fact]
    public void EqualCostsGiveTheLowerColumns() => Assert.Equal([0, 1, 2], Assignment.Minimum(new double[3 * 5], 3, 5));

    [Fact]
    public void EmptyAndUnfitCosts()
    {
        Assert.Empty(Assignment.Minimum([], 0, 4));
        Assert.Equal([-1, -1], Assignment.Minimum([], 2, 0));
        Assert.Throws<ArgumentException>(() => Assignment.Minimum([1, 2, 3], 2, 2));
        Assert.Throws<ArgumentException>(() => Assignment.Minimum([1, double.NaN], 1, 2));
        Assert.Throws<ArgumentException>(() => Assignment.Minimum([1, double.PositiveInfinity], 1, 2));
    }

    private static void AssertOneToOne(int[] columnOf, int rows, int columns)
    {
        Assert.Equal(rows, columnOf.Length);
        int[] taken = [.. columnOf.Where(column => column >= 0)];
        Assert.Equal(Math.Min(rows, columns), taken.Length);
        Assert.Equal(taken.Length, taken.Distinct().Count());
        Assert.All(taken, column => Assert.InRange(column, 0, columns - 1));
    }

    private static double CostOf(int[] columnOf, double[] cost, int columns) =>
        columnOf.Select((column, row) => column < 0 ? 0 : cost[(row * columns) + column]).Sum();

    private static double BruteForce(double[] cost, int rows, int columns)
    {
        double best = double.PositiveInfinity;
        Try(0, 0, 0, rows - Math.Min(rows, columns));
        return best;

        void Try(int row, int taken, double sum, int mayBeLeft)
        {
            if (row == rows)
            {
                best = Math.Min(best, sum);
                return;
            }

            for (int column = 0; column < columns; column++)
            {
                if ((taken & (1 << column)) == 0)
                {
                    Try(row + 1, taken | (1 << column), sum + cost[(row * columns) + column], mayBeLeft);
                }
            }

            if (mayBeLeft > 0)
            {
                Try(row + 1, taken, sum, mayBeLeft - 1);
            }
        }
    }
}
