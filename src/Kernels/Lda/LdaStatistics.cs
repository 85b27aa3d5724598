using System;
using System.Collections.Generic;
using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Lda;

/// <summary>
/// Adds Σ n φ of a block of documents to the topics: the block's pairs are put in order of word, then each word is summed by one thread in document order.
/// The order follows from the words alone, so one thread finds it while the others are at the documents.
/// </summary>
internal sealed unsafe class LdaStatistics<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int WordsInARange = 64;
    /// <summary>For each word of the vocabulary its place in <see cref="_words"/>, from 1; 0 where it has none. All 0 between two blocks.</summary>
    private int[] _places = [];

    /// <summary>The block's distinct words, in the order in which they are met: what follows costs as much as they do, however large the vocabulary is.</summary>
    private int[] _words = [];
    private int _wordCount;
    private int[] _starts = new int[1];
    private int[] _documents = [];
    private int[] _pairs = [];

    /// <summary>Finds the order: a counting sort, stable, so each word's documents stay in order.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void SortByWord(LdaDocumentTask<T> task, int count)
    {
        long begin = task.Offsets[task.BlockStart] - task.Offsets[0];
        int pairs = checked((int)(task.Offsets[task.BlockStart + count] - task.Offsets[task.BlockStart]));
        Reserve(pairs, task.Topics.VocabularySize);
        int* words = task.TermIds + begin;
        _wordCount = 0;
        for (int i = 0; i < pairs; i++)
        {
            ref int place = ref _places[words[i]];
            if (place == 0)
            {
                _words[_wordCount] = words[i];
                _starts[_wordCount] = 0;
                place = ++_wordCount;
            }

            _starts[place - 1]++;
        }

        int sum = 0;
        for (int place = 0; place < _wordCount; place++)
        {
            (_starts[place], sum) = (sum, sum + _starts[place]);
        }

        for (int d = 0; d < count; d++)
        {
            int first = (int)(task.Offsets[task.BlockStart + d] - task.Offsets[task.BlockStart]);
            int end = (int)(task.Offsets[task.BlockStart + d + 1] - task.Offsets[task.BlockStart]);
            for (int i = first; i < end; i++)
            {
                int place = _starts[_places[words[i]] - 1]++;
                _documents[place] = d;
                _pairs[place] = i;
            }
        }

        // Each start has moved to its word's end; moved back by one word they are starts again.
        Array.Copy(_starts, 0, _starts, 1, _wordCount);
        _starts[0] = 0;
        for (int place = 0; place < _wordCount; place++)
        {
            _places[_words[place]] = 0;
        }
    }

    /// <summary>Adds the documents' Σ n φ, in the order found.</summary>
    public void Add(LdaDocumentTask<T> task, int count, int threads)
    {
        task.Topics.Touch(_words.AsSpan(0, _wordCount));
        fixed (int* words = _words, starts = _starts, documents = _documents, pairs = _pairs)
        {
            var action = new WordSumAction(task.Topics, task, words, _wordCount, starts, documents, pairs, threads);
            BlockDispatch.Run<T, WordSumAction>(ref action);
        }

        for (int d = 0; d < count; d++)
        {
            AddRescued(task.Topics, task.Rescues[d]);
            task.Rescues[d] = null;
        }
    }

    private void Reserve(int pairs, int vocabularySize)
    {
        if (_documents.Length < pairs)
        {
            _documents = new int[pairs + (pairs / 4)];
            _pairs = new int[_documents.Length];
        }

        if (_places.Length != vocabularySize)
        {
            _places = new int[vocabularySize];
        }

        int mostWords = Math.Min(pairs, vocabularySize);
        if (_words.Length < mostWords)
        {
            _words = new int[Math.Min(mostWords + (mostWords / 4), vocabularySize)];
            _starts = new int[_words.Length + 1];
        }
    }

    private static void AddRescued(CpuLdaTopics<T> topics, List<(int Word, T[] Weights)>? rescued)
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

    private readonly struct WordSumAction(CpuLdaTopics<T> topics, LdaDocumentTask<T> task, int* words, int wordCount, int* starts, int* documents, int* pairs, int threads) : IBlockAction<T>
    {
        private readonly int* _words = words;
        private readonly int* _starts = starts;
        private readonly int* _documents = documents;
        private readonly int* _pairs = pairs;

        public void Invoke<TBlock>()
            where TBlock : struct, ILanes<TBlock, T>
        {
            CpuLdaTopics<T> own = topics;
            LdaDocumentTask<T> batch = task;
            int* distinct = _words;
            int* begin = _starts;
            int* documentIndex = _documents;
            int* pairIndex = _pairs;
            _ = own.Statistics;
            WorkSharing.Run(threads, wordCount, WordsInARange, (first, end, _) =>
            {
                // One room for the row's sum and for the longest word's weights.
                int mostPairs = 0;
                for (int place = first; place < end; place++)
                {
                    mostPairs = Math.Max(mostPairs, begin[place + 1] - begin[place]);
                }

                using var room = new NativeBuffer<T>((3L * own.Stride) + mostPairs);
                SumWords<TBlock>(own, batch, distinct, first, end, begin, documentIndex, pairIndex, room.Pointer);
            });
        }

        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        private static void SumWords<TBlock>(CpuLdaTopics<T> own, LdaDocumentTask<T> batch, int* words, int first, int end, int* starts, int* documents, int* pairs, T* room)
            where TBlock : struct, ILanes<TBlock, T>
        {
            T* sum = room;
            T* total = sum + own.Stride;
            T* error = total + own.Stride;
            T* weights = error + own.Stride;
            for (int place = first; place < end; place++)
            {
                int start = starts[place];
                int count = starts[place + 1] - start;
                for (int i = 0; i < count; i++)
                {
                    weights[i] = batch.Ratios[pairs[start + i]];
                }

                // Few at a time, as the words of a long document: a word of every document would lose mass.
                new Span<T>(sum, 3 * own.Stride).Clear();
                for (int i = 0; i < count; i += LdaPrecision<T>.TermsInASum)
                {
                    int length = Math.Min(LdaPrecision<T>.TermsInASum, count - i);
                    RowKernels<TBlock, T>.AddWeighted(batch.Theta, own.Stride, documents + start + i, length, weights + i, sum);
                    if (count > LdaPrecision<T>.TermsInASum)
                    {
                        RowKernels<TBlock, T>.JoinTotal(sum, own.Stride, total, error);
                    }
                }

                if (count > LdaPrecision<T>.TermsInASum)
                {
                    RowKernels<TBlock, T>.EndTotal(total, error, own.Stride, sum);
                }

                RowKernels<TBlock, T>.AddProduct(sum, own.FactorRow(words[place]), own.Stride, own.StatisticsRow(words[place]));
            }
        }
    }
}
