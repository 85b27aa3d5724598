using System;

namespace Kernels.Inference;

/// <summary>One of K categories: T(x) = the unit vector of x, η_k = ln p_k + any constant, A(η) = ln Σ_k exp η_k, h = 1.</summary>
/// <remarks>
/// K parameters for K − 1 degrees of freedom: <see cref="ExponentialFamily.NaturalParameters"/> gives the η with A(η) = 0, and the Hessian diag(p) − p·pᵀ is singular.
/// η_k = −∞ is a category of probability 0. A and p have the accuracy of <see cref="Probability.LogSumExp{T}"/> and <see cref="Probability.Softmax{T}"/>.
/// An observation is one number, the category from 0. The conjugate prior is the Dirichlet.
/// </remarks>
/// <example>
/// <code>
/// var family = new CategoricalFamily(size: 3);
/// double[] natural = new double[3];
/// family.NaturalParameters([0.2, 0.3, 0.5], natural);
/// Console.WriteLine($"{Math.Exp(natural[1]):F4}"); // 0.3000
/// double[] statistics = new double[3], posterior = new double[3], expected = new double[3];
/// int count = family.SumStatistics([2, 2, 0, 1, 2], statistics);
/// family.Posterior([1, 1, 1], statistics, count, posterior);
/// Console.WriteLine($"Dirichlet {string.Join(' ', posterior)}"); // Dirichlet 2 2 4
/// family.ConjugatePrior.MeanParameters(posterior, expected);
/// Console.WriteLine($"E ln p = {expected[0]:F4} {expected[2]:F4}"); // E ln p = -1.5929 -0.7595
/// </code>
/// </example>
public sealed class CategoricalFamily : ExponentialFamily, IConjugateLikelihood
{
    private const double SumTolerance = 1e-9;

    private readonly DirichletFamily _prior;

    /// <summary>Takes K.</summary>
    /// <param name="size">How many categories, ≥ 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is below 1.</exception>
    public CategoricalFamily(int size)
        : base(size, variateLength: 1) => _prior = new DirichletFamily(size);

    /// <inheritdoc/>
    public ExponentialFamily ConjugatePrior => _prior;

    /// <inheritdoc/>
    public void Posterior(ReadOnlySpan<double> prior, ReadOnlySpan<double> statistics, double count, Span<double> posterior)
    {
        ConjugateUpdate.Check(this, prior, statistics, count, posterior.Length);
        for (int k = 0; k < posterior.Length; k++)
        {
            posterior[k] = prior[k] + statistics[k];
        }
    }

    /// <inheritdoc/>
    public double LogEvidence(ReadOnlySpan<double> prior, ReadOnlySpan<double> statistics, double count) =>
        ConjugateUpdate.LogEvidence(this, prior, statistics, count, logBaseMeasure: 0);

    private protected override double LogPartitionCore(ReadOnlySpan<double> natural)
    {
        double value = Probability.LogSumExp(natural);
        return double.IsFinite(value) ? value : throw OutsideOfDomain(natural);
    }

    private protected override void MeanParametersCore(ReadOnlySpan<double> natural, Span<double> destination)
    {
        if (!double.IsFinite(Probability.Softmax(natural, destination)))
        {
            throw OutsideOfDomain(natural);
        }
    }

    private protected override void HessianCore(ReadOnlySpan<double> natural, Span<double> destination)
    {
        double[] probability = new double[ParameterCount];
        MeanParametersCore(natural, probability);
        for (int i = 0; i < probability.Length; i++)
        {
            for (int j = 0; j < probability.Length; j++)
            {
                destination[(i * probability.Length) + j] = -probability[i] * probability[j];
            }

            // p·(1 − p) without the cancellation of 1 − p where p is next to 1.
            double others = 0;
            for (int j = 0; j < probability.Length; j++)
            {
                others += j == i ? 0 : probability[j];
            }

            destination[(i * probability.Length) + i] = probability[i] * others;
        }
    }

    private protected override void NaturalParametersCore(ReadOnlySpan<double> mean, Span<double> destination)
    {
        double sum = 0;
        for (int k = 0; k < mean.Length; k++)
        {
            if (!(mean[k] >= 0))
            {
                throw new ArgumentException(FormattableString.Invariant($"The probability of category {k} is {mean[k]}; expected a number of at least 0."), nameof(mean));
            }

            sum += mean[k];
        }

        if (!(Math.Abs(sum - 1) <= SumTolerance))
        {
            throw new ArgumentException(FormattableString.Invariant($"The probabilities add up to {sum}; expected 1."), nameof(mean));
        }

        SpecialFunctions.Log(mean, destination);
    }

    private protected override void SufficientStatisticsCore(ReadOnlySpan<double> x, Span<double> destination)
    {
        if (!(x[0] >= 0 && x[0] < ParameterCount && Math.Floor(x[0]) == x[0]))
        {
            throw new ArgumentException(FormattableString.Invariant($"The category is {x[0]}; expected a whole number from 0 to {ParameterCount - 1}."), nameof(x));
        }

        destination.Clear();
        destination[(int)x[0]] = 1;
    }

    private protected override double LogBaseMeasureCore(ReadOnlySpan<double> x) => 0;

    private protected override double EntropyCore(ReadOnlySpan<double> natural)
    {
        double[] probability = new double[ParameterCount];
        MeanParametersCore(natural, probability);
        double[] shifted = FromLargest(natural);
        double partition = LogPartitionCore(shifted), entropy = 0;
        for (int k = 0; k < probability.Length; k++)
        {
            entropy += probability[k] == 0 ? 0 : probability[k] * (partition - shifted[k]);
        }

        return entropy;
    }

    private protected override double LogDensityCore(ReadOnlySpan<double> natural, ReadOnlySpan<double> x, ReadOnlySpan<double> statistics)
    {
        LogPartitionCore(natural);
        double[] shifted = FromLargest(natural);
        return shifted[(int)x[0]] - LogPartitionCore(shifted);
    }

    /// <summary>Σ_k p_k·(r_k − 1 − ln r_k), r_k = q_k/p_k: every term is ≥ 0, and Σ p_k·(r_k − 1) = 0. Where all r are near 1, that of <see cref="OfClose"/>.</summary>
    private protected override double KullbackLeiblerCore(ReadOnlySpan<double> natural, ReadOnlySpan<double> other)
    {
        const double Near = 0.2;
        double[] p = new double[ParameterCount];
        double[] q = new double[ParameterCount];
        MeanParametersCore(natural, p);
        MeanParametersCore(other, q);
        if (OfClose(natural, other, p) is { } close)
        {
            return close;
        }

        double shift = LogPartitionCore(other) - LogPartitionCore(natural), divergence = 0;
        for (int k = 0; k < p.Length; k++)
        {
            double logRatio = other[k] - natural[k] - shift;
            divergence += p[k] == 0 ? q[k]
                : Math.Abs(logRatio) < Near ? p[k] * OneNumber.LogGap(q[k], p[k])
                : q[k] - p[k] - (p[k] * logRatio);
        }

        return divergence;
    }

    private protected override void SampleCore(ReadOnlySpan<double> natural, IndexedDraws draws, Span<double> destination)
    {
        double[] probability = new double[ParameterCount];
        MeanParametersCore(natural, probability);
        draws.Uniform(part: 0, destination);
        int last = Array.FindLastIndex(probability, value => value > 0);
        foreach (ref double draw in destination)
        {
            double above = draw;
            int category = 0;
            while (category < last && (above -= probability[category]) >= 0)
            {
                category++;
            }

            draw = category;
        }
    }

    /// <summary>ln Σ_k p_k·exp d_k with d_k = δ_k − Σ p·δ and δ = η′ − η, whose mean is 0, so that it is ln(1 + Σ_k p_k·(exp d_k − 1 − d_k)); null where a d is not near 0.</summary>
    private static double? OfClose(ReadOnlySpan<double> natural, ReadOnlySpan<double> other, ReadOnlySpan<double> p)
    {
        double center = 0, sum = 0;
        for (int k = 0; k < p.Length; k++)
        {
            center += natural[k] == other[k] ? 0 : p[k] * (other[k] - natural[k]);
        }

        for (int k = 0; k < p.Length; k++)
        {
            if (natural[k] == double.NegativeInfinity && other[k] == double.NegativeInfinity)
            {
                continue;
            }

            double d = other[k] - natural[k] - center;
            if (!(Math.Abs(d) < OneNumber.Near))
            {
                return null;
            }

            sum += p[k] * OneNumber.ExpGap(d);
        }

        return sum - OneNumber.LogGap(sum);
    }

    /// <summary>η less its largest: the same distribution, whose A keeps its digits where one category is all but certain.</summary>
    private static double[] FromLargest(ReadOnlySpan<double> natural)
    {
        double[] shifted = natural.ToArray();
        double largest = double.NegativeInfinity;
        foreach (double value in natural)
        {
            largest = Math.Max(largest, value);
        }

        foreach (ref double value in shifted.AsSpan())
        {
            value -= largest;
        }

        return shifted;
    }

    private static ArgumentException OutsideOfDomain(ReadOnlySpan<double> natural)
    {
        for (int k = 0; k < natural.Length; k++)
        {
            if (!(natural[k] < double.PositiveInfinity))
            {
                return new ArgumentException(FormattableString.Invariant($"Natural parameter {k} is {natural[k]}; expected a finite number or -Infinity."), nameof(natural));
            }
        }

        return new ArgumentException("Every natural parameter is -Infinity; expected at least one finite number.", nameof(natural));
    }
}
