using System;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Lda;

/// <content>The E-step: documents in parallel, then their statistics word by word.</content>
public sealed unsafe partial class CpuLdaDevice<T>
{
    /// <inheritdoc/>
    public LdaEStepResult EStep(
        LdaTopics topics, in LdaDocuments documents, ReadOnlySpan<T> alpha, in LdaEStepSettings settings, Span<T> gamma, Span<int> iterations)
    {
        CpuLdaTopics<T> own = OfAnyKind(topics);
        Check(own, documents, alpha, settings, gamma, iterations);
        if (own.IsPartial && settings.AccumulateStatistics)
        {
            RefreshWords(own, documents.TermIds);
        }
        else
        {
            Refresh(own);
        }

        LdaEStepResult total = default;
        fixed (long* offsets = documents.Offsets)
        fixed (int* termIds = documents.TermIds)
        fixed (float* counts = documents.Counts)
        fixed (T* alphaPointer = alpha)
        fixed (T* gammaPointer = gamma)
        fixed (int* iterationsPointer = iterations)
        {
            int blockDocuments = Math.Min(DocumentsAtOnce, documents.Count);
            LdaDocumentTask<T> task = _tasks.TryDequeue(out LdaDocumentTask<T>? pooled) ? pooled : new LdaDocumentTask<T>();
            (task.Topics, task.Settings) = (own, settings);
            task.Offsets = offsets;
            task.TermIds = termIds;
            task.Counts = counts;
            task.Alpha = alphaPointer;
            task.AlphaLogNormalizer = settings.ComputeBound ? LogNormalizer(alpha, new double[alpha.Length]) : 0;
            task.Gamma = gammaPointer;
            task.Iterations = iterationsPointer;
            task.Reserve(blockDocuments);
            task.ReserveFactors(settings.AccumulateStatistics ? (long)blockDocuments * own.Stride : 0, settings.AccumulateStatistics ? LargestBlock(documents.Offsets) : 0);
            LdaStatistics<T>? statistics = settings.AccumulateStatistics ? task.Statistics : null;
            for (int first = 0; first < documents.Count; first += DocumentsAtOnce)
            {
                int count = Math.Min(DocumentsAtOnce, documents.Count - first);
                task.BlockStart = first;
                var action = new DocumentsAction(this, task, count, statistics);
                BlockDispatch.Run<T, DocumentsAction>(ref action);
                statistics?.Add(task, count, _threads);
                for (int i = 0; i < count; i++)
                {
                    total += task.Results[i];
                }
            }

            _tasks.Enqueue(task);
        }

        return total;
    }

    /// <summary>ln Γ(Σα) − Σ ln Γ(α), with room for as many values in double.</summary>
    internal static double LogNormalizer(ReadOnlySpan<T> alpha, Span<double> room)
    {
        TensorPrimitives.ConvertTruncating(alpha, room);
        Span<double> result = stackalloc double[1];
        foreach (double value in room)
        {
            result[0] += value;
        }

        SpecialFunctions.LogGamma<double>(result, result);
        SpecialFunctions.LogGamma<double>(room, room);
        foreach (double term in room)
        {
            result[0] -= term;
        }

        return result[0];
    }

    private static long LargestBlock(ReadOnlySpan<long> offsets)
    {
        long largest = 0;
        for (int first = 0; first < offsets.Length - 1; first += DocumentsAtOnce)
        {
            largest = Math.Max(largest, offsets[Math.Min(offsets.Length - 1, first + DocumentsAtOnce)] - offsets[first]);
        }

        return largest;
    }

    /// <summary>What every device refuses.</summary>
    internal static void Check(
        LdaTopics topics, in LdaDocuments documents, ReadOnlySpan<T> alpha, in LdaEStepSettings settings, Span<T> gamma, Span<int> iterations)
    {
        CheckAlpha(alpha, topics.TopicCount);
        CheckSchedule(settings);
        if (gamma.Length != (long)documents.Count * topics.TopicCount)
        {
            throw new ArgumentException($"γ holds {gamma.Length} values; expected {documents.Count} × {topics.TopicCount}.", nameof(gamma));
        }

        if (!iterations.IsEmpty && iterations.Length != documents.Count)
        {
            throw new ArgumentException($"There is room for the iterations of {iterations.Length} documents; expected {documents.Count}, or none.", nameof(iterations));
        }

        CheckGamma(alpha, settings, gamma);
        CheckPairs(documents, topics.VocabularySize);
    }

    internal static void CheckAlpha(ReadOnlySpan<T> alpha, int topicCount)
    {
        if (alpha.Length != topicCount)
        {
            throw new ArgumentException($"α holds {alpha.Length} values; expected {topicCount}.", nameof(alpha));
        }

        foreach (T value in alpha)
        {
            if (!(value > T.Zero && T.IsFinite(value)))
            {
                throw new ArgumentException($"α holds {value}; expected finite values above 0.", nameof(alpha));
            }
        }
    }

    /// <summary>γ is not α's memory, and where it is read it is a Dirichlet's.</summary>
    internal static void CheckGamma(ReadOnlySpan<T> alpha, in LdaEStepSettings settings, ReadOnlySpan<T> gamma)
    {
        if (gamma.Overlaps(alpha))
        {
            throw new ArgumentException("γ overlaps α; expected separate memory.", nameof(gamma));
        }

        if (settings.CarryGamma)
        {
            CheckGamma(gamma);
        }
    }

    internal static void CheckGamma(ReadOnlySpan<T> gamma)
    {
        foreach (T value in gamma)
        {
            if (!(value > T.Zero && T.IsFinite(value)))
            {
                throw new ArgumentException($"γ holds {value}; expected finite values above 0.", nameof(gamma));
            }
        }
    }

    internal static void CheckSchedule(in LdaEStepSettings settings)
    {
        if (settings.MaxIterations < 1 || !(settings.Tolerance >= 0))
        {
            throw new ArgumentException(
                $"The most inner iterations are {settings.MaxIterations} and the tolerance is {settings.Tolerance}; expected at least 1, and at least 0.", nameof(settings));
        }
    }

    private static void CheckPairs(in LdaDocuments documents, int vocabularySize)
    {
        if (documents.TermIds.IsEmpty
            || (TensorPrimitives.Min(documents.TermIds) >= 0 && TensorPrimitives.Max(documents.TermIds) < vocabularySize
                && TensorPrimitives.Min(documents.Counts) >= 0 && TensorPrimitives.Max(documents.Counts) <= float.MaxValue))
        {
            return;
        }

        for (int i = 0; i < documents.TermIds.Length; i++)
        {
            if ((uint)documents.TermIds[i] >= (uint)vocabularySize || !(documents.Counts[i] >= 0 && float.IsFinite(documents.Counts[i])))
            {
                throw new ArgumentException(
                    $"Pair {i} is word {documents.TermIds[i]} with count {documents.Counts[i]}; expected a word in [0, {vocabularySize}) and a finite count ≥ 0.",
                    nameof(documents));
            }
        }
    }

    private LdaScratch<T> Rent(int topicCount)
    {
        while (_scratch.TryDequeue(out LdaScratch<T>? scratch))
        {
            if (scratch.TopicCount == topicCount)
            {
                return scratch;
            }

            scratch.Dispose();
        }

        return new LdaScratch<T>(topicCount);
    }

    private readonly struct DocumentsAction(CpuLdaDevice<T> device, LdaDocumentTask<T> task, int count, LdaStatistics<T>? statistics) : IBlockAction<T>
    {
        private const int DocumentsInARange = 4;

        public void Invoke<TBlock>()
            where TBlock : struct, ILanes<TBlock, T>
        {
            if (count == 1 && statistics is null)
            {
                // The path of an application that infers one document: no closure, nothing allocated.
                Run<TBlock>(device, task, 0, 1);
                return;
            }

            Share<TBlock>(device, task, count, statistics);
        }

        private static void Share<TBlock>(CpuLdaDevice<T> owner, LdaDocumentTask<T> batch, int documents, LdaStatistics<T>? order)
            where TBlock : struct, ILanes<TBlock, T>
        {
            // One range more than the documents fill: the first is the sort.
            int sorts = order is null ? 0 : DocumentsInARange;
            WorkSharing.Run(owner._threads, documents + sorts, DocumentsInARange, (first, end, _) =>
            {
                if (first < sorts)
                {
                    order!.SortByWord(batch, documents);
                }
                else
                {
                    Run<TBlock>(owner, batch, first - sorts, end - sorts);
                }
            });
        }

        private static void Run<TBlock>(CpuLdaDevice<T> owner, LdaDocumentTask<T> batch, int first, int end)
            where TBlock : struct, ILanes<TBlock, T>
        {
            LdaScratch<T> scratch = owner.Rent(batch.Topics.TopicCount);
            for (int i = first; i < end; i++)
            {
                LdaDocumentUpdate<TBlock, T>.Run(batch, batch.BlockStart + i, scratch);
            }

            owner._scratch.Enqueue(scratch);
        }
    }
}
