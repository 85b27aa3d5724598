using System;
using System.Collections.Generic;
using System.Text.Json.Serialization;

namespace Kernels.Inference;

/// <summary>How a mixture came about, and how well it fits.</summary>
/// <example>
/// What the information criteria say of one component and of two, for numbers in two heaps:
/// <code>
/// double[] x = [-2.1, -1.9, -2.0, -2.2, 2.2, 1.8, 2.1, 2.0];
/// foreach (int components in new[] { 1, 2 })
/// {
///     GaussianMixtureTrainer&lt;double&gt; trainer = new(new GaussianMixtureOptions { ComponentCount = components });
///     GaussianMixtureFitResult fit = trainer.Fit(x, dimension: 1).Fit!;
///     Console.WriteLine($"{components}: log likelihood {fit.LogLikelihood:F1}, {fit.FreeParameterCount} parameters, BIC {fit.Bic:F1}");
/// }
/// // 1: log likelihood -17.1, 2 parameters, BIC 38.3
/// // 2: log likelihood -0.5, 5 parameters, BIC 11.4
/// </code>
/// </example>
public sealed record GaussianMixtureFitResult
{
    /// <summary>Σ ln p(x_n) under the final parameters, weighted where observations are; NaN where observations that are read block by block were not scored.</summary>
    public required double LogLikelihood { get; init; }

    /// <summary>Σ_n ln max_k r_nk ≤ 0: how surely observations belong to one component; 0 where it is beyond doubt, NaN like the likelihood.</summary>
    public required double LogCertainty { get; init; }

    /// <summary>Observations, or the sum of their weights.</summary>
    public required double ObservationCount { get; init; }

    /// <summary>Whether the observations were scored, so that the likelihood and what is made of it are known.</summary>
    [JsonIgnore]
    public bool IsScored => !double.IsNaN(LogLikelihood);

    /// <summary>Numbers that were fit.</summary>
    public required long FreeParameterCount { get; init; }

    /// <summary>M-steps from the best start; online the mini-batches, of a Bayesian mixture the sweeps.</summary>
    public int Iterations { get; init; }

    /// <summary>Whether the best start's likelihood, or bound, came to rest within the most iterations.</summary>
    public bool Converged { get; init; }

    /// <summary>Whether the fit was cancelled: this is the best of what there was then.</summary>
    public bool Cancelled { get; init; }

    /// <summary>Starts that were made, failed ones and one that was cut off included.</summary>
    public int StartCount { get; init; } = 1;

    /// <summary>Which start was the best, from 1.</summary>
    public int BestStart { get; init; } = 1;

    /// <summary>Starts that ended in a singular covariance.</summary>
    public int FailedStarts { get; init; }

    /// <summary>Components that lost all their observations on the way from the best start and were put on one drawn at random.</summary>
    public int Reseeded { get; init; }

    /// <summary>Components whose covariance is, in some direction, more than half regularisation: they have shrunk onto few or equal observations, or the columns' units make it large.</summary>
    public int RegularizedComponents { get; init; }

    /// <summary>The posterior that the mixture stands for, where it was fit by variational Bayes.</summary>
    public BayesianGaussianMixtureFit? Bayesian { get; init; }

    /// <summary>The log likelihood before each M-step from the best start; online that of each mini-batch before it was learnt from, of a Bayesian mixture the bound after each sweep.</summary>
    public IReadOnlyList<double> History { get; init; } = [];

    /// <summary>−2·ln L + p·ln n; lower is better (Schwarz 1978). mclust shows its negative.</summary>
    public double Bic => (-2 * LogLikelihood) + (FreeParameterCount * OneNumber.Log(ObservationCount));

    /// <summary>−2·ln L + 2·p; lower is better (Akaike 1974).</summary>
    public double Aic => (-2 * LogLikelihood) + (2.0 * FreeParameterCount);

    /// <summary>BIC − 2·Σ_n ln max_k r_nk: BIC of the complete data, observations given to their likeliest components; lower is better (Biernacki, Celeux and Govaert 2000).</summary>
    public double Icl => Bic - (2 * LogCertainty);

    /// <summary>The result of parameters that observations were scored with, however they came about.</summary>
    /// <param name="parameters">π, μ and Σ.</param>
    /// <param name="score">Of the observations they were fit to.</param>
    /// <param name="regularization">What was added to every variance.</param>
    /// <returns>No iterations, not converged.</returns>
    public static GaussianMixtureFitResult Of(GaussianMixtureParameters parameters, GaussianMixtureScore score, double regularization = 0)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return new()
        {
            LogLikelihood = score.LogLikelihood,
            LogCertainty = score.LogCertainty,
            ObservationCount = score.ObservationCount,
            FreeParameterCount = parameters.FreeParameterCount,
            RegularizedComponents = Inference.RegularizedComponents.Count(parameters, regularization),
        };
    }
}
