using System;

namespace Kernels.Inference;

/// <summary>Of 0 and 1: T(x) = x, η = ln(p/(1 − p)), A(η) = ln(1 + exp η), h = 1.</summary>
/// <remarks>
/// The categorical family of (0, η), whose kernels keep their digits at both ends. An observation is one number, 0 or 1.
/// η is finite: outcomes that are certain are no member of the family.
/// The conjugate prior is the Beta, a <see cref="DirichletFamily"/> of two: its first parameter belongs to 1, its second to 0.
/// </remarks>
/// <example>
/// <code>
/// var family = new BernoulliFamily();
/// double[] natural = [Math.Log(0.3 / 0.7)];
/// double[] probability = new double[1];
/// family.MeanParameters(natural, probability);
/// double divergence = family.KullbackLeibler(natural, [0]); // from a fair coin
/// Console.WriteLine($"{probability[0]:F4} {divergence:F4}"); // 0.3000 0.0823
/// double[] tosses = new double[10];
/// family.Sample(natural, seed: 1, stream: 0, firstIndex: 0, tosses);
/// Console.WriteLine(string.Join(' ', tosses)); // 0 0 1 1 0 0 0 1 0 1
/// </code>
/// </example>
public sealed class BernoulliFamily : ExponentialFamily, IConjugateLikelihood
{
    private readonly CategoricalFamily _two = new(2);

    /// <summary>The family has no sizes.</summary>
    public BernoulliFamily()
        : base(parameterCount: 1, variateLength: 1)
    {
    }

    /// <inheritdoc/>
    public ExponentialFamily ConjugatePrior => _two.ConjugatePrior;

    /// <inheritdoc/>
    public void Posterior(ReadOnlySpan<double> prior, ReadOnlySpan<double> statistics, double count, Span<double> posterior)
    {
        ConjugateUpdate.Check(this, prior, statistics, count, posterior.Length);
        (posterior[0], posterior[1]) = (prior[0] + statistics[0], prior[1] + (count - statistics[0]));
    }

    /// <inheritdoc/>
    public double LogEvidence(ReadOnlySpan<double> prior, ReadOnlySpan<double> statistics, double count) =>
        ConjugateUpdate.LogEvidence(this, prior, statistics, count, logBaseMeasure: 0);

    private protected override double LogPartitionCore(ReadOnlySpan<double> natural) => _two.LogPartition(Two(natural[0]));

    private protected override void MeanParametersCore(ReadOnlySpan<double> natural, Span<double> destination)
    {
        Span<double> probability = stackalloc double[2];
        _two.MeanParameters(Two(natural[0]), probability);
        destination[0] = probability[1];
    }

    private protected override void HessianCore(ReadOnlySpan<double> natural, Span<double> destination)
    {
        Span<double> probability = stackalloc double[2];
        _two.MeanParameters(Two(natural[0]), probability);
        destination[0] = probability[0] * probability[1];
    }

    private protected override void NaturalParametersCore(ReadOnlySpan<double> mean, Span<double> destination)
    {
        if (!(mean[0] is > 0 and < 1))
        {
            throw new ArgumentException(FormattableString.Invariant($"The probability is {mean[0]}; expected a number in (0, 1)."), nameof(mean));
        }

        Span<double> logs = stackalloc double[2];
        _two.NaturalParameters([1 - mean[0], mean[0]], logs);
        destination[0] = logs[1] - logs[0];
    }

    private protected override void SufficientStatisticsCore(ReadOnlySpan<double> x, Span<double> destination) =>
        destination[0] = x[0] is 0 or 1
            ? x[0]
            : throw new ArgumentException(FormattableString.Invariant($"The observation is {x[0]}; expected 0 or 1."), nameof(x));

    private protected override double LogBaseMeasureCore(ReadOnlySpan<double> x) => 0;

    private protected override double LogDensityCore(ReadOnlySpan<double> natural, ReadOnlySpan<double> x, ReadOnlySpan<double> statistics) =>
        _two.LogDensity(Two(natural[0]), x);

    private protected override double EntropyCore(ReadOnlySpan<double> natural) => _two.Entropy(Two(natural[0]));

    private protected override double KullbackLeiblerCore(ReadOnlySpan<double> natural, ReadOnlySpan<double> other) =>
        _two.KullbackLeibler(Two(natural[0]), Two(other[0]));

    private protected override void SampleCore(ReadOnlySpan<double> natural, IndexedDraws draws, Span<double> destination)
    {
        Span<double> probability = stackalloc double[1];
        MeanParametersCore(natural, probability);
        draws.Uniform(part: 0, destination);
        foreach (ref double draw in destination)
        {
            draw = draw < probability[0] ? 1 : 0;
        }
    }

    /// <summary>(0, η).</summary>
    private static double[] Two(double natural) => double.IsFinite(natural)
        ? [0, natural]
        : throw new ArgumentException(FormattableString.Invariant($"The natural parameter is {natural}; expected a finite number."), nameof(natural));
}
