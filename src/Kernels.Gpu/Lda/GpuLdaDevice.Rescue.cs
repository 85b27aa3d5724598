using System;
using System.Collections.Generic;
using ILGPU.Runtime;
using Kernels.Lda;

namespace Kernels.Gpu;

/// <content>Documents that scaled arithmetic cannot hold: the processor's log space, on copies of their words' rows.</content>
public sealed partial class GpuLdaDevice<T>
{
    private LdaEStepResult Rescue(
        LdaBlock<T> block,
        int lost,
        GpuLdaTopics<T> topics,
        in LdaDocuments documents,
        ReadOnlySpan<T> alpha,
        in LdaEStepSettings settings,
        Span<T> gamma,
        Span<int> iterations)
    {
        int topicCount = topics.TopicCount;
        var places = new Dictionary<int, int>();
        var words = new List<int>();
        var offsets = new long[lost + 1];
        var ids = new List<int>();
        var counts = new List<float>();
        var indices = new int[lost];
        ReadOnlySpan<int> status = block.Status.Host(block.Count);
        for (int d = 0, n = 0; d < block.Count; d++)
        {
            if (status[d] != LdaDocumentStatus.Lost)
            {
                continue;
            }

            indices[n++] = block.First + d;
            int begin = (int)(documents.Offsets[block.First + d] - documents.Offsets[0]);
            int end = (int)(documents.Offsets[block.First + d + 1] - documents.Offsets[0]);
            for (int i = begin; i < end; i++)
            {
                if (places.TryAdd(documents.TermIds[i], words.Count))
                {
                    words.Add(documents.TermIds[i]);
                }

                ids.Add(places[documents.TermIds[i]]);
                counts.Add(documents.Counts[i]);
            }

            offsets[n] = ids.Count;
        }

        var own = new T[lost * topicCount];
        for (int n = 0; n < lost && settings.CarryGamma; n++)
        {
            gamma.Slice(indices[n] * topicCount, topicCount).CopyTo(own.AsSpan(n * topicCount));
        }

        using CpuLdaTopics<T> copy = Rows(topics, [.. words]);
        var ended = new int[lost];
        LdaEStepResult result = _processor.EStep(copy, new LdaDocuments(offsets, ids.ToArray(), counts.ToArray()), alpha, settings, own, ended);
        for (int n = 0; n < lost; n++)
        {
            own.AsSpan(n * topicCount, topicCount).CopyTo(gamma.Slice(indices[n] * topicCount, topicCount));
            if (!iterations.IsEmpty)
            {
                iterations[indices[n]] = ended[n];
            }
        }

        if (settings.AccumulateStatistics)
        {
            AddRescued(topics, copy, words.Count);
        }

        return result;
    }

    /// <summary>The words' rows of λ and of the factors, as the processor holds topics.</summary>
    private CpuLdaTopics<T> Rows(GpuLdaTopics<T> topics, int[] words)
    {
        double[] logScale = LogScale(topics);
        CpuLdaTopics<T> copy = Copy(topics, words.Length);
        try
        {
            long length = (long)words.Length * topics.Stride;
            _rowWords.Reserve(words.Length);
            _rows.Reserve(length);
            words.CopyTo(_rowWords.Host(words.Length));
            _rowWords.Upload(_compute, words.Length);
            foreach ((MemoryBuffer1D<T, ILGPU.Stride1D.Dense> source, NativeBuffer<T> target) in new[] { (topics.Lambda, copy.Lambda), (topics.Factors, copy.Factors) })
            {
                _kernels.Gather(_compute, Groups(words.Length), source.View, topics.Stride, _rowWords.View(words.Length), _rows.View(length));
                _rows.Download(_compute, length);
                _compute.Synchronize();
                _rows.Host(length).CopyTo(target.Span(0, (int)length));
            }

            for (int i = 0; i < words.Length; i++)
            {
                copy.LogScale[i] = logScale[words[i]];
            }

            return copy;
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    private void AddRescued(GpuLdaTopics<T> topics, CpuLdaTopics<T> copy, int words)
    {
        long length = (long)words * topics.Stride;
        copy.Statistics.Span(0, (int)length).CopyTo(_rows.Host(length));
        _rows.Upload(_compute, length);
        _kernels.AddRows(_compute, Groups(words), _rows.View(length), topics.Stride, _rowWords.View(words), topics.Statistics.View, topics.StatisticsErrors.View);

        // The rows' memory is used again by the next block.
        _compute.Synchronize();
    }
}
