using System;
using System.Numerics;

namespace Kernels.Inference;

/// <summary>Σ r, Σ r·z and Σ r·z·zᵀ of every component, z = x − origin: all that an M-step needs to know of the observations.</summary>
internal sealed class MixtureMoments(CovarianceShape shape, int components, int dimension)
{
    /// <summary>K values.</summary>
    public double[] Masses { get; } = new double[components];

    /// <summary>K rows of d values.</summary>
    public double[] Sums { get; } = new double[components * dimension];

    /// <summary>Of each component 1, d, or d × d values of which the lower triangle counts.</summary>
    public double[] Products { get; } = new double[checked(components * UnitOf(shape, dimension))];

    public CovarianceShape Shape => shape;

    public int Dimension => dimension;

    public int ComponentCount => components;

    /// <summary>Values that describe the products of one component.</summary>
    public int Unit => UnitOf(shape, dimension);

    /// <summary>Bytes of one of these.</summary>
    public static long BytesOf(CovarianceShape shape, int components, int dimension) => sizeof(double) * components * (1L + dimension + UnitOf(shape, dimension));

    /// <summary>Joins observations; about the same origins as those before.</summary>
    public void Add<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> responsibilities, ReadOnlySpan<T> origins)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Gaussian.AddMomentRows(x, dimension, responsibilities, origins, shape, Masses, Sums, Products);

    /// <summary>this ← keep·this + gain·other; about the same origins.</summary>
    public void Blend(double keep, MixtureMoments other, double gain)
    {
        Blend(keep, Masses, gain, other.Masses);
        Blend(keep, Sums, gain, other.Sums);
        Blend(keep, Products, gain, other.Products);
    }

    public void Clear()
    {
        Array.Clear(Masses);
        Array.Clear(Sums);
        Array.Clear(Products);
    }

    /// <summary>The same moments about other origins: z − s instead of z.</summary>
    /// <param name="shifts">s = new origin − old one: K rows of d values.</param>
    public void Shift(ReadOnlySpan<double> shifts)
    {
        for (int k = 0; k < components; k++)
        {
            ReadOnlySpan<double> s = shifts.Slice(k * dimension, dimension);
            Span<double> sums = Sums.AsSpan(k * dimension, dimension);
            Span<double> products = Products.AsSpan(k * Unit, Unit);
            double mass = Masses[k];
            for (int i = 0; i < dimension; i++)
            {
                for (int j = shape == CovarianceShape.Full ? 0 : i; j <= i; j++)
                {
                    // Σ r (z_i − s_i)(z_j − s_j), with the sums about the old origin.
                    products[PlaceOf(shape, dimension, i, j)] += (mass * s[i] * s[j]) - (s[i] * sums[j]) - (s[j] * sums[i]);
                }
            }

            for (int i = 0; i < dimension; i++)
            {
                sums[i] -= mass * s[i];
            }
        }
    }

    /// <summary>Where in a component's products the pair stands.</summary>
    public static int PlaceOf(CovarianceShape shape, int dimension, int i, int j) => shape switch { CovarianceShape.Full => (i * dimension) + j, CovarianceShape.Diagonal => i, _ => 0 };

    /// <summary>Values that describe a covariance, or the products of one component.</summary>
    public static int UnitOf(CovarianceShape shape, int dimension) => shape switch
    {
        CovarianceShape.Full => checked(dimension * dimension),
        CovarianceShape.Diagonal => dimension,
        _ => 1,
    };

    private static void Blend(double keep, double[] values, double gain, double[] others)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (keep * values[i]) + (gain * others[i]);
        }
    }
}
