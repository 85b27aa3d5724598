using System;
using System.Runtime.CompilerServices;
using ILGPU;
using ILGPU.Runtime;
using Kernels.Lda;

namespace Kernels.Gpu;

/// <content>The E-step: blocks of documents, one under way while the next is made ready.</content>
public sealed partial class GpuLdaDevice<T>
{
    // What ILGPU 1.5.3 lets a group have; devices have more.
    private const int SharedBytes = 48 << 10;

    private int _documentsAtOnce = int.MaxValue;
    private int[] _wordStarts = [];

    /// <summary>Documents of a block at most: fewer once the device's memory was too small for as many.</summary>
    internal int DocumentsAtOnce => _documentsAtOnce;

    /// <summary>Bytes of device memory taken.</summary>
    internal long MemoryTaken => _memory.Taken;

    /// <summary>What the device has spent in the kernels of E-steps so far, copies and waiting aside.</summary>
    internal TimeSpan KernelTime { get; private set; }

    /// <inheritdoc/>
    public LdaEStepResult EStep(
        LdaTopics topics, in LdaDocuments documents, ReadOnlySpan<T> alpha, in LdaEStepSettings settings, Span<T> gamma, Span<int> iterations)
    {
        GpuLdaTopics<T> own = Own(topics);
        CpuLdaDevice<T>.Check(own, documents, alpha, settings, gamma, iterations);
        lock (_gate)
        {
            ThrowIfDisposed();
            try
            {
                return Run(own, documents, alpha, settings, gamma, iterations);
            }
            catch (AcceleratorException exception)
            {
                throw _memory.Device.Failed("the E-step", exception);
            }
            catch
            {
                // The device may still be at a block whose memory the next call would write to; and what the blocks before it counted is not to be counted twice.
                Drain();
                own.ReleaseWorkingMemory();
                throw;
            }
            finally
            {
                foreach (LdaBlock<T> block in _blocks)
                {
                    Forget(block);
                }
            }
        }
    }

    private LdaEStepResult Run(
        GpuLdaTopics<T> topics, in LdaDocuments documents, ReadOnlySpan<T> alpha, in LdaEStepSettings settings, Span<T> gamma, Span<int> iterations)
    {
        int topicCount = topics.TopicCount;

        // Refused before any work: the longest document decides what a group must hold.
        _ = Shape(topicCount, LongestDocument(documents.Offsets));
        Refresh(topics);
        alpha.CopyTo(_alpha.Host(topicCount));
        _alpha.Reserve(topicCount);
        _alpha.Upload(_compute, topicCount);
        if (settings.AccumulateStatistics && _wordStarts.Length != topics.VocabularySize)
        {
            _wordStarts = new int[topics.VocabularySize];
        }

        if (settings.AccumulateStatistics)
        {
            // Before the blocks, which can do with less; so is what the λ step will need.
            _eta.Reserve(topics.VocabularySize);
            _ = (topics.Statistics, topics.StatisticsErrors);
        }

        double alphaLogNormalizer = settings.ComputeBound ? CpuLdaDevice<T>.LogNormalizer(alpha, new double[topicCount]) : 0;
        LdaEStepResult total = default;
        int turn = 0;
        for (int first = 0; first < documents.Count;)
        {
            LdaBlock<T> block = _blocks[turn & 1];
            total += Finish(block, topics, documents, alpha, alphaLogNormalizer, settings, gamma, iterations);
            int count = Math.Min(_documentsAtOnce, LdaBlock<T>.Length(documents.Offsets, first, topicCount));
            try
            {
                block.Fill(documents, first, count, topicCount, topics.Stride, settings, gamma, _wordStarts);
            }
            catch (GpuException exception) when (exception.IsOutOfMemory && count > 1)
            {
                // A smaller block, in the room that both had.
                total += Finish(_blocks[(turn + 1) & 1], topics, documents, alpha, alphaLogNormalizer, settings, gamma, iterations);
                Array.ForEach(_blocks, each => each.Dispose());
                _documentsAtOnce = (count + 1) / 2;
                continue;
            }

            // On a stream of its own, while the device works on the block before.
            block.Upload(_copy, topicCount, settings);
            _copy.Synchronize();
            ProfilingMarker before = _compute.AddProfilingMarker();
            Launch(block, topics, settings);
            block.Kernels = (before, _compute.AddProfilingMarker());
            block.Download(_compute, topicCount, settings);
            block.Done = _compute.AddProfilingMarker();
            first += count;
            turn++;
        }

        total += Finish(_blocks[turn & 1], topics, documents, alpha, alphaLogNormalizer, settings, gamma, iterations);
        total += Finish(_blocks[(turn + 1) & 1], topics, documents, alpha, alphaLogNormalizer, settings, gamma, iterations);
        return total;
    }

    private static int LongestDocument(ReadOnlySpan<long> offsets)
    {
        long longest = 0;
        for (int d = 0; d + 1 < offsets.Length; d++)
        {
            longest = Math.Max(longest, offsets[d + 1] - offsets[d]);
        }

        return (int)longest;
    }

    /// <summary>Waits until the device is at nothing of this E-step.</summary>
    private void Drain()
    {
        try
        {
            _copy.Synchronize();
            _compute.Synchronize();
        }
        catch (AcceleratorException exception)
        {
            // The error under way is the one to tell; this one is for whoever calls next.
            _ = _memory.Device.Failed("waiting for the E-step", exception);
        }
    }

    /// <summary>Gives up a block's markers.</summary>
    private void Forget(LdaBlock<T> block)
    {
        foreach (ProfilingMarker? marker in (ProfilingMarker?[])[block.Done, block.Kernels?.Before, block.Kernels?.After])
        {
            if (marker is not null)
            {
                _memory.Device.Release(marker);
            }
        }

        (block.Done, block.Kernels) = (null, null);
    }

    private void Launch(LdaBlock<T> block, GpuLdaTopics<T> topics, in LdaEStepSettings settings)
    {
        int topicCount = topics.TopicCount;
        LdaDocumentArguments<T> task = new()
        {
            Starts = block.Starts.View(block.Count + 1),
            Words = block.Words.View(block.Pairs),
            Counts = block.Counts.View(block.Pairs),
            Factors = topics.Factors.View,
            Alpha = _alpha.View(topicCount),
            Shares = block.Shares.View(block.Count),
            Gamma = block.Gamma.View((long)block.Count * topicCount),
            Status = block.Status.View(block.Count),
            TopicCount = topicCount,
            Stride = topics.Stride,
            MaxIterations = settings.MaxIterations,
            CarryGamma = settings.CarryGamma ? 1 : 0,
            KeepFactors = settings.AccumulateStatistics ? 1 : 0,
            KeepBound = settings.ComputeBound ? 1 : 0,
            Tolerance = T.CreateTruncating(settings.Tolerance * topicCount),
            Flush = T.CreateTruncating(LdaPrecision<T>.Flush),
            RescueLimit = T.CreateTruncating(LdaPrecision<T>.RescueLimit(topicCount)),
        };
        if (settings.AccumulateStatistics)
        {
            task.Theta = block.Theta.View((long)block.Count * topics.Stride);
            task.Ratios = block.Ratios.View(block.Pairs);
        }

        if (settings.ComputeBound)
        {
            task.Normalizers = block.Normalizers.View(block.Pairs);
            task.Expected = block.Expected.View((long)block.Count * topicCount);
            task.ThetaScale = block.ThetaScale.View(block.Count);
            task.ThetaScaleIsLog = block.ThetaScaleIsLog.View(block.Count);
        }

        int from = 0;
        foreach ((int mostWords, int documents) in block.Classes)
        {
            LdaDocumentShape shape = Shape(topicCount, mostWords);
            task.IsLong = shape.IsLong ? 1 : 0;
            task.TileWords = shape.TileWords;
            task.Order = block.Order.View(block.Count).SubView(from, documents);
            KernelConfig config = (
                (Index1D)((documents + shape.Documents - 1) / shape.Documents),
                (Index1D)(shape.Documents * shape.Threads),
                SharedMemoryConfig.RequestDynamic<T>(shape.SharedNumbers));
            (shape.IsWarp ? _kernels.ShortDocuments : _kernels.Documents)(_compute, config, task);
            from += documents;
        }

        if (settings.AccumulateStatistics && block.Pairs > 0)
        {
            AddStatistics(block, topics);
        }
    }

    private void AddStatistics(LdaBlock<T> block, GpuLdaTopics<T> topics)
    {
        LdaStatisticsArguments<T> task = block.Index.Arguments();
        task.Ratios = block.Ratios.View(block.Pairs);
        task.Theta = block.Theta.View((long)block.Count * topics.Stride);
        task.Factors = topics.Factors.View;
        task.Statistics = topics.Statistics.View;
        task.Errors = topics.StatisticsErrors.View;
        task.Stride = topics.Stride;
        _kernels.SumPieces(_compute, Groups(block.Index.Pieces), task);
        if (block.Index.LongWords > 0)
        {
            _kernels.JoinPieces(_compute, Groups(block.Index.LongWords), task);
        }
    }

    private LdaDocumentShape Shape(int topicCount, int mostWords)
    {
        int numbers = Math.Min(SharedBytes, _memory.Device.Accelerator.MaxSharedMemoryPerGroup) / Unsafe.SizeOf<T>();
        LdaGroupLimits limits = new(_memory.Device.Accelerator.WarpSize, _memory.Device.LargestGroup, numbers);
        return LdaDocumentShape.Of(limits, topicCount, mostWords, LdaDocumentShape.MostDocuments)
            ?? throw new GpuException($"GPU {_memory.Device.Name}: {topicCount} topics of {typeof(T).Name} do not fit the {numbers} numbers that a group of threads can share");
    }

    /// <summary>Waits for a block, hands its results over, and does on the processor what needs logarithms.</summary>
    private LdaEStepResult Finish(
        LdaBlock<T> block,
        GpuLdaTopics<T> topics,
        in LdaDocuments documents,
        ReadOnlySpan<T> alpha,
        double alphaLogNormalizer,
        in LdaEStepSettings settings,
        Span<T> gamma,
        Span<int> iterations)
    {
        if (block.Done is null)
        {
            return default;
        }

        block.Done.Synchronize();
        KernelTime += block.Kernels!.Value.After.MeasureFrom(block.Kernels.Value.Before);
        Forget(block);
        int topicCount = topics.TopicCount;
        LdaEStepResult result = default;
        int lost = 0;
        ReadOnlySpan<int> status = block.Status.Host(block.Count);
        ReadOnlySpan<T> updated = block.Gamma.Host((long)block.Count * topicCount);
        for (int d = 0; d < block.Count; d++)
        {
            if (status[d] == LdaDocumentStatus.Lost)
            {
                lost++;
                continue;
            }

            int document = block.First + d;
            updated.Slice(d * topicCount, topicCount).CopyTo(gamma.Slice(document * topicCount, topicCount));
            if (!iterations.IsEmpty)
            {
                iterations[document] = status[d];
            }

            long words = documents.Offsets[document + 1] - documents.Offsets[document];
            result += new LdaEStepResult { Visits = words * Math.Abs(status[d]), UnconvergedDocuments = status[d] < 0 ? 1 : 0 };
        }

        if (settings.ComputeBound)
        {
            result += Bound(block, topics, alpha.ToArray(), alphaLogNormalizer);
        }

        return lost == 0 ? result : result + Rescue(block, lost, topics, documents, alpha, settings, gamma, iterations);
    }
}
