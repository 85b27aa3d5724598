using System;

namespace Kernels.Inference;

/// <summary>Probability vectors θ of K parts: T(θ) = ln θ, η = α, A(α) = Σ_k ln Γ(α_k) − ln Γ(Σα), h(θ) = Π_k 1/θ_k.</summary>
/// <remarks>
/// The measure is that of the first K − 1 parts. μ = ψ(α) − ψ(Σα) and the divergence are the kernels <see cref="Dirichlet.ExpectedLog{T}"/> and
/// <see cref="Dirichlet.KullbackLeibler{T}"/>, with their accuracy. α from μ is <see cref="DirichletEstimation.Maximize"/>: relative accuracy 1e-9 or better,
/// α within [1e-5, 1e8]. The Beta is the family of K = 2. With K = 1, θ = 1 always.
/// </remarks>
/// <example>
/// <code>
/// var family = new DirichletFamily(size: 3);
/// double[] alpha = [0.5, 1, 4];
/// double[] expectedLog = new double[3], again = new double[3];
/// family.MeanParameters(alpha, expectedLog);
/// Console.WriteLine($"E ln p = {expectedLog[0]:F4} {expectedLog[1]:F4} {expectedLog[2]:F4}");
/// // E ln p = -3.5746 -2.1883 -0.3550
/// family.NaturalParameters(expectedLog, again);
/// Console.WriteLine($"{again[0]:F6} {again[1]:F6} {again[2]:F6}"); // 0.500000 1.000000 4.000000
/// double[] draws = new double[3 * 100];
/// family.Sample(alpha, seed: 1, stream: 0, firstIndex: 0, draws);
/// Console.WriteLine($"{draws.Sum():F4}"); // 100.0000
/// </code>
/// </example>
public sealed class DirichletFamily : ExponentialFamily
{
    private const double SumTolerance = 1e-9;

    /// <summary>Takes K.</summary>
    /// <param name="size">How many parts, ≥ 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is below 1.</exception>
    public DirichletFamily(int size)
        : base(AtLeastOne(size), size)
    {
    }

    private protected override double LogPartitionCore(ReadOnlySpan<double> natural)
    {
        double[] logGamma = WithSum(natural);
        SpecialFunctions.LogGamma<double>(logGamma, logGamma);
        double value = -logGamma[^1];
        for (int k = 0; k < natural.Length; k++)
        {
            value += logGamma[k];
        }

        return value;
    }

    private protected override void MeanParametersCore(ReadOnlySpan<double> natural, Span<double> destination)
    {
        WithSum(natural);
        Dirichlet.ExpectedLog(natural, destination);
    }

    private protected override void HessianCore(ReadOnlySpan<double> natural, Span<double> destination)
    {
        double[] trigamma = WithSum(natural);
        SpecialFunctions.Trigamma<double>(trigamma, trigamma);
        destination.Fill(-trigamma[^1]);
        for (int k = 0; k < natural.Length; k++)
        {
            destination[(k * natural.Length) + k] += trigamma[k];
        }
    }

    private protected override void NaturalParametersCore(ReadOnlySpan<double> mean, Span<double> destination)
    {
        // E[ln θ_k] < ln E[θ_k], so the exponentials add up to less than 1.
        double logSum = Probability.LogSumExp(mean);
        if (!(logSum < 0) || mean.Length < 2)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"There are {mean.Length} expected logarithms whose exponentials add up to {OneNumber.Exp(logSum)}; expected at least 2, and a sum below 1."), nameof(mean));
        }

        destination.Fill(1);
        DirichletEstimate estimate = DirichletEstimation.Maximize(mean, destination);
        foreach (double alpha in destination)
        {
            if (!estimate.Converged || alpha is <= DirichletEstimation.SmallestParameter or >= DirichletEstimation.LargestParameter)
            {
                throw new ArgumentException(FormattableString.Invariant(
                    $"The search for the parameters came to {alpha} after {estimate.Iterations} steps; expected means of parameters within ({DirichletEstimation.SmallestParameter}, {DirichletEstimation.LargestParameter})."), nameof(mean));
            }
        }
    }

    private protected override void SufficientStatisticsCore(ReadOnlySpan<double> x, Span<double> destination)
    {
        double sum = 0;
        for (int k = 0; k < x.Length; k++)
        {
            if (!(x[k] > 0))
            {
                throw new ArgumentException(FormattableString.Invariant($"Part {k} of the probability vector is {x[k]}; expected a number above 0."), nameof(x));
            }

            sum += x[k];
        }

        if (!(Math.Abs(sum - 1) <= SumTolerance))
        {
            throw new ArgumentException(FormattableString.Invariant($"The parts add up to {sum}; expected 1."), nameof(x));
        }

        SpecialFunctions.Log(x, destination);
    }

    private protected override double LogBaseMeasureCore(ReadOnlySpan<double> x)
    {
        double[] logs = new double[x.Length];
        SpecialFunctions.Log(x, logs);
        double sum = 0;
        foreach (double value in logs)
        {
            sum -= value;
        }

        return sum;
    }

    private protected override double EntropyCore(ReadOnlySpan<double> natural)
    {
        // A(α) − Σ_k (α_k − 1)·μ_k by the entropies of Gamma numbers, which are small where its terms are large.
        double sum = WithSum(natural)[^1], entropy = -MultivariateGamma.GammaEntropy(sum);
        foreach (double alpha in natural)
        {
            entropy += MultivariateGamma.GammaEntropy(alpha);
        }

        return entropy - (natural.Length > 1 ? (natural.Length - 1) * MultivariateGamma.Digamma(1, sum) : 0);
    }

    private protected override double KullbackLeiblerCore(ReadOnlySpan<double> natural, ReadOnlySpan<double> other)
    {
        WithSum(natural);
        WithSum(other);
        return Dirichlet.KullbackLeibler(natural, other);
    }

    /// <summary>Gamma numbers, normalised in logarithms: parameters far below 1 would underflow.</summary>
    private protected override void SampleCore(ReadOnlySpan<double> natural, IndexedDraws draws, Span<double> destination)
    {
        WithSum(natural);
        double[] logGamma = new double[draws.Count];
        for (int k = 0; k < natural.Length; k++)
        {
            draws.LogGamma(natural[k], 2 * k, logGamma);
            for (int n = 0; n < logGamma.Length; n++)
            {
                destination[(n * natural.Length) + k] = logGamma[n];
            }
        }

        Probability.SoftmaxRows<double>(destination, natural.Length, destination, logGamma);
    }

    /// <summary>α and, behind it, Σα.</summary>
    private static double[] WithSum(ReadOnlySpan<double> natural)
    {
        double[] values = new double[natural.Length + 1];
        for (int k = 0; k < natural.Length; k++)
        {
            values[k] = natural[k] > 0 && double.IsFinite(natural[k])
                ? natural[k]
                : throw new ArgumentException(FormattableString.Invariant($"Parameter {k} is {natural[k]}; expected a finite number above 0."), nameof(natural));
            values[^1] += natural[k];
        }

        return values;
    }

    private static int AtLeastOne(int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        return size;
    }
}
