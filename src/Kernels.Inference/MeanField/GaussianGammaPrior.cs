using System;

namespace Kernels.Inference;

/// <summary>What is believed of a Gaussian's mean μ and precision τ before there are data: τ ~ Gamma(a₀, b₀), and μ either given τ or by itself.</summary>
public sealed record GaussianGammaPrior
{
    /// <summary>μ₀.</summary>
    public double Mean { get; init; }

    /// <summary>λ₀ &gt; 0: the observations that μ₀ is worth, or where <see cref="MeanIsIndependent"/> the precision of μ itself.</summary>
    public double MeanPrecision { get; init; } = 1;

    /// <summary>a₀ &gt; 0.</summary>
    public double Shape { get; init; } = 1;

    /// <summary>b₀ &gt; 0.</summary>
    public double Rate { get; init; } = 1;

    /// <summary>False: μ | τ ~ N(μ₀, 1/(λ₀·τ)), the conjugate prior. True: μ ~ N(μ₀, 1/λ₀), under which there is no exact posterior in closed form.</summary>
    public bool MeanIsIndependent { get; init; }

    internal void Validate()
    {
        if (!(double.IsFinite(Mean) && IsPositive(MeanPrecision) && IsPositive(Shape) && IsPositive(Rate)))
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"The prior has mean {Mean}, mean precision {MeanPrecision}, shape {Shape} and rate {Rate}; expected finite numbers, all but the mean above 0."));
        }
    }

    private static bool IsPositive(double value) => value > 0 && double.IsFinite(value);
}
