using System;
using System.IO;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Kernels.Lda;

/// <summary>The seam between LDA's algorithms and the machine that runs them: topics stay where the device keeps them, everything else is spans.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>
/// A device is used by one algorithm at a time, with one exception: while its topics are not written, <see cref="EStep"/> with
/// <see cref="LdaEStepSettings.AccumulateStatistics"/> off may be called from several threads at once, each with spans of its own
/// (a model infers documents that way); after its first call it then allocates nothing. Topics made by one kind of device are refused by another, and so are topics that were disposed.
/// The order of a pass: <see cref="EStep"/> over one or more batches with statistics on, then (if wanted) <see cref="TopicBound"/>, then <see cref="LambdaStep"/>.
/// </remarks>
public interface ILdaDevice<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>One line a person can read: the processor or device, the width of its vectors, the threads.</summary>
    string Description { get; }

    /// <summary>Makes a set of topics with λ = 0; rows are then written with <see cref="WriteLambda"/>.</summary>
    /// <param name="vocabularySize">V ≥ 1.</param>
    /// <param name="topicCount">K ≥ 1.</param>
    /// <param name="kind">How a document sees the topics: through exp E[log β] or through the mean of β.</param>
    LdaTopics CreateTopics(int vocabularySize, int topicCount, LdaTopicKind kind);

    /// <summary>Sets λ of consecutive words.</summary>
    /// <param name="topics">Topics of this device.</param>
    /// <param name="firstWord">The first word written.</param>
    /// <param name="rows">λ, word-major, K values a word without padding; each finite and above 0.</param>
    void WriteLambda(LdaTopics topics, int firstWord, ReadOnlySpan<T> rows);

    /// <summary>Reads λ of consecutive words, in the shape of <see cref="WriteLambda"/>.</summary>
    /// <param name="topics">Topics of this device.</param>
    /// <param name="firstWord">The first word read.</param>
    /// <param name="destination">K values a word; its length is a multiple of K.</param>
    void ReadLambda(LdaTopics topics, int firstWord, Span<T> destination);

    /// <summary>Iterates every document's γ to its fixed point with the topics held, and adds up the statistics Σ n φ by word when asked.</summary>
    /// <remarks>The φ of the statistics and of the bound is that of the γ returned.</remarks>
    /// <param name="topics">Topics of this device.</param>
    /// <param name="documents">The documents.</param>
    /// <param name="alpha">α, K values above 0.</param>
    /// <param name="settings">The inner schedule and what to compute.</param>
    /// <param name="gamma">γ, D × K without padding. Written; also read when <see cref="LdaEStepSettings.CarryGamma"/> is set.</param>
    /// <param name="iterations">Inner iterations of each document, D values; negative (−iterations) where the tolerance was not reached. May be empty.</param>
    LdaEStepResult EStep(LdaTopics topics, in LdaDocuments documents, ReadOnlySpan<T> alpha, in LdaEStepSettings settings, Span<T> gamma, Span<int> iterations);

    /// <summary>λ ← (1 − ρ)·λ + ρ·(η + scale·statistics), and clears the statistics.</summary>
    /// <param name="topics">Topics of this device.</param>
    /// <param name="eta">η: one value, or one a word.</param>
    /// <param name="rho">Step size ρ in (0, 1]; 1 is the batch update.</param>
    /// <param name="scale">Documents in the corpus over documents in the batch (D/|B|); 1 for a whole pass.</param>
    void LambdaStep(LdaTopics topics, ReadOnlySpan<T> eta, double rho, double scale);

    /// <summary>The bound's three terms that belong to the topics, at the current λ and statistics.</summary>
    /// <param name="topics">Topics of this device.</param>
    /// <param name="eta">η: one value, or one a word.</param>
    LdaTopicBound TopicBound(LdaTopics topics, ReadOnlySpan<T> eta);

    /// <summary>Writes what a later run needs to go on with these topics to the same bits. Nothing may be gathered for a λ step; the topics stay as they are.</summary>
    /// <remarks>The bytes are this kind of device's own. Unless a device has more to keep they are λ, in the order of <see cref="ReadLambda"/>.</remarks>
    /// <param name="topics">Topics of this device.</param>
    /// <param name="destination">Where the bytes go; it stays open.</param>
    void WriteState(LdaTopics topics, Stream destination)
    {
        ArgumentNullException.ThrowIfNull(topics);
        ArgumentNullException.ThrowIfNull(destination);
        T[] row = new T[topics.TopicCount];
        for (int word = 0; word < topics.VocabularySize; word++)
        {
            ReadLambda(topics, word, row);
            destination.Write(MemoryMarshal.AsBytes<T>(row));
        }
    }

    /// <summary>Takes over what <see cref="WriteState"/> of the same kind of device wrote for topics of the same size.</summary>
    /// <param name="topics">Topics of this device.</param>
    /// <param name="source">The bytes.</param>
    /// <exception cref="EndOfStreamException">The bytes end too early.</exception>
    /// <exception cref="InvalidDataException">The bytes are not such a state: what was found and what was expected.</exception>
    void ReadState(LdaTopics topics, Stream source)
    {
        ArgumentNullException.ThrowIfNull(topics);
        ArgumentNullException.ThrowIfNull(source);
        T[] row = new T[topics.TopicCount];
        for (int word = 0; word < topics.VocabularySize; word++)
        {
            source.ReadExactly(MemoryMarshal.AsBytes(row.AsSpan()));
            WriteLambda(topics, word, row);
        }
    }
}
