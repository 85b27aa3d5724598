using System;
using System.Collections.Generic;

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
    /// <summary>Σ ln p(x_n) under the final parameters, weighted where observations are.</summary>
    public required double LogLikelihood { get; init; }

    /// <summary>Σ_n ln max_k r_nk ≤ 0: how surely observations belong to one component; 0 where it is beyond doubt.</summary>
    public required double LogCertainty { get; init; }

    /// <summary>Observations, or the sum of their weights.</summary>
    public required double ObservationCount { get; init; }

    /// <summary>Numbers that were fit.</summary>
    public required long FreeParameterCount { get; init; }

    /// <summary>M-steps from the best start; online the mini-batches.</summary>
    public int Iterations { get; init; }

    /// <summary>Whether the best start's likelihood came to rest within the most iterations.</summary>
    public bool Converged { get; init; }

    /// <summary>Which start was the best, from 1.</summary>
    public int BestStart { get; init; } = 1;

    /// <summary>Starts that ended in a singular covariance.</summary>
    public int FailedStarts { get; init; }

    /// <summary>Components that lost all their observations on the way from the best start and were put on one drawn at random.</summary>
    public int Reseeded { get; init; }

    /// <summary>The log likelihood before each M-step from the best start; online that of each mini-batch before it was learnt from.</summary>
    public IReadOnlyList<double> History { get; init; } = [];

    /// <summary>−2·ln L + p·ln n; lower is better (Schwarz 1978). mclust shows its negative.</summary>
    public double Bic => (-2 * LogLikelihood) + (FreeParameterCount * Math.Log(ObservationCount));

    /// <summary>−2·ln L + 2·p; lower is better (Akaike 1974).</summary>
    public double Aic => (-2 * LogLikelihood) + (2.0 * FreeParameterCount);

    /// <summary>BIC − 2·Σ_n ln max_k r_nk: BIC of the complete data, observations given to their likeliest components; lower is better (Biernacki, Celeux and Govaert 2000).</summary>
    public double Icl => Bic - (2 * LogCertainty);

    /// <summary>The result of parameters that observations were scored with, however they came about.</summary>
    /// <param name="parameters">π, μ and Σ.</param>
    /// <param name="score">Of the observations they were fit to.</param>
    /// <returns>No iterations, not converged.</returns>
    public static GaussianMixtureFitResult Of(GaussianMixtureParameters parameters, GaussianMixtureScore score)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return new()
        {
            LogLikelihood = score.LogLikelihood,
            LogCertainty = score.LogCertainty,
            ObservationCount = score.ObservationCount,
            FreeParameterCount = parameters.FreeParameterCount,
        };
    }
}
