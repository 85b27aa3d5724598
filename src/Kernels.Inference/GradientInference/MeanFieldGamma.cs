using System;

namespace Kernels.Inference;

/// <summary>q(z) = Π_j Gamma(a_j, b_j) over positive variables, with the parameters ln a (shapes) and ln b (rates).</summary>
/// <remarks>
/// z = g/b: ∂z/∂ln b = −z, and ∂z/∂ln a = z·a·∂ ln g/∂a by implicit differentiation (Figurnov, Mohamed and Mnih 2018). g_j is draw number sample·D + j of the stream.
/// Shapes below 0.01 or so give draws too small for any format, whose derivatives are not finite.
/// </remarks>
/// <example>
/// <code>
/// var q = new MeanFieldGamma(dimension: 1, shape: 4, rate: 2);
/// double[] z = new double[1], slopes = new double[2];
/// double mean = 0;
/// for (int sample = 0; sample &lt; 10_000; sample++)
/// {
///     q.Sample(new RandomStream(Seed: 1, Stream: 0), sample, z, slopes);
///     mean += z[0] / 10_000;
/// }
///
/// Console.WriteLine($"{mean:F2}, exactly {4.0 / 2:F2}"); // 2.00, exactly 2.00
/// </code>
/// </example>
public sealed class MeanFieldGamma : IVariationalFamily
{
    private readonly double[] _parameters;
    private readonly double[] _values;
    private readonly double[] _digammas;

    /// <summary>Starts with every factor at Gamma(shape, rate).</summary>
    /// <param name="dimension">How many latent variables, 1 or more.</param>
    /// <param name="shape">The shape of each, above 0.</param>
    /// <param name="rate">The rate of each, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public MeanFieldGamma(int dimension, double shape = 1, double rate = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        var start = new GammaDistribution(shape, rate);
        _parameters = new double[2 * dimension];
        _values = new double[2 * dimension];
        _digammas = new double[dimension];
        _parameters.AsSpan(0, dimension).Fill(start.Shape);
        _parameters.AsSpan(dimension).Fill(start.Rate);
        SpecialFunctions.Log<double>(_parameters, _parameters);
    }

    /// <inheritdoc/>
    public int Dimension => _digammas.Length;

    /// <inheritdoc/>
    public Span<double> Parameters => _parameters;

    /// <inheritdoc/>
    public void Sample(in RandomStream stream, long sample, Span<double> z, Span<double> slopes)
    {
        int d = Dimension;
        ReadOnlySpan<double> values = Values();
        Sampling.LogGamma(stream, sample * d, values[..d], z);
        Sampling.LogGammaShapeDerivative(values[..d], z, slopes[..d]);
        for (int j = 0; j < d; j++)
        {
            z[j] -= _parameters[d + j];
        }

        SpecialFunctions.Exp<double>(z, z);
        for (int j = 0; j < d; j++)
        {
            slopes[j] *= z[j] * values[j];
            slopes[d + j] = -z[j];
        }
    }

    /// <inheritdoc/>
    public double LogDensity(ReadOnlySpan<double> z, Span<double> gradient, Span<double> score)
    {
        int d = Dimension;
        ReadOnlySpan<double> values = Values();
        ReadOnlySpan<double> shapes = values[..d];
        ReadOnlySpan<double> rates = values[d..];
        Span<double> logarithms = score[..d];
        Span<double> logGammas = gradient;
        SpecialFunctions.Log(z, logarithms);
        SpecialFunctions.LogGamma(shapes, logGammas);
        SpecialFunctions.Digamma<double>(shapes, _digammas);
        double sum = 0;
        for (int j = 0; j < d; j++)
        {
            double logRate = _parameters[d + j];
            sum += (shapes[j] * logRate) - logGammas[j] + ((shapes[j] - 1) * logarithms[j]) - (rates[j] * z[j]);
            gradient[j] = ((shapes[j] - 1) / z[j]) - rates[j];
            score[j] = shapes[j] * (logRate - _digammas[j] + logarithms[j]);
            score[d + j] = shapes[j] - (rates[j] * z[j]);
        }

        return sum;
    }

    private ReadOnlySpan<double> Values()
    {
        SpecialFunctions.Exp<double>(_parameters, _values);
        return _values;
    }
}
