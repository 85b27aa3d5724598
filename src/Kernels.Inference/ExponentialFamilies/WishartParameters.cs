using System;

namespace Kernels.Inference;

/// <summary>A Wishart distribution over p×p matrices Λ by its shape s = ν/2 and V = ½·W⁻¹: E[Λ] = ν·W = s·V⁻¹. With p = 1 it is Gamma(shape s, rate V).</summary>
internal sealed class WishartParameters(int size)
{
    private readonly double[] _inverseScale = new double[size * size];

    /// <summary>p.</summary>
    public int Size { get; } = size;

    /// <summary>s = ν/2 &gt; (p − 1)/2.</summary>
    public double Shape { get; private set; }

    /// <summary>V = ½·W⁻¹.</summary>
    public ReadOnlySpan<double> InverseScale => _inverseScale;

    /// <summary>V = L·Lᵀ.</summary>
    public PositiveDefinite Factor { get; } = new(size);

    /// <summary>E[ln |Λ|] = ψ_p(s) − ln |V|.</summary>
    public double ExpectedLogDeterminant => MultivariateGamma.Digamma(Size, Shape) - Factor.LogDeterminant;

    /// <summary>A = ln Γ_p(s) − s·ln |V|.</summary>
    public double LogPartition => MultivariateGamma.LogGamma(Size, Shape) - (Shape * Factor.LogDeterminant);

    /// <summary>−E[ln p(Λ)] for densities with respect to the p(p + 1)/2 entries on and below Λ's diagonal.</summary>
    public double Entropy => MultivariateGamma.Entropy(Size, Shape) - (0.5 * (Size + 1) * Factor.LogDeterminant);

    /// <summary>Takes s and V, symmetric; says what is wrong with them, or nothing.</summary>
    public string? TrySet(double shape, ReadOnlySpan<double> inverseScale)
    {
        Shape = shape;
        inverseScale.CopyTo(_inverseScale);
        return !(shape > 0.5 * (Size - 1) && double.IsFinite(shape))
            ? FormattableString.Invariant($"The shape, half the degrees of freedom, is {shape}; expected a finite number above {0.5 * (Size - 1)}.")
            : Factor.TryFactor(inverseScale) ? null
            : Size == 1 ? FormattableString.Invariant($"The rate is {inverseScale[0]}; expected a finite number above 0.")
            : "The inverse scale matrix is not positive definite.";
    }

    /// <summary>KL(this ‖ other) = s′·Stein(M) + D(s′, s), M = (s/s′)·V′·V⁻¹ the ratio of the means and D that of two distributions of one mean.</summary>
    /// <remarks>
    /// Both are 0 or more. ln Γ_p's own divergence beside Stein's loss of V′·V⁻¹ is exact as well, but where the means are alike it leaves (s − s′)·(tr(V′·V⁻¹) − p) to cancel
    /// all but 1/s of it.
    /// </remarks>
    public double KullbackLeibler(WishartParameters other) =>
        (other.Shape * SteinLoss.Of(other.Factor, other._inverseScale, Factor, _inverseScale, Shape, other.Shape)) + MultivariateGamma.SameMeanDivergence(Size, other.Shape, Shape);
}
