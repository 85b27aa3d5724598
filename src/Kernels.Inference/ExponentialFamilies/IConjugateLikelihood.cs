using System;

namespace Kernels.Inference;

/// <summary>A likelihood p(x | θ) whose conjugate prior is a family of this library: the posterior's natural parameters are the prior's plus statistics of the data.</summary>
/// <remarks>Source: Diaconis and Ylvisaker 1979, "Conjugate priors for exponential families".</remarks>
/// <example>
/// A coin of unknown bias, thrown four times; ∫ p³(1 − p) dp is 1/20:
/// <code>
/// var likelihood = new BernoulliFamily();
/// double[] statistics = new double[likelihood.ParameterCount];
/// int count = likelihood.SumStatistics([1, 0, 1, 1], statistics);
/// double[] prior = [1, 1], posterior = new double[2];
/// likelihood.Posterior(prior, statistics, count, posterior);
/// double evidence = Math.Exp(likelihood.LogEvidence(prior, statistics, count));
/// Console.WriteLine($"Beta({posterior[0]}, {posterior[1]}), p(data) = {evidence:F4}"); // Beta(4, 2), p(data) = 0.0500
/// </code>
/// </example>
public interface IConjugateLikelihood
{
    /// <summary>The family of prior and posterior.</summary>
    ExponentialFamily ConjugatePrior { get; }

    /// <summary>posterior = prior + (Σ T(x), n), each in natural parameters of <see cref="ConjugatePrior"/>.</summary>
    /// <param name="prior">The prior's natural parameters.</param>
    /// <param name="statistics">Σ_n T(x_n), also weighted.</param>
    /// <param name="count">How many observations, or their total weight, ≥ 0.</param>
    /// <param name="posterior">The posterior's; may be <paramref name="prior"/>.</param>
    /// <exception cref="ArgumentException">A span has another length, or the count is below 0 or not finite.</exception>
    void Posterior(ReadOnlySpan<double> prior, ReadOnlySpan<double> statistics, double count, Span<double> posterior);

    /// <summary>ln p(x_1 … x_n) = A(posterior) − A(prior) + Σ_n ln h(x_n), A the log partition of the prior's family.</summary>
    /// <param name="prior">The prior's natural parameters.</param>
    /// <param name="statistics">Σ_n T(x_n).</param>
    /// <param name="count">n.</param>
    /// <exception cref="ArgumentException">A span has another length, the count is below 0 or not finite, or a parameter is outside of its domain.</exception>
    double LogEvidence(ReadOnlySpan<double> prior, ReadOnlySpan<double> statistics, double count);
}
