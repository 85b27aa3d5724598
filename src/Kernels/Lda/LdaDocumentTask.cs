using System;
using System.Collections.Generic;
using System.Numerics;

namespace Kernels.Lda;

/// <summary>A batch of documents as pointers, so that several threads can take documents from it. Pooled: an application that infers one document allocates nothing.</summary>
internal sealed unsafe class LdaDocumentTask<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private NativeBuffer<T>? _theta;
    private NativeBuffer<T>? _ratios;

    public CpuLdaTopics<T> Topics { get; set; } = null!;

    public LdaEStepSettings Settings { get; set; }

    public long* Offsets { get; set; }

    public int* TermIds { get; set; }

    public float* Counts { get; set; }

    public T* Alpha { get; set; }

    /// <summary>ln Γ(Σα) − Σ ln Γ(α): the same for every document.</summary>
    public double AlphaLogNormalizer { get; set; }

    public T* Gamma { get; set; }

    /// <summary>Null when nobody asked.</summary>
    public int* Iterations { get; set; }

    /// <summary>First document of the block under way; the arrays below are indexed from it.</summary>
    public int BlockStart { get; set; }

    public LdaEStepResult[] Results { get; private set; } = [];

    /// <summary>exp E[log θ] of each document of the block, scaled to a maximum of 1; null without statistics.</summary>
    public T* Theta { get; private set; }

    /// <summary>n/normaliser of each pair of the block; null without statistics.</summary>
    public T* Ratios { get; private set; }

    /// <summary>The order of the pairs by word.</summary>
    public LdaStatistics<T> Statistics { get; } = new();

    /// <summary>n φ of the words that went through log space, by document of the block.</summary>
    public List<(int Word, T[] Weights)>?[] Rescues { get; private set; } = [];

    /// <summary>Room for the results of a block of documents.</summary>
    public void Reserve(int documents)
    {
        if (Results.Length < documents)
        {
            Results = new LdaEStepResult[documents];
            Rescues = new List<(int, T[])>?[documents];
        }
    }

    /// <summary>Room for the statistics' factors of a block, kept for the next one; none for an E-step without statistics.</summary>
    public void ReserveFactors(long theta, long ratios)
    {
        Theta = Room(ref _theta, theta);
        Ratios = Room(ref _ratios, ratios);
    }

    public void Dispose()
    {
        _theta?.Dispose();
        _ratios?.Dispose();
    }

    private static T* Room(ref NativeBuffer<T>? buffer, long length)
    {
        if (length == 0)
        {
            return null;
        }

        if (buffer is null || buffer.Length < length)
        {
            buffer?.Dispose();
            buffer = null;
            buffer = new NativeBuffer<T>(length);
        }

        return buffer.Pointer;
    }
}
