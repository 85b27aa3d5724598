using System;
using System.IO;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Kernels.Lda;

/// <content>What a checkpoint keeps: λ as it stands, rows that are behind included, so that a run that goes on makes no other rounding than one that was not stopped.</content>
public sealed unsafe partial class CpuLdaDevice<T>
{
    private const byte WholeState = 1;
    private const byte LazyState = 2;
    private const byte PartialState = 3;
    private const byte TopicwiseState = 4;

    /// <inheritdoc/>
    public void WriteState(LdaTopics topics, Stream destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        CpuLdaTopics<T> own = Own(topics);
        destination.WriteByte(own.Decay is { IsTopicwise: true } ? TopicwiseState : own.IsPartial ? PartialState : own.Decay is not null ? LazyState : WholeState);
        for (int word = 0; word < own.VocabularySize; word++)
        {
            destination.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<T>(own.LambdaRow(word), own.TopicCount)));
        }

        if (own.Decay is { } decay)
        {
            decay.Write(destination);
            destination.Write(MemoryMarshal.AsBytes<double>(own.TopicSum));
        }

        GC.KeepAlive(own);
    }

    /// <inheritdoc/>
    public void ReadState(LdaTopics topics, Stream source)
    {
        ArgumentNullException.ThrowIfNull(source);
        CpuLdaTopics<T> own = Own(topics);
        int kind = source.ReadByte();
        if (kind is < WholeState or > TopicwiseState)
        {
            throw new InvalidDataException($"The topics' state begins with {kind}; expected one of {WholeState} to {TopicwiseState}, as a CPU device writes it.");
        }

        for (int word = 0; word < own.VocabularySize; word++)
        {
            var row = new Span<T>(own.LambdaRow(word), own.TopicCount);
            source.ReadExactly(MemoryMarshal.AsBytes(row));
            CheckLambda(own, word, row);
        }

        own.Decay = null;
        own.ForgetFactors();
        own.IsPartial = false;
        own.Stale = true;
        if (kind != WholeState)
        {
            var decay = new LdaLazyDecay<T>(own.VocabularySize, own.TopicCount);
            decay.Read(source, kind == TopicwiseState);
            source.ReadExactly(MemoryMarshal.AsBytes(own.TopicSum.AsSpan()));
            own.Decay = decay;
        }

        if (kind >= PartialState)
        {
            own.Stale = false;
            own.IsPartial = true;
            LdaTopicUpdate.RefreshTopicScale(own);
        }
    }
}
