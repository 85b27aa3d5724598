using System;
using System.Numerics;
using System.Threading.Tasks;
using ILGPU;
using ILGPU.Runtime;
using Kernels.Lda;

namespace Kernels.Gpu;

/// <content>The E-step: blocks of documents, one under way while the next is made ready.</content>
public sealed partial class GpuLdaDevice<T>
{
    private const int LargestGroup = 256;

    // What ILGPU 1.5.3 lets a group have; devices have more.
    private const int SharedBytes = 48 << 10;

    private int _documentsAtOnce = CpuLdaDevice<T>.DocumentsAtOnce;
    private int[] _wordStarts = [];

    /// <summary>Documents of a block; fewer than the processor takes once the device's memory was too small for as many.</summary>
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
            try
            {
                return Run(own, documents, alpha, settings, gamma, iterations);
            }
            catch (AcceleratorException exception)
            {
                throw _memory.Device.Failed("the E-step", exception);
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
        Refresh(topics);
        int topicCount = topics.TopicCount;
        alpha.CopyTo(_alpha.Host(topicCount));
        _alpha.Reserve(topicCount);
        _alpha.Upload(_compute, topicCount);
        if (settings.AccumulateStatistics && _wordStarts.Length != topics.VocabularySize)
        {
            _wordStarts = new int[topics.VocabularySize];
        }

        if (settings.AccumulateStatistics)
        {
            // Before the blocks, which can do with less.
            _ = topics.Statistics;
        }

        double alphaLogNormalizer = settings.ComputeBound ? CpuLdaDevice<T>.LogNormalizer(alpha, new double[topicCount]) : 0;
        LdaEStepResult total = default;
        int turn = 0;
        for (int first = 0; first < documents.Count;)
        {
            LdaBlock<T> block = _blocks[turn & 1];
            total += Finish(block, topics, documents, alpha, alphaLogNormalizer, settings, gamma, iterations);
            int count = Math.Min(_documentsAtOnce, documents.Count - first);
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
            int threads = Threads(mostWords, topicCount);
            task.TileWords = TileWords(mostWords, topicCount, threads);
            task.Order = block.Order.View(block.Count).SubView(from, documents);
            SharedMemoryConfig shared = SharedMemoryConfig.RequestDynamic<T>(LdaDocumentGroupLength(topicCount, threads, task.TileWords));
            _kernels.Documents(_compute, ((Index1D)documents, (Index1D)threads, shared), task);
            from += documents;
        }

        if (settings.AccumulateStatistics && block.Pairs > 0)
        {
            _kernels.Statistics(
                _compute,
                Groups(block.DistinctWords),
                block.IndexWords.View(block.DistinctWords),
                block.IndexStarts.View(block.DistinctWords + 1),
                block.IndexDocuments.View(block.Pairs),
                block.IndexPlaces.View(block.Pairs),
                task.Ratios,
                task.Theta,
                task.Factors,
                topics.Stride,
                topics.Statistics.View);
        }
    }

    /// <summary>Threads for a document: a warp for the shortest, so that many of them share a multiprocessor; else one a topic or word, as far as that goes.</summary>
    private int Threads(int words, int topicCount)
    {
        int wanted = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(Math.Min(Math.Max(words, 32), Math.Max(topicCount, 32)), 32, LargestGroup));
        return Math.Min(wanted, _memory.Device.LargestGroup);
    }

    private int TileWords(int words, int topicCount, int threads)
    {
        int rowLength = topicCount | 1;
        int numbers = Math.Min(SharedBytes, _memory.Device.Accelerator.MaxSharedMemoryPerGroup) / System.Runtime.CompilerServices.Unsafe.SizeOf<T>();
        int room = (numbers - LdaDocumentGroupLength(topicCount, threads, 0)) / (rowLength + 1);
        return room > 0
            ? Math.Clamp(words, 1, room)
            : throw new GpuException($"GPU {_memory.Device.Name}: {topicCount} topics of {typeof(T).Name} do not fit the {numbers} numbers that a group of threads can share");
    }

    private static int LdaDocumentGroupLength(int topicCount, int threads, int tileWords) => typeof(T) == typeof(float)
        ? LdaDocumentGroup<float, Lanes.DeviceSingle>.Length(topicCount, threads, tileWords)
        : LdaDocumentGroup<double, Lanes.DeviceDouble>.Length(topicCount, threads, tileWords);

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
