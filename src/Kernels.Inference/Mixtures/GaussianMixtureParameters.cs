using System;

namespace Kernels.Inference;

/// <summary>π, μ and Σ of a mixture of K Gaussians in d dimensions; never changed.</summary>
/// <example>
/// <code>
/// GaussianMixtureParameters parameters = new(
///     GaussianCovariance.Diagonal, 2, weights: [0.3, 0.7], means: [0, 0, 5, 1], covariances: [1, 2, 3, 4]);
/// Console.WriteLine(string.Join(' ', parameters.Mean(1).ToArray())); // 5 1
/// Console.WriteLine(string.Join(' ', parameters.CovarianceMatrix(1))); // 3 0 0 4
/// Console.WriteLine($"{parameters.FreeParameterCount} numbers were free to fit"); // 9 numbers were free to fit
/// </code>
/// </example>
public sealed class GaussianMixtureParameters
{
    private const double SumTolerance = 1e-6;
    private readonly double[] _weights;
    private readonly double[] _means;
    private readonly double[] _covariances;

    /// <summary>Takes copies.</summary>
    /// <param name="covariance">What <paramref name="covariances"/> holds.</param>
    /// <param name="dimension">d ≥ 1.</param>
    /// <param name="weights">π: K ≥ 1 values ≥ 0 that add up to 1.</param>
    /// <param name="means">μ: K rows of d values.</param>
    /// <param name="covariances">Full K·d·d, tied d·d, diagonal K·d or spherical K values; matrices symmetric, row by row, variances above 0.</param>
    /// <exception cref="ArgumentException">Sizes do not fit each other, or a value is out of range.</exception>
    public GaussianMixtureParameters(
        GaussianCovariance covariance, int dimension, ReadOnlySpan<double> weights, ReadOnlySpan<double> means, ReadOnlySpan<double> covariances)
    {
        if (dimension < 1 || weights.IsEmpty)
        {
            throw new ArgumentException($"The dimension is {dimension} and there are {weights.Length} weights; expected at least one of each.", nameof(dimension));
        }

        Covariance = covariance;
        Dimension = dimension;
        long expected = CovarianceLength(covariance, weights.Length, dimension);
        if (means.Length != (long)weights.Length * dimension || covariances.Length != expected)
        {
            throw new ArgumentException(
                $"There are {weights.Length} weights, {means.Length} values of means and {covariances.Length} of covariances; "
                + $"expected {(long)weights.Length * dimension} and {expected} for {dimension} dimensions.",
                nameof(means));
        }

        double sum = 0;
        foreach (double weight in weights)
        {
            sum += weight >= 0 ? weight : double.NaN;
        }

        if (!(Math.Abs(sum - 1) <= SumTolerance))
        {
            throw new ArgumentException($"The weights add up to {sum}; expected values of 0 or more that add up to 1.", nameof(weights));
        }

        RequireFinite(means, nameof(means));
        RequireFinite(covariances, nameof(covariances));
        if (covariance is GaussianCovariance.Full or GaussianCovariance.Tied)
        {
            RequireSymmetric(covariances, dimension);
        }

        (_weights, _means, _covariances) = (weights.ToArray(), means.ToArray(), covariances.ToArray());
    }

    /// <summary>What <see cref="Covariances"/> holds.</summary>
    public GaussianCovariance Covariance { get; }

    /// <summary>d.</summary>
    public int Dimension { get; }

    /// <summary>K.</summary>
    public int ComponentCount => _weights.Length;

    /// <summary>π, K values.</summary>
    public ReadOnlySpan<double> Weights => _weights;

    /// <summary>μ, K rows of d values.</summary>
    public ReadOnlySpan<double> Means => _means;

    /// <summary>Σ as <see cref="Covariance"/> says.</summary>
    public ReadOnlySpan<double> Covariances => _covariances;

    /// <summary>How many numbers were free to fit: those of the covariances, the means, and the weights but one.</summary>
    public long FreeParameterCount
    {
        get
        {
            (long k, long d) = (ComponentCount, Dimension);
            long covariances = Covariance switch
            {
                GaussianCovariance.Full => k * d * (d + 1) / 2,
                GaussianCovariance.Tied => d * (d + 1) / 2,
                GaussianCovariance.Diagonal => k * d,
                _ => k,
            };
            return covariances + (k * d) + k - 1;
        }
    }

    /// <summary>μ of a component.</summary>
    /// <param name="component">From 0.</param>
    public ReadOnlySpan<double> Mean(int component) => Means.Slice(component * Dimension, Dimension);

    /// <summary>Σ of a component as a matrix, whatever it is stored as.</summary>
    /// <param name="component">From 0.</param>
    /// <returns>d × d values, row by row.</returns>
    public double[] CovarianceMatrix(int component)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(component);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(component, ComponentCount);
        int d = Dimension;
        if (Covariance is GaussianCovariance.Full or GaussianCovariance.Tied)
        {
            return _covariances.AsSpan(Covariance == GaussianCovariance.Tied ? 0 : component * d * d, d * d).ToArray();
        }

        double[] matrix = new double[d * d];
        for (int i = 0; i < d; i++)
        {
            matrix[(i * d) + i] = Covariance == GaussianCovariance.Diagonal ? _covariances[(component * d) + i] : _covariances[component];
        }

        return matrix;
    }

    /// <summary>Values of all covariances.</summary>
    internal static long CovarianceLength(GaussianCovariance covariance, int components, int dimension) => covariance switch
    {
        GaussianCovariance.Full => (long)components * dimension * dimension,
        GaussianCovariance.Tied => (long)dimension * dimension,
        GaussianCovariance.Diagonal => (long)components * dimension,
        GaussianCovariance.Spherical => components,
        _ => throw new ArgumentOutOfRangeException(nameof(covariance), covariance, $"The covariance is {covariance}; expected full, tied, diagonal or spherical."),
    };

    private static void RequireSymmetric(ReadOnlySpan<double> covariances, int dimension)
    {
        for (int at = 0; at < covariances.Length; at += dimension * dimension)
        {
            if (Symmetric.Difference(dimension, covariances.Slice(at, dimension * dimension)) is { } difference)
            {
                throw new ArgumentException($"Matrix {(at / dimension / dimension) + 1} of the covariances {difference}", nameof(covariances));
            }
        }
    }

    private static void RequireFinite(ReadOnlySpan<double> values, string name)
    {
        foreach (double value in values)
        {
            if (!double.IsFinite(value))
            {
                throw new ArgumentException($"The {name} hold {value}; expected finite values.", name);
            }
        }
    }
}
