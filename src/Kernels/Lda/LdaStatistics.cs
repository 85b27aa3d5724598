using System;
using System.Collections.Generic;
using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Lda;

/// <summary>Adds Σ n φ of a block of documents to the topics: the block's pairs are put in order of word, then each word is summed by one thread in document order.</summary>
internal sealed unsafe class LdaStatistics<T>(CpuLdaTopics<T> topics)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int WordsInARange = 32;
    private readonly int[] _starts = new int[topics.VocabularySize + 1];
    private int[] _documents = [];
    private T[] _weights = [];

    public void Add(LdaDocumentTask<T> task, int count, int threads)
    {
        SortByWord(task, count);
        fixed (int* starts = _starts, documents = _documents)
        fixed (T* weights = _weights)
        {
            var action = new WordSumAction(topics, task.Theta, starts, documents, weights, threads);
            BlockDispatch.Run<T, WordSumAction>(ref action);
        }

        for (int d = 0; d < count; d++)
        {
            AddRescued(task.Rescues[d]);
            task.Rescues[d] = null;
        }
    }

    private void AddRescued(List<(int Word, T[] Weights)>? rescued)
    {
        foreach ((int word, T[] weights) in rescued ?? [])
        {
            T* row = topics.StatisticsRow(word);
            for (int k = 0; k < weights.Length; k++)
            {
                row[k] += weights[k];
            }
        }
    }

    /// <summary>A counting sort; stable, so each word's documents stay in order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SortByWord(LdaDocumentTask<T> task, int count)
    {
        long begin = task.Offsets[task.BlockStart] - task.Offsets[0];
        int pairs = checked((int)(task.Offsets[task.BlockStart + count] - task.Offsets[task.BlockStart]));
        if (_documents.Length < pairs)
        {
            _documents = new int[pairs + (pairs / 4)];
            _weights = new T[_documents.Length];
        }

        Array.Clear(_starts);
        int* words = task.TermIds + begin;
        for (int i = 0; i < pairs; i++)
        {
            _starts[words[i]]++;
        }

        int sum = 0;
        for (int word = 0; word < _starts.Length; word++)
        {
            (_starts[word], sum) = (sum, sum + _starts[word]);
        }

        for (int d = 0; d < count; d++)
        {
            long first = task.Offsets[task.BlockStart + d] - task.Offsets[task.BlockStart];
            long end = task.Offsets[task.BlockStart + d + 1] - task.Offsets[task.BlockStart];
            for (long i = first; i < end; i++)
            {
                int place = _starts[words[i]]++;
                _documents[place] = d;
                _weights[place] = task.Ratios[i];
            }
        }

        // Each start has moved to its word's end; moved back by one word they are starts again.
        Array.Copy(_starts, 0, _starts, 1, _starts.Length - 1);
        _starts[0] = 0;
    }

    private readonly struct WordSumAction(CpuLdaTopics<T> topics, T* theta, int* starts, int* documents, T* weights, int threads) : IBlockAction<T>
    {
        private readonly T* _theta = theta;
        private readonly int* _starts = starts;
        private readonly int* _documents = documents;
        private readonly T* _weights = weights;

        public void Invoke<TBlock>()
            where TBlock : struct, ILanes<TBlock, T>
        {
            CpuLdaTopics<T> own = topics;
            T* rows = _theta;
            int* begin = _starts;
            int* index = _documents;
            T* factor = _weights;
            _ = own.Statistics;
            WorkSharing.Run(threads, own.VocabularySize, WordsInARange, (first, end, _) =>
            {
                using var sum = new NativeBuffer<T>(own.Stride);
                for (int word = first; word < end; word++)
                {
                    int count = begin[word + 1] - begin[word];
                    if (count > 0)
                    {
                        sum.Span(0, own.Stride).Clear();
                        RowKernels<TBlock, T>.AddWeighted(rows, own.Stride, index + begin[word], count, factor + begin[word], sum.Pointer);
                        RowKernels<TBlock, T>.AddProduct(sum.Pointer, own.FactorRow(word), own.Stride, own.StatisticsRow(word));
                    }
                }
            });
        }
    }
}
