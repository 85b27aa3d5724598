using System;
using System.Numerics;

namespace Kernels.Spans;

/// <summary>Σ of values that come one by one, as a binary tree over their order: the error grows with log₂ of their number.</summary>
/// <param name="levels">Room for <see cref="Levels"/> values; nothing need be in it.</param>
/// <typeparam name="T">What is added; its default is 0.</typeparam>
internal ref struct PairwiseSum<T>(Span<T> levels)
    where T : unmanaged, IAdditionOperators<T, T, T>
{
    /// <summary>Enough for 2³² values.</summary>
    public const int Levels = 32;

    private readonly Span<T> _levels = levels;
    private uint _count;

    /// <summary>Adds one.</summary>
    public void Add(T value)
    {
        int level = BitOperations.TrailingZeroCount(~_count);
        for (int i = 0; i < level; i++)
        {
            value = _levels[i] + value;
        }

        _levels[level] = value;
        _count++;
    }

    /// <summary>Σ so far.</summary>
    public readonly T Total()
    {
        T total = default;
        for (uint bits = _count; bits != 0; bits &= bits - 1)
        {
            total = _levels[BitOperations.TrailingZeroCount(bits)] + total;
        }

        return total;
    }
}
