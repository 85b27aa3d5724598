using System;

namespace Kernels.Inference;

/// <summary>q(z) = Π_j N(μ_j, σ_j²), with the parameters μ and ln σ.</summary>
/// <remarks>z = μ + σ·ε: ∂z/∂μ = 1, ∂z/∂ln σ = σ·ε (Kingma and Welling 2014). ε is draw number sample·D + j of the stream.</remarks>
/// <example>
/// <code>
/// var q = new DiagonalGaussian(dimension: 2, mean: 1, standardDeviation: 0.5);
/// double[] gradient = new double[q.Parameters.Length];
/// double divergence = q.KullbackLeibler(mean: [0, 0], standardDeviation: [1, 1], gradient);
/// Console.WriteLine($"{divergence:F4}"); // 1.6363
/// double[] z = new double[2], slopes = new double[4];
/// q.Sample(new RandomStream(Seed: 1, Stream: 0), sample: 0, z, slopes);
/// double logDensity = q.LogDensity(z, gradient: new double[2], score: new double[4]);
/// Console.WriteLine($"z = {z[0]:F3} {z[1]:F3}, ln q = {logDensity:F3}"); // z = 0.880 1.227, ln q = -0.583
/// </code>
/// </example>
public sealed class DiagonalGaussian : IVariationalFamily
{
    private readonly double[] _parameters;
    private readonly double[] _deviations;

    /// <summary>Starts with every factor at N(mean, standardDeviation²).</summary>
    /// <param name="dimension">How many latent variables, 1 or more.</param>
    /// <param name="mean">The mean of each.</param>
    /// <param name="standardDeviation">The standard deviation of each, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public DiagonalGaussian(int dimension, double mean = 0, double standardDeviation = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        var start = new NormalDistribution(mean, standardDeviation);
        _parameters = new double[2 * dimension];
        _deviations = new double[dimension];
        Span<double> logDeviations = _parameters.AsSpan(dimension);
        logDeviations.Fill(start.StandardDeviation);
        SpecialFunctions.Log<double>(logDeviations, logDeviations);
        Mean.Fill(start.Mean);
    }

    /// <inheritdoc/>
    public int Dimension => _deviations.Length;

    /// <inheritdoc/>
    public Span<double> Parameters => _parameters;

    /// <summary>μ.</summary>
    public Span<double> Mean => _parameters.AsSpan(0, Dimension);

    /// <summary>ln σ.</summary>
    public Span<double> LogStandardDeviation => _parameters.AsSpan(Dimension);

    /// <inheritdoc/>
    public void Sample(in RandomStream stream, long sample, Span<double> z, Span<double> slopes)
    {
        Span<double> noise = slopes[Dimension..];
        Sampling.Normal(stream, sample * Dimension, noise);
        ReadOnlySpan<double> deviations = Deviations();
        for (int j = 0; j < Dimension; j++)
        {
            slopes[j] = 1;
            noise[j] *= deviations[j];
            z[j] = _parameters[j] + noise[j];
        }
    }

    /// <inheritdoc/>
    public double LogDensity(ReadOnlySpan<double> z, Span<double> gradient, Span<double> score)
    {
        double sum = 0;
        ReadOnlySpan<double> deviations = Deviations();
        for (int j = 0; j < Dimension; j++)
        {
            double standardised = (z[j] - _parameters[j]) / deviations[j];
            sum += OneNumber.LogNormalDensity(standardised, _parameters[Dimension + j]);
            gradient[j] = -standardised / deviations[j];
            score[j] = standardised / deviations[j];
            score[Dimension + j] = (standardised * standardised) - 1;
        }

        return sum;
    }

    /// <summary>KL(q ‖ p) = Σ_j ln(τ_j/σ_j) + (σ_j² + (μ_j − m_j)²)/(2·τ_j²) − ½ from a Gaussian p with means m and standard deviations τ.</summary>
    /// <param name="mean">m.</param>
    /// <param name="standardDeviation">τ, above 0.</param>
    /// <param name="gradient">Receives the derivatives by <see cref="Parameters"/>.</param>
    /// <returns>The divergence.</returns>
    /// <exception cref="ArgumentException">Lengths are not those of the family.</exception>
    public double KullbackLeibler(ReadOnlySpan<double> mean, ReadOnlySpan<double> standardDeviation, Span<double> gradient)
    {
        if (mean.Length != Dimension || standardDeviation.Length != Dimension || gradient.Length != 2 * Dimension)
        {
            throw new ArgumentException($"The prior holds {mean.Length} means and {standardDeviation.Length} deviations, the gradient {gradient.Length} values; expected {Dimension}, {Dimension} and {2 * Dimension}.");
        }

        Span<double> logarithms = gradient[Dimension..];
        SpecialFunctions.Log(standardDeviation, logarithms);
        ReadOnlySpan<double> deviations = Deviations();
        double sum = 0;
        for (int j = 0; j < Dimension; j++)
        {
            double offset = (_parameters[j] - mean[j]) / standardDeviation[j];
            double ratio = deviations[j] / standardDeviation[j];
            sum += logarithms[j] - _parameters[Dimension + j] + (0.5 * ((ratio * ratio) + (offset * offset) - 1));
            gradient[j] = offset / standardDeviation[j];
            gradient[Dimension + j] = (ratio * ratio) - 1;
        }

        return sum;
    }

    private ReadOnlySpan<double> Deviations()
    {
        SpecialFunctions.Exp<double>(LogStandardDeviation, _deviations);
        return _deviations;
    }
}
