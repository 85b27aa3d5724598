using System;

namespace Kernels.Inference;

/// <summary>A model whose log joint density can be differentiated by its latent variables z: what gradient variational inference needs to know of it.</summary>
/// <remarks>ln p(x, z) = ln p(z) + Σ_i ln p(x_i | z). A mini-batch of M of the N data stands for all with its terms times N/M.</remarks>
/// <example>
/// A model of one's own: counts are Poisson with a rate that is Gamma(1, 1) beforehand, so Gamma(1 + Σ counts, 1 + n) afterwards.
/// <code>
/// var family = new MeanFieldGamma(dimension: 1);
/// var optimizer = new Adam&lt;double&gt;(family.Parameters.Length, learningRate: 0.005);
/// var options = new GradientInferenceOptions { Steps = 5000, SamplesPerStep = 8, Seed = 1 };
/// GradientInference.Fit(new Counts([4, 7, 5, 6]), family, new SgvbEstimatorA(dropScore: true), optimizer, options);
/// double shape = Math.Exp(family.Parameters[0]), rate = Math.Exp(family.Parameters[1]);
/// Console.WriteLine($"mean {shape / rate:F1}, exactly {23.0 / 5:F1}"); // mean 4.6, exactly 4.6
///
/// sealed class Counts(double[] counts) : IGradientModel
/// {
///     public int Dimension =&gt; 1;
///
///     public int DataCount =&gt; counts.Length;
///
///     public double LogPrior(ReadOnlySpan&lt;double&gt; z, Span&lt;double&gt; gradient)
///     {
///         gradient[0] = -1;
///         return -z[0];
///     }
///
///     public double LogLikelihood(ReadOnlySpan&lt;double&gt; z, ReadOnlySpan&lt;int&gt; batch, Span&lt;double&gt; gradient)
///     {
///         double sum = 0;
///         foreach (int i in batch)
///         {
///             sum += counts[i];
///         }
///
///         gradient[0] = (sum / z[0]) - batch.Length;
///         return (sum * Math.Log(z[0])) - (batch.Length * z[0]); // less what does not depend on z
///     }
/// }
/// </code>
/// </example>
public interface IGradientModel
{
    /// <summary>How many latent variables.</summary>
    int Dimension { get; }

    /// <summary>N, how many data.</summary>
    int DataCount { get; }

    /// <summary>ln p(z).</summary>
    /// <param name="z">The latent variables.</param>
    /// <param name="gradient">Receives ∂ ln p(z)/∂z.</param>
    /// <returns>ln p(z).</returns>
    double LogPrior(ReadOnlySpan<double> z, Span<double> gradient);

    /// <summary>Σ ln p(x_i | z) over a mini-batch, not scaled.</summary>
    /// <param name="z">The latent variables.</param>
    /// <param name="batch">Which data, from 0 to N − 1.</param>
    /// <param name="gradient">Receives its derivatives by z.</param>
    /// <returns>The sum.</returns>
    double LogLikelihood(ReadOnlySpan<double> z, ReadOnlySpan<int> batch, Span<double> gradient);
}
