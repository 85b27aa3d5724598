using System;
using System.Buffers;
using System.Collections.Generic;
using System.Numerics;

namespace Kernels.Inference;

/// <summary>A mixture of Gaussians, ready to use: densities, responsibilities, assignments. Never changed, and any number of threads may use it.</summary>
/// <example>
/// <code>
/// GaussianMixtureParameters parameters = new(GaussianCovariance.Spherical, 1, weights: [0.5, 0.5], means: [0, 4], covariances: [1, 1]);
/// GaussianMixture mixture = new(parameters);
/// double[] x = [0, 1.9, 4];
/// Console.WriteLine(string.Join(' ', mixture.Assign&lt;double&gt;(x))); // 0 0 1
/// double[] responsibilities = new double[3 * 2], logDensities = new double[3];
/// mixture.Responsibilities&lt;double&gt;(x, responsibilities, logDensities);
/// Console.WriteLine($"{responsibilities[0]:F4} {responsibilities[2]:F4} {responsibilities[4]:F4}");
/// // 0.9997 0.5987 0.0003
/// mixture.Save("model");
/// Console.WriteLine(GaussianMixture.Load("model").Score&lt;double&gt;(x).LogLikelihood == logDensities.Sum()); // True
/// </code>
/// </example>
public sealed class GaussianMixture
{
    private const int RowsAtOnce = 256;
    private readonly Lazy<WhitenedComponents<double>> _components;
    private readonly Lazy<WhitenedComponents<float>> _singleComponents;

    /// <summary>A mixture of given parameters.</summary>
    /// <param name="parameters">π, μ and Σ.</param>
    /// <param name="fit">How they came about, where that is known.</param>
    /// <param name="columns">The names of the d columns, where they have any.</param>
    /// <exception cref="ArgumentException">There are not d names.</exception>
    /// <exception cref="SingularCovarianceException">A covariance is not positive definite.</exception>
    public GaussianMixture(GaussianMixtureParameters parameters, GaussianMixtureFitResult? fit = null, IReadOnlyList<string>? columns = null)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (columns is not null && columns.Count != parameters.Dimension)
        {
            throw new ArgumentException($"There are {columns.Count} names of columns; expected {parameters.Dimension}.", nameof(columns));
        }

        (Parameters, Fit, Columns) = (parameters, fit, columns);
        _components = new(WhitenedComponents<double>.Of(parameters));
        _singleComponents = new(() => WhitenedComponents<float>.Of(parameters));
    }

    /// <summary>π, μ and Σ.</summary>
    public GaussianMixtureParameters Parameters { get; }

    /// <summary>How they came about, where that is known.</summary>
    public GaussianMixtureFitResult? Fit { get; }

    /// <summary>The names of the columns, where they have any.</summary>
    public IReadOnlyList<string>? Columns { get; }

    /// <summary>The same mixture with names of columns.</summary>
    /// <param name="columns">d names.</param>
    /// <returns>Another mixture.</returns>
    public GaussianMixture WithColumns(IReadOnlyList<string>? columns) => new(Parameters, Fit, columns);

    /// <summary>The same mixture with an account of how it came about.</summary>
    /// <param name="fit">The account.</param>
    /// <returns>Another mixture.</returns>
    public GaussianMixture WithFit(GaussianMixtureFitResult? fit) => new(Parameters, fit, Columns);

    /// <summary>How well the mixture fits observations. Scores of blocks of a large file add up to that of the file.</summary>
    /// <param name="x">N observations, finite.</param>
    /// <param name="weights">How often each counts; empty: once.</param>
    /// <param name="threads">Threads; results do not depend on it.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <returns>Sums over the observations.</returns>
    /// <exception cref="ArgumentException">Sizes do not fit, or an observation is NaN or infinite: the message says which.</exception>
    public GaussianMixtureScore Score<T>(ReadOnlyMemory<T> x, ReadOnlyMemory<T> weights = default, int threads = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        MixtureObservations.Check(x.Span, Parameters.Dimension, weights.Span);
        return new MixturePass<T>(x, Parameters.Dimension, weights, threads, default).Run(Components<T>(), null, withCertainty: true);
    }

    /// <summary>r_nk = p(z_n = k | x_n), and ln p(x_n).</summary>
    /// <param name="x">N observations, finite.</param>
    /// <param name="destination">N rows of K values, or longer; separate memory.</param>
    /// <param name="logDensities">N values, or longer; separate memory.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException">Sizes do not fit, or an observation is NaN or infinite: the message says which.</exception>
    public void Responsibilities<T>(ReadOnlySpan<T> x, Span<T> destination, Span<T> logDensities)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int rows = MixtureObservations.Check(x, Parameters.Dimension, []);
        int k = Parameters.ComponentCount;
        if (destination.Length < (long)rows * k || logDensities.Length < rows)
        {
            throw new ArgumentException(
                $"There is room for {destination.Length} responsibilities and {logDensities.Length} log densities; expected at least {(long)rows * k} and {rows}.", nameof(destination));
        }

        Span<T> shares = destination[..(rows * k)];
        Components<T>().LogDensities(x, shares);
        Probability.Responsibilities<T>(shares, k, shares, logDensities);
    }

    /// <summary>The likeliest component of each observation, from 0; the first of equals.</summary>
    /// <param name="x">N observations, finite.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <returns>N components.</returns>
    /// <exception cref="ArgumentException">Sizes do not fit, or an observation is NaN or infinite: the message says which.</exception>
    public int[] Assign<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int d, int k) = (Parameters.Dimension, Parameters.ComponentCount);
        int rows = MixtureObservations.Check(x, d, []);
        int[] components = new int[rows];
        T[] rented = ArrayPool<T>.Shared.Rent(RowsAtOnce * k);
        for (int first = 0; first < rows; first += RowsAtOnce)
        {
            int count = Math.Min(RowsAtOnce, rows - first);
            Span<T> logJoint = rented.AsSpan(0, count * k);
            Components<T>().LogDensities(x.Slice(first * d, count * d), logJoint);
            for (int n = 0; n < count; n++)
            {
                components[first + n] = System.Numerics.Tensors.TensorPrimitives.IndexOfMax<T>(logJoint.Slice(n * k, k));
            }
        }

        ArrayPool<T>.Shared.Return(rented);
        return components;
    }

    /// <summary>Writes a folder: <c>model.json</c>, and <c>weights.npy</c>, <c>means.npy</c>, <c>covariances.npy</c> in scikit-learn's shapes. Written beside its place and renamed.</summary>
    /// <param name="directory">The folder: new or empty, or <paramref name="force"/>.</param>
    /// <param name="force">Replace what is in it.</param>
    /// <exception cref="System.IO.IOException">The folder is not empty, or cannot be written.</exception>
    public void Save(string directory, bool force = false) => GaussianMixtureFolder.Save(this, directory, force);

    /// <summary>Reads a folder that <see cref="Save"/> wrote.</summary>
    /// <param name="directory">The folder.</param>
    /// <returns>The mixture.</returns>
    /// <exception cref="System.IO.InvalidDataException">A file is missing or damaged, or not what it should be: the message names it.</exception>
    public static GaussianMixture Load(string directory) => GaussianMixtureFolder.Load(directory);


    private WhitenedComponents<T> Components<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        typeof(T) == typeof(double) ? (WhitenedComponents<T>)(object)_components.Value
        : typeof(T) == typeof(float) ? (WhitenedComponents<T>)(object)_singleComponents.Value
        : throw new NotSupportedException($"The element type is {typeof(T).Name}; expected Single or Double.");
}
