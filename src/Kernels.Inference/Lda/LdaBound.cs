using System;
using Kernels.Lda;

namespace Kernels.Inference;

/// <summary>The evidence lower bound of LDA in its seven terms, in natural logarithms.</summary>
/// <param name="TopicPrior">Term 1: E[log p(β|η)].</param>
/// <param name="ThetaPrior">Term 2: E[log p(θ|α)].</param>
/// <param name="AssignmentPrior">Term 3: E[log p(z|θ)].</param>
/// <param name="Likelihood">Term 4: E[log p(w|z, β)].</param>
/// <param name="TopicEntropy">Term 5: −E[log q(β)].</param>
/// <param name="ThetaEntropy">Term 6: −E[log q(θ)].</param>
/// <param name="AssignmentEntropy">Term 7: −E[log q(z)].</param>
/// <remarks>φ is never stored: terms 3, 4 and 7 add up to Σ n·log Σ_k exp(E[log θ] + E[log β]), so term 7 is that sum less the two others.</remarks>
public sealed record LdaBound(
    double TopicPrior,
    double ThetaPrior,
    double AssignmentPrior,
    double Likelihood,
    double TopicEntropy,
    double ThetaEntropy,
    double AssignmentEntropy)
{
    /// <summary>The bound: the sum of the seven.</summary>
    public double Total => TopicPart + DocumentPart;

    /// <summary>Terms 1 and 5: −KL(q(β) ‖ p(β)).</summary>
    public double TopicPart => TopicPrior + TopicEntropy;

    /// <summary>Terms 2, 3, 4, 6 and 7: what the documents add.</summary>
    public double DocumentPart => ThetaPrior + ThetaEntropy + (AssignmentPrior + Likelihood + AssignmentEntropy);

    /// <summary>Puts the seven terms together from what the E-step and the topics give.</summary>
    internal static LdaBound From(in LdaEStepResult documents, in LdaTopicBound topics) => new(
        topics.TopicPrior,
        documents.ThetaPrior,
        documents.AssignmentPrior,
        topics.Likelihood,
        topics.TopicEntropy,
        documents.ThetaEntropy,
        documents.WordLogNormalizer - documents.AssignmentPrior - topics.Likelihood);
}
