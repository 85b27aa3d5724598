using System;
using System.Numerics;

namespace Kernels.Lda;

/// <summary>A device whose topics can be read and moved by a list of words, for algorithms that make the statistics of a step themselves (structured stochastic variational inference).</summary>
/// <remarks>Every call costs the listed words × K. A list names no word twice; a row is K values without padding.</remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public interface ILdaWordRows<T> : ILdaDevice<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Makes a set of topics that hold ln β itself, up to a constant for each word, which φ does not depend on. Such topics have an E-step and statistics, and no λ.</summary>
    /// <param name="vocabularySize">V ≥ 1.</param>
    /// <param name="topicCount">K ≥ 1.</param>
    LdaTopics CreateLogTopics(int vocabularySize, int topicCount);

    /// <summary>Sets ln β of words 0, 1, … of topics that <see cref="CreateLogTopics"/> made.</summary>
    /// <param name="topics">Topics that hold ln β.</param>
    /// <param name="rows">ln β, word-major, K values a word; each below +∞, and one of a word's values finite.</param>
    void WriteLogBeta(LdaTopics topics, ReadOnlySpan<double> rows);

    /// <summary>Reads λ of listed words, brought up to the last step.</summary>
    /// <param name="topics">Topics of this device.</param>
    /// <param name="words">The words.</param>
    /// <param name="destination">K values a listed word.</param>
    void ReadLambda(LdaTopics topics, ReadOnlySpan<int> words, Span<T> destination);

    /// <summary>Reads Σ_w λ_wk over the whole vocabulary, kept from step to step; after <see cref="ILdaDevice{T}.WriteLambda"/> it is added up anew.</summary>
    /// <param name="topics">Topics of this device.</param>
    /// <param name="destination">K values.</param>
    void ReadTopicSums(LdaTopics topics, Span<double> destination);

    /// <summary>Reads Σ n φ of listed words, gathered since the last step, and forgets it for these and all other words.</summary>
    /// <param name="topics">Topics of this device.</param>
    /// <param name="words">The words.</param>
    /// <param name="destination">K values a listed word.</param>
    void TakeStatistics(LdaTopics topics, ReadOnlySpan<int> words, Span<T> destination);

    /// <summary>λ_wk ← (1 − ρ_k)·λ_wk + ρ_k·(η_w + scale·statistics_wk), with statistics of 0 for the words that are not listed.</summary>
    /// <remarks>
    /// With one ρ for all topics it has the bits of <see cref="ILdaDevice{T}.LambdaStep"/> on the same statistics. Where statistics are below 0
    /// and the step would take λ below η/2, it ends at η/2. No statistics may be gathered: see <see cref="TakeStatistics"/>. Some ρ_k = 1 beside smaller ones costs V·K.
    /// </remarks>
    /// <param name="topics">Topics of this device.</param>
    /// <param name="words">The words.</param>
    /// <param name="statistics">K finite values a listed word; they may be below 0.</param>
    /// <param name="eta">η: one value, or one a word of the vocabulary.</param>
    /// <param name="rho">ρ: K values in [0, 1].</param>
    /// <param name="scale">Documents in the corpus over documents in the batch (D/|B|).</param>
    void LambdaStep(LdaTopics topics, ReadOnlySpan<int> words, ReadOnlySpan<T> statistics, ReadOnlySpan<T> eta, ReadOnlySpan<double> rho, double scale);
}
