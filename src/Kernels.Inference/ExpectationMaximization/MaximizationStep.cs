using System;

namespace Kernels.Inference;

/// <summary>An M-step, or a part of one: it has to raise F(q, θ) in θ, or leave it.</summary>
/// <remarks>
/// One step that maximises is EM (Dempster, Laird and Rubin 1977); one that only improves is generalised EM; several, each over a block of θ with
/// the others held, are ECM (Meng and Rubin 1993).
/// </remarks>
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
