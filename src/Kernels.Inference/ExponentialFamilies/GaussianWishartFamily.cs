using System;

namespace Kernels.Inference;

/// <summary>A mean μ and a precision Λ together: μ | Λ ~ N(m, (β·Λ)⁻¹), Λ ~ Wishart(W, ν); T = (ln |Λ|, Λ, Λ·μ, μᵀ·Λ·μ), η = (ν/2, −½·(W⁻¹ + β·m·mᵀ), β·m, −½·β).</summary>
/// <remarks>
/// A(η) = ln Γ_d(η₁) − η₁·ln |V| − (d/2)·ln β with V = −η₂ + η₃·η₃ᵀ/(4η₄) = ½·W⁻¹; h = (2π)^(−d/2)·|Λ|^(½ − (d+1)/2). 2 + d + d² parameters.
/// An observation is μ and then Λ, d + d² numbers. W⁻¹ from η loses the digits that β·m·mᵀ takes: centre data whose mean is far from 0.
/// Otherwise with the accuracy of the <see cref="WishartFamily"/>. It is the conjugate prior of the Gaussian. Source: Bishop 2006, section 2.3.6 and appendix B.
/// </remarks>
/// <example>
/// <code>
/// var family = new GaussianWishartFamily(size: 2);
/// double[] natural = new double[family.ParameterCount];
/// family.FromScale(mean: [0, 0], meanPrecision: 1, degreesOfFreedom: 3, scale: [1, 0, 0, 1], natural);
/// double[] draw = new double[family.VariateLength]; // a mean, then a precision matrix
/// family.Sample(natural, seed: 1, stream: 0, firstIndex: 0, draw);
/// Console.WriteLine($"{draw.Length} values, symmetric: {draw[3] == draw[4]}"); // 6 values, symmetric: True
/// double[] mean = new double[2], scale = new double[4];
/// (double meanPrecision, double degreesOfFreedom) = family.ToScale(natural, mean, scale);
/// Console.WriteLine($"{meanPrecision} {degreesOfFreedom}; {mean[0]} {mean[1]}; {scale[0]:F4} {scale[1]:F4} {scale[3]:F4}");
/// // 1 3; 0 0; 1.0000 0.0000 1.0000
/// </code>
/// </example>
public class GaussianWishartFamily : ExponentialFamily
{
    /// <summary>Takes d.</summary>
    /// <param name="size">Numbers of a mean, 1 to 1,000.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is out of range.</exception>
    public GaussianWishartFamily(int size)
        : base(2 + size + MatrixSize.Square(size), size + MatrixSize.Square(size)) => Size = size;

    /// <summary>d.</summary>
    public int Size { get; }

    private int Square => Size * Size;

    /// <summary>η of the usual parameters.</summary>
    /// <param name="mean">m, d numbers.</param>
    /// <param name="meanPrecision">β &gt; 0.</param>
    /// <param name="degreesOfFreedom">ν &gt; d − 1.</param>
    /// <param name="scale">W, d×d.</param>
    /// <param name="natural">η.</param>
    /// <exception cref="ArgumentException">A parameter is out of range, or a span has another length.</exception>
    public void FromScale(ReadOnlySpan<double> mean, double meanPrecision, double degreesOfFreedom, ReadOnlySpan<double> scale, Span<double> natural)
    {
        CheckLength(mean.Length, Size, "numbers in the mean", nameof(mean));
        CheckLength(scale.Length, Square, "numbers in the scale matrix", nameof(scale));
        CheckLength(natural.Length, ParameterCount, "natural parameters", nameof(natural));
        double[] inverseScale = new double[Square];
        Symmetric.Factor(Size, scale, "scale matrix").Invert(inverseScale);
        Symmetric.Scale(inverseScale, 0.5);
        if (new GaussianWishartParameters(Size).TrySet(meanPrecision, mean, 0.5 * degreesOfFreedom, inverseScale) is { } wrong)
        {
            throw new ArgumentException(wrong);
        }

        Pack(mean, meanPrecision, 0.5 * degreesOfFreedom, inverseScale, natural);
    }

    /// <summary>mean = m, scale = W; returns β and ν.</summary>
    /// <param name="natural">η.</param>
    /// <param name="mean">m, d numbers.</param>
    /// <param name="scale">W, d×d.</param>
    /// <exception cref="ArgumentException">η is outside of the family's domain, or a span has another length.</exception>
    public (double MeanPrecision, double DegreesOfFreedom) ToScale(ReadOnlySpan<double> natural, Span<double> mean, Span<double> scale)
    {
        CheckLength(natural.Length, ParameterCount, "natural parameters", nameof(natural));
        CheckLength(mean.Length, Size, "numbers in the mean", nameof(mean));
        CheckLength(scale.Length, Square, "numbers in the scale matrix", nameof(scale));
        GaussianWishartParameters parameters = Parameters(natural);
        parameters.Mean.CopyTo(mean);
        parameters.Wishart.Factor.Invert(scale);
        Symmetric.Scale(scale, 0.5);
        return (parameters.MeanPrecision, 2 * parameters.Wishart.Shape);
    }

    private protected override double LogPartitionCore(ReadOnlySpan<double> natural) => Parameters(natural).LogPartition;

    private protected override void MeanParametersCore(ReadOnlySpan<double> natural, Span<double> destination)
    {
        GaussianWishartParameters parameters = Parameters(natural);
        destination[0] = parameters.Wishart.ExpectedLogDeterminant;
        parameters.Wishart.Factor.Invert(destination.Slice(1, Square));
        Symmetric.Scale(destination.Slice(1, Square), parameters.Wishart.Shape);
        Symmetric.Multiply(destination.Slice(1, Square), parameters.Mean, destination.Slice(1 + Square, Size));
        destination[^1] = Size / parameters.MeanPrecision;
        for (int i = 0; i < Size; i++)
        {
            destination[^1] += parameters.Mean[i] * destination[1 + Square + i];
        }
    }

    private protected override void HessianCore(ReadOnlySpan<double> natural, Span<double> destination) =>
        GaussianWishartHessian.Fill(Parameters(natural), destination);

    private protected override void NaturalParametersCore(ReadOnlySpan<double> mean, Span<double> destination)
    {
        // E[Λ·μ] = E[Λ]·m, and E[μᵀ·Λ·μ] = mᵀ·E[Λ]·m + d/β.
        PositiveDefinite factor = Symmetric.Factor(Size, mean.Slice(1, Square), "mean of the precision matrix");
        ReadOnlySpan<double> product = mean.Slice(1 + Square, Size);
        double[] m = product.ToArray();
        factor.SolveLower(m);
        factor.SolveUpper(m);
        double excess = mean[^1];
        for (int i = 0; i < Size; i++)
        {
            excess -= m[i] * product[i];
        }

        if (!(excess > 0 && double.IsFinite(excess)))
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"The mean of the quadratic form is {mean[^1]}, and that of the mean {mean[^1] - excess}; expected the first to be larger."), nameof(mean));
        }

        double shape = WishartFamily.Shape(Size, mean[0], factor.LogDeterminant);
        double[] inverseScale = new double[Square];
        factor.Invert(inverseScale);
        Symmetric.Scale(inverseScale, shape);
        Pack(m, Size / excess, shape, inverseScale, destination);
    }

    private protected override void SufficientStatisticsCore(ReadOnlySpan<double> x, Span<double> destination)
    {
        ReadOnlySpan<double> mean = x[..Size], precision = x[Size..];
        destination[0] = Symmetric.Factor(Size, precision, "observed precision").LogDeterminant;
        precision.CopyTo(destination[1..]);
        Symmetric.Multiply(precision, mean, destination.Slice(1 + Square, Size));
        destination[^1] = 0;
        for (int i = 0; i < Size; i++)
        {
            destination[^1] += mean[i] * destination[1 + Square + i];
        }

        if (!double.IsFinite(destination[^1]))
        {
            throw new ArgumentException(FormattableString.Invariant($"The quadratic form of the observed mean is {destination[^1]}; expected a finite number."), nameof(x));
        }
    }

    private protected override double LogBaseMeasureCore(ReadOnlySpan<double> x) =>
        (-0.5 * Size * OneNumber.LogTwoPi) - (0.5 * Size * Symmetric.Factor(Size, x[Size..], "observed precision").LogDeterminant);

    private protected override double EntropyCore(ReadOnlySpan<double> natural) => Parameters(natural).Entropy;

    private protected override double KullbackLeiblerCore(ReadOnlySpan<double> natural, ReadOnlySpan<double> other) =>
        Parameters(natural).KullbackLeibler(Parameters(other));

    private protected override void SampleCore(ReadOnlySpan<double> natural, IndexedDraws draws, Span<double> destination)
    {
        GaussianWishartParameters parameters = Parameters(natural);
        double[] precisions = new double[draws.Count * Square];
        double[] normal = new double[draws.Count];
        WishartDraws.Fill(parameters.Wishart, draws, precisions);
        for (int i = 0; i < Size; i++)
        {
            draws.Normal(WishartDraws.Parts(Size) + i, normal);
            for (int n = 0; n < normal.Length; n++)
            {
                destination[(n * VariateLength) + i] = normal[n];
            }
        }

        double scale = 1 / Math.Sqrt(parameters.MeanPrecision);
        for (int n = 0; n < draws.Count; n++)
        {
            Span<double> x = destination.Slice(n * VariateLength, VariateLength);
            precisions.AsSpan(n * Square, Square).CopyTo(x[Size..]);
            Symmetric.Factor(Size, x[Size..], "drawn precision").SolveUpper(x[..Size]);
            for (int i = 0; i < Size; i++)
            {
                x[i] = parameters.Mean[i] + (scale * x[i]);
            }
        }
    }

    private void Pack(ReadOnlySpan<double> mean, double meanPrecision, double shape, ReadOnlySpan<double> inverseScale, Span<double> natural)
    {
        (natural[0], natural[^1]) = (shape, -0.5 * meanPrecision);
        inverseScale.CopyTo(natural[1..]);
        Symmetric.AddOuter(0.5 * meanPrecision, mean, natural.Slice(1, Square));
        Symmetric.Scale(natural.Slice(1, Square), -1);
        for (int i = 0; i < Size; i++)
        {
            natural[1 + Square + i] = meanPrecision * mean[i];
        }
    }

    private GaussianWishartParameters Parameters(ReadOnlySpan<double> natural)
    {
        double meanPrecision = -2 * natural[^1];
        double[] mean = new double[Size];
        double[] inverseScale = new double[Square];
        for (int i = 0; i < Size; i++)
        {
            mean[i] = natural[1 + Square + i] / meanPrecision;
        }

        Symmetric.Part(natural.Slice(1, Square), Size, -1, inverseScale);
        Symmetric.AddOuter(-0.5 * meanPrecision, mean, inverseScale);
        var parameters = new GaussianWishartParameters(Size);
        return parameters.TrySet(meanPrecision, mean, natural[0], inverseScale) is { } wrong ? throw new ArgumentException(wrong, nameof(natural)) : parameters;
    }
}
