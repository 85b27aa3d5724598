using System;

namespace Kernels.Inference;

/// <summary>Vectors x of d numbers: T(x) = (x, x·xᵀ), η = (Λ·μ, −½·Λ), A(η) = ½·μᵀ·Λ·μ − ½·ln |Λ|, h = (2π)^(−d/2); Λ is the precision, Λ⁻¹ the covariance.</summary>
/// <remarks>
/// d + d² parameters; of a matrix that is not symmetric its symmetric part counts. The density is that of x − μ, and the divergence a sum of terms ≥ 0: both keep their digits far from 0.
/// From mean parameters the covariance is E[x·xᵀ] − μ·μᵀ, which loses the digits that a mean far from 0 takes: centre such data first.
/// The conjugate prior of mean and precision together is the <see cref="GaussianWishartFamily"/>. Source: Bishop 2006, sections 2.3 and 2.4.
/// </remarks>
/// <example>
/// <code>
/// var family = new MultivariateGaussianFamily(size: 2);
/// double[] natural = new double[family.ParameterCount];
/// family.FromMeanCovariance(mean: [1, -1], covariance: [2, 0.5, 0.5, 1], natural);
/// Console.WriteLine($"{family.LogDensity(natural, [0, 0]):F4}"); // -3.2605
/// double[] draws = new double[2 * 10_000];
/// family.Sample(natural, seed: 1, stream: 0, firstIndex: 0, draws);
/// Console.WriteLine($"{draws.Chunk(2).Average(x =&gt; (x[0] - 1) * (x[1] + 1)):F2}"); // 0.50
/// double[] mean = new double[2], covariance = new double[4];
/// family.ToMeanCovariance(natural, mean, covariance);
/// Console.WriteLine($"{mean[0]:F4} {mean[1]:F4}; {covariance[0]:F4} {covariance[1]:F4}"); // 1.0000 -1.0000; 2.0000 0.5000
/// </code>
/// </example>
public class MultivariateGaussianFamily : ExponentialFamily, IConjugateLikelihood
{
    private readonly GaussianWishartFamily _prior;

    /// <summary>Takes d.</summary>
    /// <param name="size">Numbers of an observation, 1 to 1,000.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is out of range.</exception>
    public MultivariateGaussianFamily(int size)
        : this(size, new GaussianWishartFamily(size))
    {
    }

    private protected MultivariateGaussianFamily(int size, GaussianWishartFamily prior)
        : base(size + MatrixSize.Square(size), size) => (Size, _prior) = (size, prior);

    /// <summary>d.</summary>
    public int Size { get; }

    /// <inheritdoc/>
    public ExponentialFamily ConjugatePrior => _prior;

    /// <inheritdoc/>
    public void Posterior(ReadOnlySpan<double> prior, ReadOnlySpan<double> statistics, double count, Span<double> posterior)
    {
        ConjugateUpdate.Check(this, prior, statistics, count, posterior.Length);
        posterior[0] = prior[0] + (0.5 * count);
        posterior[^1] = prior[^1] - (0.5 * count);
        for (int i = 0; i < Size; i++)
        {
            posterior[1 + (Size * Size) + i] = prior[1 + (Size * Size) + i] + statistics[i];
        }

        for (int ij = 0; ij < Size * Size; ij++)
        {
            posterior[1 + ij] = prior[1 + ij] - (0.5 * statistics[Size + ij]);
        }
    }

    /// <inheritdoc/>
    public double LogEvidence(ReadOnlySpan<double> prior, ReadOnlySpan<double> statistics, double count) =>
        ConjugateUpdate.LogEvidence(this, prior, statistics, count, -0.5 * Size * OneNumber.LogTwoPi);

    /// <summary>natural = (Λ·μ, −½·Λ).</summary>
    /// <param name="mean">μ, d numbers.</param>
    /// <param name="covariance">Λ⁻¹, d×d.</param>
    /// <param name="natural">η.</param>
    /// <exception cref="ArgumentException">The covariance is not positive definite, or a span has another length.</exception>
    public void FromMeanCovariance(ReadOnlySpan<double> mean, ReadOnlySpan<double> covariance, Span<double> natural)
    {
        CheckLength(mean.Length, Size, "numbers in the mean", nameof(mean));
        CheckLength(covariance.Length, Size * Size, "numbers in the covariance", nameof(covariance));
        CheckLength(natural.Length, ParameterCount, "natural parameters", nameof(natural));
        CheckFinite(mean, "mean");
        Span<double> precision = natural[Size..];
        Symmetric.Factor(Size, covariance, "covariance").Invert(precision);
        Symmetric.Multiply(precision, mean, natural);
        Symmetric.Scale(precision, -0.5);
    }

    /// <summary>mean = μ, covariance = Λ⁻¹.</summary>
    /// <param name="natural">η.</param>
    /// <param name="mean">μ, d numbers.</param>
    /// <param name="covariance">Λ⁻¹, d×d.</param>
    /// <exception cref="ArgumentException">η is outside of the family's domain, or a span has another length.</exception>
    public void ToMeanCovariance(ReadOnlySpan<double> natural, Span<double> mean, Span<double> covariance)
    {
        CheckLength(natural.Length, ParameterCount, "natural parameters", nameof(natural));
        CheckLength(mean.Length, Size, "numbers in the mean", nameof(mean));
        CheckLength(covariance.Length, Size * Size, "numbers in the covariance", nameof(covariance));
        Precision(natural, mean).Invert(covariance);
    }

    private protected override double LogPartitionCore(ReadOnlySpan<double> natural)
    {
        double[] mean = new double[Size];
        double value = -0.5 * Precision(natural, mean).LogDeterminant;
        for (int i = 0; i < Size; i++)
        {
            value += 0.5 * natural[i] * mean[i];
        }

        return value;
    }

    private protected override void MeanParametersCore(ReadOnlySpan<double> natural, Span<double> destination)
    {
        double[] mean = new double[Size];
        Precision(natural, mean).Invert(destination[Size..]);
        mean.CopyTo(destination);
        Symmetric.AddOuter(1, mean, destination[Size..]);
    }

    /// <summary>Cov[x_i, x_j] = Σ_ij; Cov[x_i, x_j·x_k] = Σ_ij·μ_k + Σ_ik·μ_j; Cov[x_i·x_j, x_k·x_l] = Σ_ik·Σ_jl + Σ_il·Σ_jk and four terms Σ·μ·μ (Isserlis 1918).</summary>
    private protected override void HessianCore(ReadOnlySpan<double> natural, Span<double> destination)
    {
        double[] mean = new double[Size];
        double[] covariance = new double[Size * Size];
        Precision(natural, mean).Invert(covariance);
        for (int i = 0; i < Size; i++)
        {
            for (int j = 0; j < Size; j++)
            {
                destination[(i * ParameterCount) + j] = covariance[(i * Size) + j];
            }

            for (int kl = 0; kl < Size * Size; kl++)
            {
                (int k, int l) = Math.DivRem(kl, Size);
                destination[(i * ParameterCount) + Size + kl] = destination[((Size + kl) * ParameterCount) + i] =
                    (covariance[(i * Size) + k] * mean[l]) + (covariance[(i * Size) + l] * mean[k]);
            }
        }

        for (int ij = 0; ij < Size * Size; ij++)
        {
            (int i, int j) = Math.DivRem(ij, Size);
            for (int kl = ij; kl < Size * Size; kl++)
            {
                (int k, int l) = Math.DivRem(kl, Size);
                destination[((Size + ij) * ParameterCount) + Size + kl] = destination[((Size + kl) * ParameterCount) + Size + ij] = (2 * Symmetric.Pairs(covariance, Size, ij, kl))
                    + (mean[i] * ((mean[k] * covariance[(j * Size) + l]) + (mean[l] * covariance[(j * Size) + k])))
                    + (mean[j] * ((mean[k] * covariance[(i * Size) + l]) + (mean[l] * covariance[(i * Size) + k])));
            }
        }
    }

    private protected override void NaturalParametersCore(ReadOnlySpan<double> mean, Span<double> destination)
    {
        double[] covariance = mean[Size..].ToArray();
        Symmetric.AddOuter(-1, mean[..Size], covariance);
        FromMeanCovariance(mean[..Size], covariance, destination);
    }

    private protected override void SufficientStatisticsCore(ReadOnlySpan<double> x, Span<double> destination)
    {
        CheckFinite(x, "observation");
        destination.Clear();
        x.CopyTo(destination);
        Symmetric.AddOuter(1, x, destination[Size..]);
    }

    private protected override double LogBaseMeasureCore(ReadOnlySpan<double> x) => -0.5 * Size * OneNumber.LogTwoPi;

    /// <summary>By the square of x − μ: η·T(x) − A(η) would lose the digits that a mean far from 0 takes.</summary>
    private protected override double LogDensityCore(ReadOnlySpan<double> natural, ReadOnlySpan<double> x, ReadOnlySpan<double> statistics)
    {
        double[] difference = new double[Size];
        PositiveDefinite precision = Precision(natural, difference);
        for (int i = 0; i < Size; i++)
        {
            difference[i] = x[i] - difference[i];
        }

        return 0.5 * (precision.LogDeterminant - (Size * OneNumber.LogTwoPi) - precision.Form(difference));
    }

    private protected override double EntropyCore(ReadOnlySpan<double> natural) =>
        (0.5 * Size * (1 + OneNumber.LogTwoPi)) - (0.5 * Precision(natural, new double[Size]).LogDeterminant);

    private protected override double KullbackLeiblerCore(ReadOnlySpan<double> natural, ReadOnlySpan<double> other)
    {
        double[] mean = new double[Size];
        double[] difference = new double[Size];
        double[] weighted = new double[Size];
        PositiveDefinite precision = Precision(natural, mean), otherPrecision = Precision(other, difference);
        for (int i = 0; i < Size; i++)
        {
            difference[i] -= mean[i];
        }

        double[] matrix = new double[Size * Size];
        double[] otherMatrix = new double[Size * Size];
        Symmetric.Part(natural[Size..], Size, -2, matrix);
        Symmetric.Part(other[Size..], Size, -2, otherMatrix);
        Symmetric.Multiply(otherMatrix, difference, weighted);
        return 0.5 * (SteinLoss.Of(otherPrecision, otherMatrix, precision, matrix) + InOrder.Dot(difference, weighted));
    }

    private protected override void SampleCore(ReadOnlySpan<double> natural, IndexedDraws draws, Span<double> destination)
    {
        double[] mean = new double[Size];
        PositiveDefinite precision = Precision(natural, mean);
        double[] normal = new double[draws.Count];
        for (int i = 0; i < Size; i++)
        {
            draws.Normal(part: i, normal);
            for (int n = 0; n < normal.Length; n++)
            {
                destination[(n * Size) + i] = normal[n];
            }
        }

        // x = μ + L⁻ᵀ·z with Λ = L·Lᵀ.
        for (int n = 0; n < normal.Length; n++)
        {
            Span<double> x = destination.Slice(n * Size, Size);
            precision.SolveUpper(x);
            for (int i = 0; i < Size; i++)
            {
                x[i] += mean[i];
            }
        }
    }

    /// <summary>The factor of Λ = −2·η₂ and μ = Λ⁻¹·η₁.</summary>
    private PositiveDefinite Precision(ReadOnlySpan<double> natural, Span<double> mean)
    {
        CheckFinite(natural, "natural parameters");
        double[] matrix = new double[Size * Size];
        Symmetric.Part(natural[Size..], Size, -2, matrix);
        PositiveDefinite precision = Symmetric.Factor(Size, matrix, Size == 1 ? "precision" : "precision matrix");
        natural[..Size].CopyTo(mean);
        precision.SolveLower(mean);
        precision.SolveUpper(mean);
        return precision;
    }

    private static void CheckFinite(ReadOnlySpan<double> values, string what)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
            {
                throw new ArgumentException(FormattableString.Invariant($"Number {i} of the {what} is {values[i]}; expected a finite number."));
            }
        }
    }
}
