using System;

namespace Kernels.Inference;

/// <summary>Symmetric positive definite d×d matrices Λ: T(Λ) = (ln |Λ|, Λ), η = (ν/2, −½·W⁻¹), A(η) = ln Γ_d(η₁) − η₁·ln |−η₂|, h(Λ) = |Λ|^(−(d+1)/2).</summary>
/// <remarks>
/// ν > d − 1 are the degrees of freedom, W is the scale, E[Λ] = ν·W. 1 + d² parameters; of a matrix that is not symmetric its symmetric part counts.
/// The measure is that of the d(d + 1)/2 entries on and below the diagonal. Digits: the divergence keeps them (Stein's loss and the divergence of ln Γ_d are sums
/// of terms ≥ 0), and so does the entropy; A and the density have an absolute error of a few eps·ν·d·ln ν. ν from μ solves ψ_d(ν/2) − d·ln(ν/2) = μ₁ − ln |μ₂| by a safeguarded Newton
/// iteration, with a relative error of about eps·ν·(1 + |μ₁|). Sampling is Bartlett's decomposition. Source: Muirhead 1982; Bishop 2006, appendix B.
/// </remarks>
/// <example>
/// <code>
/// var family = new WishartFamily(size: 2);
/// double[] natural = new double[family.ParameterCount], mean = new double[family.ParameterCount];
/// family.FromScale(degreesOfFreedom: 5, scale: [1, 0.2, 0.2, 2], natural);
/// family.MeanParameters(natural, mean); // E ln det W, then E W
/// Console.WriteLine($"{mean[0]:F4}; {mean[1]:F4} {mean[2]:F4} {mean[4]:F4}"); // 3.1852; 5.0000 1.0000 10.0000
/// double[] scale = new double[4];
/// Console.WriteLine($"{family.ToScale(natural, scale):F4} degrees of freedom, scale {scale[0]:F4} {scale[1]:F4} {scale[3]:F4}");
/// // 5.0000 degrees of freedom, scale 1.0000 0.2000 2.0000
/// </code>
/// </example>
public class WishartFamily : ExponentialFamily
{
    /// <summary>Takes d.</summary>
    /// <param name="size">Rows of a matrix, 1 to 1,000.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is out of range.</exception>
    public WishartFamily(int size)
        : base(1 + MatrixSize.Square(size), MatrixSize.Square(size)) => Size = size;

    /// <summary>d.</summary>
    public int Size { get; }

    /// <summary>natural = (ν/2, −½·W⁻¹).</summary>
    /// <param name="degreesOfFreedom">ν &gt; d − 1.</param>
    /// <param name="scale">W, d×d.</param>
    /// <param name="natural">η.</param>
    /// <exception cref="ArgumentException">A parameter is out of range, or a span has another length.</exception>
    public void FromScale(double degreesOfFreedom, ReadOnlySpan<double> scale, Span<double> natural)
    {
        CheckLength(scale.Length, VariateLength, "numbers in the scale matrix", nameof(scale));
        CheckLength(natural.Length, ParameterCount, "natural parameters", nameof(natural));
        Symmetric.Factor(Size, scale, "scale matrix").Invert(natural[1..]);
        natural[0] = 0.5 * degreesOfFreedom;
        Symmetric.Scale(natural[1..], -0.5);
        Parameters(natural);
    }

    /// <summary>scale = W; returns ν.</summary>
    /// <param name="natural">η.</param>
    /// <param name="scale">W, d×d.</param>
    /// <exception cref="ArgumentException">η is outside of the family's domain, or a span has another length.</exception>
    public double ToScale(ReadOnlySpan<double> natural, Span<double> scale)
    {
        CheckLength(natural.Length, ParameterCount, "natural parameters", nameof(natural));
        CheckLength(scale.Length, VariateLength, "numbers in the scale matrix", nameof(scale));
        Parameters(natural).Factor.Invert(scale);
        Symmetric.Scale(scale, 0.5);
        return 2 * natural[0];
    }

    private protected override double LogPartitionCore(ReadOnlySpan<double> natural) => Parameters(natural).LogPartition;

    private protected override void MeanParametersCore(ReadOnlySpan<double> natural, Span<double> destination)
    {
        WishartParameters parameters = Parameters(natural);
        destination[0] = parameters.ExpectedLogDeterminant;
        parameters.Factor.Invert(destination[1..]);
        Symmetric.Scale(destination[1..], parameters.Shape);
    }

    /// <summary>With P = V⁻¹: ψ_d′(s), P, and s·½·(P_ik·P_jl + P_il·P_jk).</summary>
    private protected override void HessianCore(ReadOnlySpan<double> natural, Span<double> destination)
    {
        WishartParameters parameters = Parameters(natural);
        double[] inverse = new double[VariateLength];
        parameters.Factor.Invert(inverse);
        destination[0] = MultivariateGamma.Trigamma(Size, parameters.Shape);
        for (int ij = 0; ij < VariateLength; ij++)
        {
            destination[1 + ij] = destination[(1 + ij) * ParameterCount] = inverse[ij];
            for (int kl = 0; kl < VariateLength; kl++)
            {
                destination[((1 + ij) * ParameterCount) + 1 + kl] = parameters.Shape * Symmetric.Pairs(inverse, Size, ij, kl);
            }
        }
    }

    private protected override void NaturalParametersCore(ReadOnlySpan<double> mean, Span<double> destination)
    {
        PositiveDefinite factor = Symmetric.Factor(Size, mean[1..], "mean matrix");
        destination[0] = Shape(Size, mean[0], factor.LogDeterminant);
        factor.Invert(destination[1..]);
        Symmetric.Scale(destination[1..], -destination[0]);
    }

    private protected override void SufficientStatisticsCore(ReadOnlySpan<double> x, Span<double> destination)
    {
        destination[0] = Symmetric.Factor(Size, x, Size == 1 ? "observation" : "observed matrix").LogDeterminant;
        x.CopyTo(destination[1..]);
    }

    private protected override double LogBaseMeasureCore(ReadOnlySpan<double> x) =>
        -0.5 * (Size + 1) * Symmetric.Factor(Size, x, Size == 1 ? "observation" : "observed matrix").LogDeterminant;

    private protected override double EntropyCore(ReadOnlySpan<double> natural) => Parameters(natural).Entropy;

    private protected override double KullbackLeiblerCore(ReadOnlySpan<double> natural, ReadOnlySpan<double> other) =>
        Parameters(natural).KullbackLeibler(Parameters(other));

    private protected override void SampleCore(ReadOnlySpan<double> natural, IndexedDraws draws, Span<double> destination) =>
        WishartDraws.Fill(Parameters(natural), draws, destination);

    /// <summary>The shape s that gives E[ln |Λ|] where ln |E[Λ]| is known.</summary>
    internal static double Shape(int size, double expectedLogDeterminant, double logDeterminantOfMean)
    {
        // Jensen: E ln |Λ| < ln |E Λ|; the difference is d·ln s − ψ_d(s).
        double gap = logDeterminantOfMean - expectedLogDeterminant;
        return gap > 0 && double.IsFinite(gap)
            ? MultivariateGamma.Shape(size, gap)
            : throw new ArgumentException(FormattableString.Invariant(
                $"The mean log determinant is {expectedLogDeterminant}, and the log determinant of the mean {logDeterminantOfMean}; expected the first to be smaller."));
    }

    private WishartParameters Parameters(ReadOnlySpan<double> natural)
    {
        double[] inverseScale = new double[VariateLength];
        Symmetric.Part(natural[1..], Size, -1, inverseScale);
        var parameters = new WishartParameters(Size);
        return parameters.TrySet(natural[0], inverseScale) is { } wrong ? throw new ArgumentException(wrong, nameof(natural)) : parameters;
    }
}
