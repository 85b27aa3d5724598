using System;

namespace Kernels.Inference;

/// <summary>What the conjugate updates have in common.</summary>
internal static class ConjugateUpdate
{
    /// <summary>Lengths and the count.</summary>
    public static void Check<TLikelihood>(TLikelihood likelihood, ReadOnlySpan<double> prior, ReadOnlySpan<double> statistics, double count, int posteriorLength)
        where TLikelihood : ExponentialFamily, IConjugateLikelihood
    {
        int expected = likelihood.ConjugatePrior.ParameterCount;
        if (prior.Length != expected || posteriorLength != expected || statistics.Length != likelihood.ParameterCount || !(count >= 0 && double.IsFinite(count)))
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"The prior has {prior.Length} parameters, the posterior {posteriorLength}, and there are {statistics.Length} statistics of {count} observations; expected {expected}, {expected}, {likelihood.ParameterCount} and a finite count of at least 0."));
        }
    }

    /// <summary>A(posterior) − A(prior) + count·ln h.</summary>
    public static double LogEvidence<TLikelihood>(TLikelihood likelihood, ReadOnlySpan<double> prior, ReadOnlySpan<double> statistics, double count, double logBaseMeasure)
        where TLikelihood : ExponentialFamily, IConjugateLikelihood
    {
        double[] posterior = new double[likelihood.ConjugatePrior.ParameterCount];
        likelihood.Posterior(prior, statistics, count, posterior);
        return likelihood.ConjugatePrior.LogPartition(posterior) - likelihood.ConjugatePrior.LogPartition(prior) + (count * logBaseMeasure);
    }
}
