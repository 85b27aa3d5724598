using System;

namespace Kernels.Lda;

/// <summary>How a document sees the topics.</summary>
public enum LdaTopicKind
{
    /// <summary>Through exp E[log β] under q(β) = Dir(λ): training, and the bound.</summary>
    Dirichlet,

    /// <summary>Through the point β = λ/Σ_w λ: document completion, and topics that are known.</summary>
    Point,
}

/// <summary>An opaque handle to topics that live on a device.</summary>
public abstract class LdaTopics : IDisposable
{
    /// <summary>Makes a handle.</summary>
    /// <param name="vocabularySize">V ≥ 1.</param>
    /// <param name="topicCount">K ≥ 1.</param>
    /// <param name="kind">How a document sees the topics.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size below 1.</exception>
    protected LdaTopics(int vocabularySize, int topicCount, LdaTopicKind kind)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(vocabularySize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(topicCount, 1);
        (VocabularySize, TopicCount, Kind) = (vocabularySize, topicCount, kind);
    }

    /// <summary>V.</summary>
    public int VocabularySize { get; }

    /// <summary>K.</summary>
    public int TopicCount { get; }

    /// <summary>How a document sees the topics.</summary>
    public LdaTopicKind Kind { get; }

    /// <summary>Training is over: gives back what can be made again from λ. What was gathered for the next λ step is lost.</summary>
    public virtual void ReleaseWorkingMemory()
    {
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives the memory back.</summary>
    /// <param name="disposing">False when called by the finalizer.</param>
    protected abstract void Dispose(bool disposing);
}
