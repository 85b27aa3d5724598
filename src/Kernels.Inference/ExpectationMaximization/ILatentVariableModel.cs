namespace Kernels.Inference;

/// <summary>A model p(x, z | θ) of observed x and hidden z, seen as the function F(q, θ) = E_q[ln p(x, z | θ)] + H(q) that EM climbs in turns.</summary>
/// <remarks>
/// ln p(x | θ) = F(q, θ) + KL(q ‖ p(z | x, θ)) for every q, so F is a lower bound, and it touches where q is the posterior.
/// Source: Neal and Hinton (1998), "A view of the EM algorithm that justifies incremental, sparse, and other variants".
/// </remarks>
/// <typeparam name="TParameters">θ; a value that is never changed in place.</typeparam>
/// <typeparam name="TPosterior">What describes q(z).</typeparam>
public interface ILatentVariableModel<TParameters, TPosterior>
{
    /// <summary>The E-step: q(z) = p(z | x, θ), where F(·, θ) is largest.</summary>
    /// <param name="parameters">θ.</param>
    /// <returns>q.</returns>
    TPosterior Expectation(TParameters parameters);

    /// <summary>F(q, θ).</summary>
    /// <param name="posterior">q.</param>
    /// <param name="parameters">θ, not necessarily that of q.</param>
    /// <returns>The bound, in natural logarithms.</returns>
    double Bound(TPosterior posterior, TParameters parameters);

    /// <summary>KL(q ‖ p(z | x, θ)) ≥ 0.</summary>
    /// <param name="posterior">q.</param>
    /// <param name="parameters">θ, not necessarily that of q.</param>
    /// <returns>The divergence, in natural logarithms.</returns>
    double Divergence(TPosterior posterior, TParameters parameters);

    /// <summary>ln p(x | θ).</summary>
    /// <param name="parameters">θ.</param>
    /// <returns>The log likelihood.</returns>
    double LogLikelihood(TParameters parameters);
}
