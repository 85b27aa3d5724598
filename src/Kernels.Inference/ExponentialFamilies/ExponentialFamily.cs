using System;

namespace Kernels.Inference;

/// <summary>A family of densities h(x)·exp(η·T(x) − A(η)): natural parameters η, sufficient statistics T, base measure h, log partition A.</summary>
/// <remarks>
/// An object is the family, not one of its distributions: a distribution is a span of natural parameters. Objects have no state and may be shared by threads.
/// Matrices among parameters are whole and symmetric, rows one after the other. Units are nats. Where a family has one matrix dimension, its methods take
/// O(d³) operations; <see cref="Hessian"/> fills a square of <see cref="ParameterCount"/>.
/// Source: Wainwright and Jordan 2008, "Graphical models, exponential families, and variational inference", chapter 3.
/// </remarks>
/// <example>
/// <code>
/// ExponentialFamily family = new GammaFamily();
/// double[] natural = new double[family.ParameterCount], mean = new double[family.ParameterCount];
/// GammaFamily.FromShapeRate(shape: 3, rate: 2, natural);
/// family.MeanParameters(natural, mean); // E ln x and E x
/// Console.WriteLine($"{mean[0]:F4} {mean[1]:F4}, entropy {family.Entropy(natural):F4}"); // 0.2296 1.5000, entropy 1.1544
/// double[] draws = new double[1000];
/// family.Sample(natural, seed: 1, stream: 0, firstIndex: 0, draws);
/// Console.WriteLine($"{draws.Average(Math.Log):F2} {draws.Average():F2}"); // 0.23 1.49
/// </code>
/// </example>
public abstract class ExponentialFamily
{
    private protected ExponentialFamily(int parameterCount, int variateLength) => (ParameterCount, VariateLength) = (parameterCount, variateLength);

    /// <summary>How many natural parameters, sufficient statistics and mean parameters there are.</summary>
    public int ParameterCount { get; }

    /// <summary>How many numbers one observation x has.</summary>
    public int VariateLength { get; }

    /// <summary>A(η) = ln ∫ h(x)·exp(η·T(x)) dx.</summary>
    /// <param name="natural">η.</param>
    /// <exception cref="ArgumentException">η is outside of the family's domain, or of another length.</exception>
    public double LogPartition(ReadOnlySpan<double> natural)
    {
        CheckLength(natural.Length, ParameterCount, "natural parameters", nameof(natural));
        return LogPartitionCore(natural);
    }

    /// <summary>destination = μ = ∇A(η) = E[T(x)], the mean parameters.</summary>
    /// <param name="natural">η.</param>
    /// <param name="destination">μ; apart from <paramref name="natural"/>.</param>
    /// <exception cref="ArgumentException">η is outside of the family's domain, or a span has another length.</exception>
    public void MeanParameters(ReadOnlySpan<double> natural, Span<double> destination)
    {
        CheckLength(natural.Length, ParameterCount, "natural parameters", nameof(natural));
        CheckDestination(natural, destination, ParameterCount);
        MeanParametersCore(natural, destination);
    }

    /// <summary>destination = ∇²A(η) = Cov[T(x)], the Fisher information of η, rows one after the other.</summary>
    /// <param name="natural">η.</param>
    /// <param name="destination">The square of <see cref="ParameterCount"/> numbers; apart from <paramref name="natural"/>.</param>
    /// <exception cref="ArgumentException">η is outside of the family's domain, or a span has another length.</exception>
    public void Hessian(ReadOnlySpan<double> natural, Span<double> destination)
    {
        CheckLength(natural.Length, ParameterCount, "natural parameters", nameof(natural));
        CheckDestination(natural, destination, (long)ParameterCount * ParameterCount);
        HessianCore(natural, destination);
    }

    /// <summary>destination = η with ∇A(η) = μ: the distribution whose statistics have these means, the likeliest where μ is an average of T(x).</summary>
    /// <param name="mean">μ.</param>
    /// <param name="destination">η; apart from <paramref name="mean"/>.</param>
    /// <exception cref="ArgumentException">No distribution of the family has these means, or a span has another length.</exception>
    public void NaturalParameters(ReadOnlySpan<double> mean, Span<double> destination)
    {
        CheckLength(mean.Length, ParameterCount, "mean parameters", nameof(mean));
        CheckDestination(mean, destination, ParameterCount);
        NaturalParametersCore(mean, destination);
    }

    /// <summary>destination = T(x).</summary>
    /// <param name="x">One observation.</param>
    /// <param name="destination">T(x); apart from <paramref name="x"/>.</param>
    /// <exception cref="ArgumentException">x is no observation of the family, or a span has another length.</exception>
    public void SufficientStatistics(ReadOnlySpan<double> x, Span<double> destination)
    {
        CheckLength(x.Length, VariateLength, "numbers in the observation", nameof(x));
        CheckDestination(x, destination, ParameterCount);
        SufficientStatisticsCore(x, destination);
    }

    /// <summary>destination = Σ_n T(x_n), compensated, so that its error does not grow with the number of observations.</summary>
    /// <param name="observations">x_n, one after the other.</param>
    /// <param name="destination">The sum; 0 where there is no observation.</param>
    /// <returns>How many observations there are.</returns>
    /// <exception cref="ArgumentException">An observation is none of the family (which one is said), or a span has another length.</exception>
    public int SumStatistics(ReadOnlySpan<double> observations, Span<double> destination)
    {
        if (observations.Length % VariateLength != 0)
        {
            throw new ArgumentException($"There are {observations.Length} numbers; expected a multiple of {VariateLength}, the numbers of an observation.", nameof(observations));
        }

        CheckDestination(observations, destination, ParameterCount);
        int count = observations.Length / VariateLength;
        double[] statistics = new double[ParameterCount];
        double[] lost = new double[ParameterCount];
        destination.Clear();
        for (int n = 0; n < count; n++)
        {
            try
            {
                SufficientStatisticsCore(observations.Slice(n * VariateLength, VariateLength), statistics);
            }
            catch (ArgumentException error)
            {
                throw new ArgumentException($"Observation {n}: {error.Message}", nameof(observations), error);
            }

            for (int i = 0; i < statistics.Length; i++)
            {
                // Neumaier 1974.
                double sum = destination[i] + statistics[i];
                lost[i] += Math.Abs(destination[i]) >= Math.Abs(statistics[i]) ? destination[i] - sum + statistics[i] : statistics[i] - sum + destination[i];
                destination[i] = sum;
            }
        }

        for (int i = 0; i < lost.Length; i++)
        {
            destination[i] += lost[i];
        }

        return count;
    }

    /// <summary>ln h(x).</summary>
    /// <param name="x">One observation.</param>
    /// <exception cref="ArgumentException">x is no observation of the family, or of another length.</exception>
    public double LogBaseMeasure(ReadOnlySpan<double> x)
    {
        CheckLength(x.Length, VariateLength, "numbers in the observation", nameof(x));
        SufficientStatisticsCore(x, new double[ParameterCount]);
        return LogBaseMeasureCore(x);
    }

    /// <summary>ln p(x | η) = ln h(x) + η·T(x) − A(η).</summary>
    /// <param name="natural">η.</param>
    /// <param name="x">One observation.</param>
    /// <exception cref="ArgumentException">An argument is outside of its domain, or of another length.</exception>
    public double LogDensity(ReadOnlySpan<double> natural, ReadOnlySpan<double> x)
    {
        CheckLength(natural.Length, ParameterCount, "natural parameters", nameof(natural));
        double[] statistics = new double[ParameterCount];
        SufficientStatistics(x, statistics);
        return LogDensityCore(natural, x, statistics);
    }

    /// <summary>−E[ln p(x | η)].</summary>
    /// <param name="natural">η.</param>
    /// <exception cref="ArgumentException">η is outside of the family's domain, or of another length.</exception>
    public double Entropy(ReadOnlySpan<double> natural)
    {
        CheckLength(natural.Length, ParameterCount, "natural parameters", nameof(natural));
        return EntropyCore(natural);
    }

    /// <summary>KL(p(x | η) ‖ p(x | η′)) = A(η′) − A(η) − (η′ − η)·∇A(η), arranged so that it keeps its digits where the two are close; exactly 0 where they are the same.</summary>
    /// <param name="natural">η, the distribution that expectations are taken under.</param>
    /// <param name="other">η′.</param>
    /// <exception cref="ArgumentException">An argument is outside of the family's domain, or of another length.</exception>
    public double KullbackLeibler(ReadOnlySpan<double> natural, ReadOnlySpan<double> other)
    {
        CheckLength(natural.Length, ParameterCount, "natural parameters", nameof(natural));
        CheckLength(other.Length, ParameterCount, "natural parameters", nameof(other));
        double divergence = KullbackLeiblerCore(natural, other);
        return divergence < 0 ? 0 : divergence;
    }

    /// <summary>Observations <paramref name="firstIndex"/>, <paramref name="firstIndex"/> + 1, … of a stream, each a pure function of (η, seed, stream, index).</summary>
    /// <param name="natural">η.</param>
    /// <param name="seed">The key.</param>
    /// <param name="stream">Which use of the seed.</param>
    /// <param name="firstIndex">The first observation's index; all are below 2⁶³.</param>
    /// <param name="destination">Observations, one after the other; as many as fit.</param>
    /// <exception cref="ArgumentException">η is outside of the family's domain, or a span has another length.</exception>
    public void Sample(ReadOnlySpan<double> natural, ulong seed, uint stream, ulong firstIndex, Span<double> destination)
    {
        CheckLength(natural.Length, ParameterCount, "natural parameters", nameof(natural));
        if (destination.Length % VariateLength != 0)
        {
            throw new ArgumentException($"The destination holds {destination.Length} numbers; expected a multiple of {VariateLength}, the numbers of an observation.", nameof(destination));
        }

        int count = destination.Length / VariateLength;
        if (firstIndex > (ulong)(long.MaxValue - count))
        {
            throw new ArgumentOutOfRangeException(nameof(firstIndex), firstIndex, $"The first index is {firstIndex}; expected at most {long.MaxValue - count}.");
        }

        SampleCore(natural, new IndexedDraws(seed, stream, firstIndex, count), destination);
    }

    private protected abstract double LogPartitionCore(ReadOnlySpan<double> natural);

    private protected abstract void MeanParametersCore(ReadOnlySpan<double> natural, Span<double> destination);

    private protected abstract void HessianCore(ReadOnlySpan<double> natural, Span<double> destination);

    private protected abstract void NaturalParametersCore(ReadOnlySpan<double> mean, Span<double> destination);

    private protected abstract void SufficientStatisticsCore(ReadOnlySpan<double> x, Span<double> destination);

    private protected abstract double LogBaseMeasureCore(ReadOnlySpan<double> x);

    private protected virtual double LogDensityCore(ReadOnlySpan<double> natural, ReadOnlySpan<double> x, ReadOnlySpan<double> statistics)
    {
        double value = LogBaseMeasureCore(x) - LogPartitionCore(natural);
        for (int i = 0; i < statistics.Length; i++)
        {
            value += natural[i] * statistics[i];
        }

        return value;
    }

    private protected abstract double EntropyCore(ReadOnlySpan<double> natural);

    private protected abstract double KullbackLeiblerCore(ReadOnlySpan<double> natural, ReadOnlySpan<double> other);

    private protected abstract void SampleCore(ReadOnlySpan<double> natural, IndexedDraws draws, Span<double> destination);

    private protected static void CheckLength(int found, int expected, string what, string name)
    {
        if (found != expected)
        {
            throw new ArgumentException($"There are {found} {what}; expected {expected}.", name);
        }
    }

    private static void CheckDestination(ReadOnlySpan<double> source, Span<double> destination, long expected)
    {
        if (destination.Length != expected || source.Overlaps(destination))
        {
            throw new ArgumentException($"The destination holds {destination.Length} numbers; expected {expected}, apart from the input.", nameof(destination));
        }
    }
}
