using System;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace Kernels.Lda;

/// <summary>The bound's terms that follow from a document's γ alone, in double.</summary>
/// <param name="Prior">Term 2: E[log p(θ|α)].</param>
/// <param name="Entropy">Term 6: −E[log q(θ)].</param>
/// <param name="DigammaSum">ψ(Σγ).</param>
internal readonly record struct LdaThetaBound(double Prior, double Entropy, double DigammaSum)
{
    private delegate void Map(ReadOnlySpan<double> x, Span<double> destination);

    /// <summary>The terms, and E[log θ].</summary>
    /// <param name="alpha">α.</param>
    /// <param name="alphaLogNormalizer">ln Γ(Σα) − Σ ln Γ(α).</param>
    /// <param name="gamma">γ.</param>
    /// <param name="wideGamma">Room for γ in double.</param>
    /// <param name="expectedLog">E[log θ].</param>
    /// <param name="logGamma">Room for ln Γ(γ).</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static LdaThetaBound Of<T>(
        ReadOnlySpan<T> alpha, double alphaLogNormalizer, ReadOnlySpan<T> gamma, Span<double> wideGamma, Span<double> expectedLog, Span<double> logGamma)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TensorPrimitives.ConvertTruncating(gamma, wideGamma);
        double gammaSum = 0;
        foreach (double value in wideGamma)
        {
            gammaSum += value;
        }

        double digammaSum = Scalar(gammaSum, SpecialFunctions.Digamma);
        SpecialFunctions.Digamma<double>(wideGamma, expectedLog);
        TensorPrimitives.Subtract(expectedLog, digammaSum, expectedLog);
        SpecialFunctions.LogGamma<double>(wideGamma, logGamma);

        double prior = alphaLogNormalizer;
        double entropy = -Scalar(gammaSum, SpecialFunctions.LogGamma);
        for (int k = 0; k < gamma.Length; k++)
        {
            prior += (double.CreateTruncating(alpha[k]) - 1) * expectedLog[k];
            entropy += logGamma[k] - ((wideGamma[k] - 1) * expectedLog[k]);
        }

        return new LdaThetaBound(prior, entropy, digammaSum);
    }

    private static double Scalar(double value, Map function)
    {
        Span<double> one = [value];
        function(one, one);
        return one[0];
    }
}
