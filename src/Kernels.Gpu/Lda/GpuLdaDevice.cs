using System;
using System.Numerics;
using System.Runtime.InteropServices;
using ILGPU;
using ILGPU.Runtime;
using Kernels.Lda;

namespace Kernels.Gpu;

/// <summary>LDA on a GPU. Topics stay there between passes; batches travel while the batch before them is worked on. The same run gives the same bits.</summary>
/// <remarks>
/// λ, its factors, the statistics and their rounding errors are word-major rows padded to 64 bytes: 4·V·K values of device memory. Results agree with <see cref="CpuLdaDevice{T}"/>
/// to rounding: only the order of the sums over a document differs. What needs logarithms (a word whose normaliser underflows) and the bound's sums in
/// double are the processor's work. Calls from several threads wait for each other.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed partial class GpuLdaDevice<T> : ILdaDevice<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int ThreadsOfARow = 64;

    // Rows of λ on their way in and out.
    private const long StagedValues = 1L << 22;

    private readonly object _gate = new();
    private readonly DeviceMemory _memory;
    private readonly GpuLdaKernels<T> _kernels;
    private readonly CpuLdaDevice<T> _processor = new();
    private readonly AcceleratorStream _compute;
    private readonly AcceleratorStream _copy;
    private readonly LdaBlock<T>[] _blocks;
    private readonly DeviceArray<T> _alpha;
    private readonly DeviceArray<T> _eta;
    private readonly DeviceArray<double> _partial;
    private readonly DeviceArray<T> _rows;
    private readonly DeviceArray<int> _rowWords;
    private bool _isDisposed;

    /// <summary>Puts LDA on a device that is open, and stays so until this is disposed.</summary>
    /// <param name="device">The device; not disposed with this.</param>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public GpuLdaDevice(GpuDevice device)
        : this(device, long.MaxValue)
    {
    }

    /// <summary>The same with less memory than the device has; for tests.</summary>
    internal GpuLdaDevice(GpuDevice device, long memoryLimit)
    {
        ArgumentNullException.ThrowIfNull(device);
        ThrowHelper.CheckType<T>();
        _memory = new DeviceMemory(device, memoryLimit);
        _kernels = device.Kernels(accelerator => new GpuLdaKernels<T>(accelerator));
        _compute = device.Guarded("making a stream", device.Accelerator.CreateStream);
        _copy = device.Guarded("making a stream", device.Accelerator.CreateStream);
        _blocks = [new(_memory), new(_memory)];
        _alpha = new(_memory);
        _eta = new(_memory);
        _partial = new(_memory);
        _rows = new(_memory);
        _rowWords = new(_memory);
    }

    /// <inheritdoc/>
    public string Description => $"GPU, {_memory.Device.Name}";

    /// <inheritdoc/>
    public LdaTopics CreateTopics(int vocabularySize, int topicCount, LdaTopicKind kind)
    {
        lock (_gate)
        {
            ThrowIfDisposed();
            return Guarded(() => new GpuLdaTopics<T>(_memory, vocabularySize, topicCount, kind));
        }
    }

    /// <inheritdoc/>
    public void WriteLambda(LdaTopics topics, int firstWord, ReadOnlySpan<T> rows)
    {
        GpuLdaTopics<T> own = Own(topics);
        int words = CpuLdaDevice<T>.RowCount(own, firstWord, rows.Length);
        CpuLdaDevice<T>.CheckLambda(own, firstWord, rows);
        lock (_gate)
        {
            ThrowIfDisposed();
            int atOnce = (int)Math.Clamp(StagedValues / own.Stride, 1, Math.Max(words, 1));
            var staged = new T[atOnce * own.Stride];
            for (int from = 0; from < words; from += atOnce)
            {
                int count = Math.Min(atOnce, words - from);
                for (int i = 0; i < count; i++)
                {
                    rows.Slice((from + i) * own.TopicCount, own.TopicCount).CopyTo(staged.AsSpan(i * own.Stride, own.TopicCount));
                }

                long start = (long)(firstWord + from) * own.Stride;
                Guarded(() => own.Lambda.View.BaseView.SubView(start, (long)count * own.Stride).CopyFromCPU(_compute, ref staged[0], (long)count * own.Stride));
            }

            Guarded(_compute.Synchronize);
            (own.Stale, own.LogScale) = (true, null);
        }
    }

    /// <inheritdoc/>
    public void ReadLambda(LdaTopics topics, int firstWord, Span<T> destination)
    {
        GpuLdaTopics<T> own = Own(topics);
        int words = CpuLdaDevice<T>.RowCount(own, firstWord, destination.Length);
        lock (_gate)
        {
            ThrowIfDisposed();
            int atOnce = (int)Math.Clamp(StagedValues / own.Stride, 1, Math.Max(words, 1));
            var staged = new T[atOnce * own.Stride];
            for (int from = 0; from < words; from += atOnce)
            {
                int count = Math.Min(atOnce, words - from);
                Read(own.Lambda, (long)(firstWord + from) * own.Stride, staged.AsSpan(0, count * own.Stride));
                for (int i = 0; i < count; i++)
                {
                    staged.AsSpan(i * own.Stride, own.TopicCount).CopyTo(destination.Slice((from + i) * own.TopicCount, own.TopicCount));
                }
            }
        }
    }

    /// <inheritdoc/>
    public void LambdaStep(LdaTopics topics, ReadOnlySpan<T> eta, double rho, double scale)
    {
        GpuLdaTopics<T> own = Own(topics);
        CpuLdaDevice<T>.CheckEta(own, eta);
        LdaLambda.CheckStep(rho, scale);
        lock (_gate)
        {
            ThrowIfDisposed();
            eta.CopyTo(_eta.Host(eta.Length));
            int etaCount = eta.Length;
            Guarded(() =>
            {
                _eta.Reserve(etaCount);
                _eta.Upload(_compute, etaCount);
                _kernels.Step(
                    _compute, RowsOf(own), own.Lambda.View, own.Statistics.View, own.StatisticsErrors.View, own.TopicCount, own.Stride, _eta.View(etaCount), etaCount,
                    T.CreateTruncating(1 - rho), T.CreateTruncating(rho), T.CreateTruncating(rho * scale));
                (own.Stale, own.LogScale) = (true, null);
                Refresh(own);
            });
        }
    }

    /// <inheritdoc/>
    public LdaTopicBound TopicBound(LdaTopics topics, ReadOnlySpan<T> eta)
    {
        GpuLdaTopics<T> own = Own(topics);
        CpuLdaDevice<T>.CheckEta(own, eta);
        lock (_gate)
        {
            ThrowIfDisposed();
            Guarded(() => Refresh(own));

            // Sums in double over all of λ, now and then: the processor's work, on a copy.
            using CpuLdaTopics<T> copy = Copy(own, own.VocabularySize);
            Read(own.Lambda, 0, copy.Lambda);
            if (own.HasStatistics)
            {
                Guarded(() => _kernels.Settle(_compute, RowsOf(own), own.Statistics.View, own.StatisticsErrors.View, own.Stride));
                Read(own.Statistics, 0, copy.Statistics);
            }

            return _processor.TopicBound(copy, eta);
        }
    }

    /// <summary>Gives the device's memory back, once no call is under way. Topics are disposed on their own.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
            foreach (IDisposable part in (IDisposable[])[.. _blocks, _alpha, _eta, _partial, _rows, _rowWords, _processor])
            {
                part.Dispose();
            }

            _memory.Device.Release(_compute);
            _memory.Device.Release(_copy);
        }
    }

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_isDisposed, this);

    private GpuLdaTopics<T> Own(LdaTopics topics)
    {
        if (topics is not GpuLdaTopics<T> own || !own.IsOn(_memory))
        {
            throw new ArgumentException($"The topics are {topics?.GetType().Name ?? "null"}; expected topics that this GPU made, of {typeof(T).Name}.", nameof(topics));
        }

        ObjectDisposedException.ThrowIf(own.IsDisposed, own);
        return own;
    }

    /// <summary>A group a word.</summary>
    private KernelConfig RowsOf(GpuLdaTopics<T> topics) => Groups(topics.VocabularySize);

    private KernelConfig Groups(int count) => ((Index1D)count, (Index1D)Math.Min(ThreadsOfARow, _memory.Device.LargestGroup));

    /// <summary>Brings the factors up to λ.</summary>
    private void Refresh(GpuLdaTopics<T> topics)
    {
        if (!topics.Stale)
        {
            return;
        }

        int topicCount = topics.TopicCount;
        int isPoint = topics.Kind == LdaTopicKind.Point ? 1 : 0;
        int blocks = (topics.VocabularySize + LdaLambda.WordsAtOnce - 1) / LdaLambda.WordsAtOnce;
        _partial.Reserve((long)blocks * topicCount);
        _kernels.SumWords(_compute, Groups(blocks), topics.Lambda.View, topics.VocabularySize, topicCount, topics.Stride, _partial.View((long)blocks * topicCount));
        _kernels.SumBlocks(_compute, topicCount, _partial.View((long)blocks * topicCount), blocks, topicCount, topics.TopicSum.View);

        // K numbers come here for what is made of the sums, and go back.
        CpuLdaTopics<T> sums = topics.Sums;
        topics.TopicSum.View.BaseView.CopyToCPU(_compute, ref sums.TopicSum[0], topicCount);
        _compute.Synchronize();
        LdaTopicUpdate.RefreshTopicScale(sums);
        topics.LogNormalizer.View.BaseView.CopyFromCPU(_compute, ref sums.LogNormalizer[0], topicCount);
        topics.TopicScale.View.BaseView.CopyFromCPU(_compute, ref MemoryMarshal.GetReference(sums.TopicScale.Span(0, topicCount)), topicCount);

        T flush = T.CreateTruncating(LdaPrecision<T>.Flush);
        _kernels.Factors(
            _compute, RowsOf(topics), topics.Lambda.View, topicCount, topics.Stride, isPoint, topics.TopicScale.View, flush, topics.Factors.View, topics.Maxima.View);
        if (sums.ScaleIsLost)
        {
            // What was made with such scales means nothing: a maximum of 0 sends every row through logarithms.
            topics.Maxima.MemSetToZero(_compute);
        }

        _kernels.LogFactors(
            _compute, RowsOf(topics), topics.Lambda.View, topicCount, topics.Stride, isPoint, topics.LogNormalizer.View, LdaPrecision<T>.Flush,
            topics.Maxima.View, topics.Factors.View, topics.LogMaxima.View);
        (topics.Stale, topics.LogScale) = (false, null);
    }

    /// <summary>Topics of the processor with room for that many of these words, and what all words share.</summary>
    private static CpuLdaTopics<T> Copy(GpuLdaTopics<T> topics, int words)
    {
        var copy = new CpuLdaTopics<T>(words, topics.TopicCount, topics.Kind) { Stale = false, LogTopicScale = topics.Sums.LogTopicScale };
        topics.Sums.TopicSum.CopyTo(copy.TopicSum, 0);
        topics.Sums.LogNormalizer.CopyTo(copy.LogNormalizer, 0);
        topics.Sums.TopicScale.Span(0, topics.Stride).CopyTo(copy.TopicScale.Span(0, topics.Stride));
        return copy;
    }

    private void Read(MemoryBuffer1D<T, Stride1D.Dense> source, long start, NativeBuffer<T> destination)
    {
        for (long from = 0; from < destination.Length; from += StagedValues)
        {
            Read(source, start + from, destination.Span(from, (int)Math.Min(StagedValues, destination.Length - from)));
        }
    }

    private unsafe void Read(MemoryBuffer1D<T, Stride1D.Dense> source, long start, Span<T> destination)
    {
        fixed (T* pinned = destination)
        {
            T* first = pinned;
            long length = destination.Length;
            Guarded(() =>
            {
                source.View.BaseView.SubView(start, length).CopyToCPUUnsafeAsync(_compute, ref *first, length);
                _compute.Synchronize();
            });
        }
    }

    /// <summary>A device that fails says so in one line, and is lost.</summary>
    private void Guarded(Action work) => _memory.Device.Guarded("work on topics", work);

    private TResult Guarded<TResult>(Func<TResult> work) => _memory.Device.Guarded("work on topics", work);
}
