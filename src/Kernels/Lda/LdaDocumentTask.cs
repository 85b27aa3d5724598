using System.Collections.Generic;
using System.Numerics;

namespace Kernels.Lda;

/// <summary>A batch of documents as pointers, so that several threads can take documents from it.</summary>
internal sealed unsafe class LdaDocumentTask<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public required CpuLdaTopics<T> Topics { get; init; }

    public required LdaEStepSettings Settings { get; init; }

    public required long* Offsets { get; init; }

    public required int* TermIds { get; init; }

    public required float* Counts { get; init; }

    public required T* Alpha { get; init; }

    public required T* Gamma { get; init; }

    /// <summary>Null when nobody asked.</summary>
    public required int* Iterations { get; init; }

    /// <summary>First document of the block under way; the arrays below are indexed from it.</summary>
    public int BlockStart { get; set; }

    public LdaEStepResult[] Results { get; init; } = [];

    /// <summary>exp E[log θ] of each document of the block, scaled to a maximum of 1; null without statistics.</summary>
    public T* Theta { get; init; }

    /// <summary>n/normaliser of each pair of the block; null without statistics.</summary>
    public T* Ratios { get; init; }

    /// <summary>n φ of the words that went through log space, by document of the block.</summary>
    public List<(int Word, T[] Weights)>?[] Rescues { get; init; } = [];
}
