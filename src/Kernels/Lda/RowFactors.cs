using System;
using System.Buffers;
using System.Numerics;
using Kernels.Lanes;

namespace Kernels.Lda;

/// <summary>The factors of a step of λ for each topic, in rented room.</summary>
internal readonly unsafe struct RowFactors<T>(int topicCount) : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _room = ArrayPool<T>.Shared.Rent(3 * topicCount);

    /// <summary>The factors of a topic: λ ← keep·λ + prior + gain·statistics.</summary>
    public void Set(int topic, T keep, T prior, T gain)
    {
        _room[topic] = keep;
        _room[topicCount + topic] = prior;
        _room[(2 * topicCount) + topic] = gain;
    }

    /// <summary>The step of a row.</summary>
    public void Step(Span<T> lambda, ReadOnlySpan<T> statistics)
    {
        fixed (T* target = lambda, source = statistics, room = _room)
        {
            var action = new LdaTopicwiseStep<T>(target, source, topicCount, room, room + topicCount, room + (2 * topicCount));
            BlockDispatch.RunElementwise<T, LdaTopicwiseStep<T>>(ref action);
        }
    }

    /// <summary>Gives the room back.</summary>
    public void Dispose() => ArrayPool<T>.Shared.Return(_room);
}
