using System;
using System.Linq;
using System.Threading;
using Xunit;

namespace Kernels.Inference.Tests;

public class PrincipalCoordinatesTests
{
    /// <summary>numpy.linalg.eigh of −½·J·D²·J, vectors times the roots of their values, the largest entry of each positive; NumPy 1.24.2.</summary>
    [Fact]
    public void AreThoseOfNumPy()
    {
        double[] expected =
        [
            0.44259181094297595, -0.2022229843480329, -0.05042181522605534,
            0.004168625593427803, 0.44184067222055073, -0.17257238922977813,
            -0.38426227610457986, -0.3287268349088326, -0.14151786426833696,
            0.2984890742847336, -0.009840669954478062, 0.1519992422753397,
            -0.36098723471655736, 0.09894981699079264, 0.21251282644883063,
        ];
        var found = PrincipalCoordinates.Of(JensenShannonDistancesTests.Expected, 5, 3);
        Assert.True(found.Converged);
        Assert.All(expected.Zip(found.Points), pair => Assert.Equal(pair.First, pair.Second, 1e-13));
        double[] eigenvalues = [0.562969896485858, 0.3540665520837763, 0.12061636593978418];
        Assert.All(eigenvalues.Zip(found.Eigenvalues), pair => Assert.Equal(pair.First, pair.Second, 1e-14));
        Assert.Equal(1.0743980576665515, found.Total, 1e-14);
        Assert.Equal(eigenvalues.Sum() / found.Total, found.Explained, 1e-14);
    }

    /// <summary>Points of the plane, also more of them than the iteration's block holds, come back but for a turn: every distance is kept.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(40)]
    [InlineData(201)]
    public void PointsOfThePlaneKeepTheirDistances(int count)
    {
        var random = new Random(count);
        double[] points = [.. Enumerable.Range(0, 2 * count).Select(_ => 10 * random.NextDouble())];
        double[] distances = Distances(points, count, 2);
        var found = PrincipalCoordinates.Of(distances, count);
        Assert.True(found.Converged);
        Assert.Equal(1, found.Explained, 1e-12);
        double[] again = Distances([.. found.Points], count, 2);
        Assert.All(distances.Zip(again), pair => Assert.Equal(pair.First, pair.Second, 1e-7));
        Assert.Equal(0, found.Points.Sum(), 1e-9);
    }

    /// <summary>A cloud of many dimensions, whose eigenvalues lie close together: against all eigenvectors by rotations, which the iteration does not use at this size.</summary>
    [Fact]
    public void ManyDimensionsAreSummedUpByTheirLeadingAxes()
    {
        const int Count = 150;
        var random = new Random(4);
        double[] points = [.. Enumerable.Range(0, Count * 60).Select(_ => random.NextDouble())];
        double[] distances = Distances(points, Count, 60);
        var found = PrincipalCoordinates.Of(distances, Count, 3);
        Assert.True(found.Converged);
        (double[] values, double[] vectors) = JacobiEigenvectors.Of(PlainCentred(distances, Count), Count);
        Assert.Equal(values.Sum(), found.Total, 1e-9);
        for (int axis = 0; axis < 3; axis++)
        {
            Assert.Equal(values[axis], found.Eigenvalues[axis], 1e-10);
            double product = Enumerable.Range(0, Count).Sum(i => vectors[(axis * Count) + i] * found.Points[(i * 3) + axis]);
            Assert.Equal(Math.Sqrt(values[axis]), Math.Abs(product), 1e-8);
        }

        Assert.True(values[0] < 1.2 * values[1], "the test wants eigenvalues that lie close together");
        Assert.Equal(found.Points, PrincipalCoordinates.Of(distances, Count, 3).Points);
    }

    /// <summary>All points at one distance: every plane is as good, and one is taken.</summary>
    [Theory]
    [InlineData(4)]
    [InlineData(60)]
    public void EqualDistancesHaveALayoutToo(int count)
    {
        double[] distances = new double[count * count];
        Array.Fill(distances, 1.0);
        for (int i = 0; i < count; i++)
        {
            distances[(i * count) + i] = 0;
        }

        var found = PrincipalCoordinates.Of(distances, count);
        Assert.True(found.Converged);
        Assert.All(found.Eigenvalues, value => Assert.Equal(0.5, value, 1e-12));
        Assert.Equal(2.0 / (count - 1), found.Explained, 1e-12);
    }

    [Fact]
    public void PointsThatAreOneStayOne()
    {
        var found = PrincipalCoordinates.Of(new double[49], 7);
        Assert.All(found.Points, value => Assert.Equal(0, value));
        Assert.Equal((0.0, 1.0), (found.Total, found.Explained));
        var one = PrincipalCoordinates.Of([0.0], 1, 3);
        Assert.Equal([0, 0, 0], one.Points);
    }

    /// <summary>Distances that no points have: 1, 1 and 10 break the triangle inequality.</summary>
    [Fact]
    public void AnAxisThatNoPointsHaveIsNotDrawn()
    {
        double[] distances = [0, 1, 1, 1, 0, 10, 1, 10, 0];
        var found = PrincipalCoordinates.Of(distances, 3, 3);
        (double[] values, _) = JacobiEigenvectors.Of(PlainCentred(distances, 3), 3);
        Assert.All(values.Zip(found.Eigenvalues), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
        Assert.True(found.Eigenvalues[2] < -1);
        Assert.All(Enumerable.Range(0, 3), i => Assert.Equal(0, found.Points[(i * 3) + 2]));
    }

    [Fact]
    public void WhatIsNoDistanceIsRefused()
    {
        Assert.Contains("9 distances; expected 2 × 2", Assert.Throws<ArgumentException>(() => PrincipalCoordinates.Of(new double[9], 2)).Message, StringComparison.Ordinal);
        Assert.Contains("from 1 to 0 is 2, and back 1", Assert.Throws<ArgumentException>(() => PrincipalCoordinates.Of([0, 1, 2, 0], 2)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => PrincipalCoordinates.Of([0, double.NaN, double.NaN, 0], 2));
        Assert.Throws<ArgumentException>(() => PrincipalCoordinates.Of([0, -1, -1, 0], 2));
        Assert.Throws<ArgumentException>(() => PrincipalCoordinates.Of([1], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => PrincipalCoordinates.Of([], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => PrincipalCoordinates.Of([0], 1, 0));
        Assert.Throws<OperationCanceledException>(() => PrincipalCoordinates.Of([0, 1, 1, 0], 2, cancellation: new CancellationToken(canceled: true)));
    }

    /// <summary>A·v = θ·v for each, at right angles and of length 1.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(17)]
    public void RotationsFindAllEigenvectors(int size)
    {
        var random = new Random(size);
        double[] matrix = new double[size * size];
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                matrix[(i * size) + j] = matrix[(j * size) + i] = (2 * random.NextDouble()) - 1;
            }
        }

        (double[] values, double[] vectors) = JacobiEigenvectors.Of([.. matrix], size);
        Assert.Equal(values.OrderDescending(), values);
        for (int k = 0; k < size; k++)
        {
            for (int i = 0; i < size; i++)
            {
                double product = Enumerable.Range(0, size).Sum(j => matrix[(i * size) + j] * vectors[(k * size) + j]);
                Assert.Equal(values[k] * vectors[(k * size) + i], product, 1e-13 * size);
                Assert.Equal(i == k ? 1 : 0, Enumerable.Range(0, size).Sum(j => vectors[(i * size) + j] * vectors[(k * size) + j]), 1e-14 * size);
            }
        }
    }

    private static double[] Distances(double[] points, int count, int dimensions) =>
    [
        .. from i in Enumerable.Range(0, count)
           from j in Enumerable.Range(0, count)
           select Math.Sqrt(Enumerable.Range(0, dimensions).Sum(d => Math.Pow(points[(i * dimensions) + d] - points[(j * dimensions) + d], 2))),
    ];

    private static double[] PlainCentred(double[] distances, int count)
    {
        double[] squares = [.. distances.Select(distance => distance * distance)];
        double Row(int i) => Enumerable.Range(0, count).Average(j => squares[(i * count) + j]);
        double[] rows = [.. Enumerable.Range(0, count).Select(Row)];
        return [.. Enumerable.Range(0, count * count).Select(at => -0.5 * (squares[at] - rows[at / count] - rows[at % count] + rows.Average()))];
    }
}
