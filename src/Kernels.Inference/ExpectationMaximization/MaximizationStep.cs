using System;

namespace Kernels.Inference;

/// <summary>An M-step, or a part of one: it has to raise F(q, θ) in θ, or leave it.</summary>
/// <remarks>
/// One step that maximises is EM (Dempster, Laird and Rubin 1977); one that only improves is generalised EM; several, each over a block of θ with
/// the others held, are ECM (Meng and Rubin 1993).
/// </remarks>
/// <example>
/// Generalised EM: a step that goes half of the way raises the bound, too.
/// <code>
/// ThreeCoins coins = new([1, 1, 0, 1, 0, 0, 1, 0, 1, 1]);
/// MaximizationStep&lt;ThreeCoinsParameters, double[]&gt; half = new("half of the way", (q, theta) =&gt;
/// {
///     ThreeCoinsParameters best = coins.Maximize(q);
///     return new((theta.First + best.First) / 2, (theta.Second + best.Second) / 2, (theta.Third + best.Third) / 2);
/// });
/// var result = new ExpectationMaximization&lt;ThreeCoinsParameters, double[]&gt;(coins, half).Run(new ThreeCoinsParameters(0.4, 0.6, 0.7));
/// Console.WriteLine($"{result.Parameters.Second:F4} {result.Parameters.Third:F4}, falls: {result.Falls}");
/// // 0.5372 0.6430, falls: 0
/// </code>
/// </example>
/// <param name="name">What it changes, for the history.</param>
/// <param name="maximize">(q, θ) → the new θ.</param>
/// <typeparam name="TParameters">θ.</typeparam>
/// <typeparam name="TPosterior">What describes q(z).</typeparam>
public sealed class MaximizationStep<TParameters, TPosterior>(string name, Func<TPosterior, TParameters, TParameters> maximize)
{
    /// <summary>What it changes.</summary>
    public string Name { get; } = name;

    /// <summary>θ after the step.</summary>
    /// <param name="posterior">q.</param>
    /// <param name="parameters">θ before.</param>
    /// <returns>θ after.</returns>
    public TParameters Maximize(TPosterior posterior, TParameters parameters) => maximize(posterior, parameters);
}
