namespace Kernels.Inference;

/// <summary>How well a mixture fits observations; scores of parts add up to that of the whole.</summary>
/// <param name="LogLikelihood">Σ w·ln p(x), in natural logarithms.</param>
/// <param name="LogCertainty">Σ w·ln of the largest responsibility, ≤ 0.</param>
/// <param name="ObservationCount">Observations, or the sum of their weights w.</param>
public readonly record struct GaussianMixtureScore(double LogLikelihood, double LogCertainty, double ObservationCount)
{
    /// <summary>Adds two scores.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">Another.</param>
    /// <returns>Their sum.</returns>
    public static GaussianMixtureScore operator +(GaussianMixtureScore left, GaussianMixtureScore right) => Add(left, right);

    /// <summary>Adds two scores.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">Another.</param>
    /// <returns>Their sum.</returns>
    public static GaussianMixtureScore Add(GaussianMixtureScore left, GaussianMixtureScore right) => new(
        left.LogLikelihood + right.LogLikelihood, left.LogCertainty + right.LogCertainty, left.ObservationCount + right.ObservationCount);
}
