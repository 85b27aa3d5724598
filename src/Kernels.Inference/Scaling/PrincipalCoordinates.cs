using System;
using System.Collections.Generic;
using System.Threading;

namespace Kernels.Inference;

/// <summary>Points in few dimensions whose distances come near to given ones: classical multidimensional scaling, also called principal coordinates analysis.</summary>
/// <remarks>
/// The points are the leading eigenvectors of B = −½·J·D²·J, J = I − 1/n, each times the root of its eigenvalue (Torgerson 1952, Gower 1966). Where there are
/// points at just the given distances, no other n points in as few dimensions, seen as a projection of those, keep more of their variance.
/// Each axis points to where its largest coordinate is positive, the first of equals. The same bits on every vector width.
/// </remarks>
/// <example>
/// Distances within a triangle of sides 3, 4 and 5, which fits in a plane:
/// <code>
/// double[] distances = [0, 3, 4, 3, 0, 5, 4, 5, 0];
/// PrincipalCoordinates plane = PrincipalCoordinates.Of(distances, count: 3, dimensions: 2);
/// Console.WriteLine($"explained {plane.Explained:F4}"); // explained 1.0000
/// double x = plane.Points[2] - plane.Points[4], y = plane.Points[3] - plane.Points[5]; // from the second to the third
/// Console.WriteLine($"{Math.Sqrt((x * x) + (y * y)):F4}"); // 5.0000
/// </code>
/// </example>
public sealed record PrincipalCoordinates
{
    /// <summary>n × dimensions, a row a point; they sum to 0. An axis without a positive eigenvalue is 0.</summary>
    public required IReadOnlyList<double> Points { get; init; }

    /// <summary>The leading eigenvalues, largest first: the sum of squares of each axis. Below 0 where distances are not those of points.</summary>
    public required IReadOnlyList<double> Eigenvalues { get; init; }

    /// <summary>Sum of all eigenvalues: the sum of squares about the mean that points at the given distances have.</summary>
    public required double Total { get; init; }

    /// <summary>Whether the eigenvectors reached their tolerance; where not, some axes are blends with neighbours of nearly equal size.</summary>
    public required bool Converged { get; init; }

    /// <summary>The part of <see cref="Total"/> that the axes hold, from 0 to 1; 1 where all points are one.</summary>
    public double Explained
    {
        get
        {
            double held = 0;
            foreach (double value in Eigenvalues)
            {
                held += Math.Max(0, value);
            }

            return Total > 0 ? Math.Min(1, held / Total) : 1;
        }
    }

    /// <summary>Lays out points.</summary>
    /// <param name="distances">n × n distances, finite, symmetric, 0 on the diagonal.</param>
    /// <param name="count">n ≥ 1.</param>
    /// <param name="dimensions">Axes, ≥ 1; those beyond n are 0.</param>
    /// <param name="cancellation">Looked at between iterations.</param>
    /// <exception cref="ArgumentOutOfRangeException">No points, or no axis.</exception>
    /// <exception cref="ArgumentException">Not n × n, or no distances: which one, what was found, what was expected.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static PrincipalCoordinates Of(ReadOnlySpan<double> distances, int count, int dimensions = 2, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        RequireDistances(distances, count);
        double[] products = CentredProducts(distances, count);
        double total = 0;
        for (int i = 0; i < count; i++)
        {
            total += products[(i * count) + i];
        }

        int axes = Math.Min(dimensions, count);
        var leading = LeadingEigenvectors.Of(products, count, axes, cancellation);
        double[] points = new double[count * dimensions];
        double[] eigenvalues = new double[dimensions];
        for (int axis = 0; axis < axes; axis++)
        {
            eigenvalues[axis] = leading.Values[axis];
            double scale = Math.Sqrt(Math.Max(0, eigenvalues[axis]));
            double[] direction = leading.Direction(axis);
            for (int i = 0; i < count; i++)
            {
                points[(i * dimensions) + axis] = scale * direction[i];
            }
        }

        return new PrincipalCoordinates { Points = points, Eigenvalues = eigenvalues, Total = total, Converged = leading.Converged };
    }

    private static void RequireDistances(ReadOnlySpan<double> distances, int count)
    {
        if (distances.Length != (long)count * count)
        {
            throw new ArgumentException($"There are {distances.Length} distances; expected {count} × {count}.", nameof(distances));
        }

        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double distance = distances[(i * count) + j];
                if (!double.IsFinite(distance) || distance < 0 || distance != distances[(j * count) + i] || (i == j && distance != 0))
                {
                    throw new ArgumentException(
                        FormattableString.Invariant($"The distance from {i} to {j} is {distance}, and back {distances[(j * count) + i]}; expected a finite number ≥ 0, the same both ways, 0 from a point to itself."),
                        nameof(distances));
                }
            }
        }
    }

    /// <summary>B: inner products of the points about their mean.</summary>
    private static double[] CentredProducts(ReadOnlySpan<double> distances, int count)
    {
        double[] products = new double[distances.Length];
        double[] means = new double[count];
        double mean = 0;
        for (int i = 0; i < count; i++)
        {
            foreach (double distance in distances.Slice(i * count, count))
            {
                means[i] += distance * distance;
            }

            means[i] /= count;
            mean += means[i] / count;
        }

        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < count; j++)
            {
                double distance = distances[(i * count) + j];
                products[(i * count) + j] = -0.5 * ((distance * distance) - (means[i] + means[j]) + mean);
            }
        }

        return products;
    }
}
