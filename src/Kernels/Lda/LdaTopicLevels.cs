using System;
using System.Collections.Generic;
using System.IO;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Kernels.Lda;

/// <summary>What <see cref="LdaLazyDecay{T}"/> adds for steps in which some topics took a smaller ρ than the others: for each such step, Σ ln((1 − ρ_k)/(1 − ρ)) so far.</summary>
/// <remarks>K values are kept for each such step until all rows are brought up, which is every <see cref="CpuLdaDevice{T}.StepsToResum"/> steps at the latest.</remarks>
/// <param name="vocabularySize">V.</param>
/// <param name="topicCount">K.</param>
internal sealed class LdaTopicLevels(int vocabularySize, int topicCount)
{
    private readonly List<double[]> _levels = [];

    /// <summary>How many of the steps each row has seen.</summary>
    private readonly int[] _seen = new int[vocabularySize];

    /// <summary>Steps that rows may be behind by.</summary>
    public int Count => _levels.Count;

    /// <summary>Takes note of a step of ρ_k, K values, where all rows were noted to be behind by one of <paramref name="largest"/>.</summary>
    public void Add(ReadOnlySpan<double> rho, double largest)
    {
        double[] level = new double[topicCount];
        for (int k = 0; k < topicCount; k++)
        {
            level[k] = (1 - rho[k]) / (1 - largest);
        }

        SpecialFunctions.Log<double>(level, level);
        if (_levels.Count > 0)
        {
            TensorPrimitives.Add(level, _levels[^1], level);
        }

        _levels.Add(level);
    }

    /// <summary>Whether a row has not seen all of the steps.</summary>
    public bool Lacks(int word) => _seen[word] != _levels.Count;

    /// <summary>keep[k] = factor·exp(what topic k lost less by), in the steps that a row has not seen.</summary>
    public void Keep(int word, double factor, Span<double> keep)
    {
        _levels[^1].CopyTo(keep);
        if (_seen[word] > 0)
        {
            TensorPrimitives.Subtract(keep, _levels[_seen[word] - 1], keep);
        }

        SpecialFunctions.Exp<double>(keep, keep);
        TensorPrimitives.Multiply(keep, factor, keep);
    }

    /// <summary>A row has seen all steps.</summary>
    public void IsCurrent(int word) => _seen[word] = _levels.Count;

    /// <summary>All rows have seen all steps.</summary>
    public void AllAreCurrent()
    {
        _levels.Clear();
        Array.Clear(_seen);
    }

    /// <summary>Writes all of it.</summary>
    public void Write(Stream destination)
    {
        destination.Write(MemoryMarshal.AsBytes<int>([_levels.Count]));
        destination.Write(MemoryMarshal.AsBytes<int>(_seen));
        foreach (double[] level in _levels)
        {
            destination.Write(MemoryMarshal.AsBytes<double>(level));
        }
    }

    /// <summary>Takes over what <see cref="Write"/> wrote.</summary>
    public void Read(Stream source)
    {
        int[] count = new int[1];
        source.ReadExactly(MemoryMarshal.AsBytes(count.AsSpan()));
        if (count[0] is < 1 or > CpuLdaDevice<double>.StepsToResum)
        {
            throw new InvalidDataException($"The topics' state holds {count[0]} steps of a ρ a topic; expected 1 to {CpuLdaDevice<double>.StepsToResum}.");
        }

        source.ReadExactly(MemoryMarshal.AsBytes(_seen.AsSpan()));
        if (TensorPrimitives.Min<int>(_seen) < 0 || TensorPrimitives.Max<int>(_seen) > count[0])
        {
            throw new InvalidDataException($"A row of the topics' state has seen {TensorPrimitives.Min<int>(_seen)} or {TensorPrimitives.Max<int>(_seen)} of {count[0]} steps.");
        }

        for (int i = 0; i < count[0]; i++)
        {
            double[] level = new double[topicCount];
            source.ReadExactly(MemoryMarshal.AsBytes(level.AsSpan()));
            _levels.Add(level);
        }
    }
}
