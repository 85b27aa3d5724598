using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
using Kernels.Lda;

namespace Kernels.Gpu;

/// <summary>Topics on a device: word-major rows, padded with zeros to 64 bytes as on the processor.</summary>
internal sealed class GpuLdaTopics<T> : LdaTopics
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly DeviceMemory _memory;
    private MemoryBuffer1D<T, Stride1D.Dense>? _statistics;
    private MemoryBuffer1D<T, Stride1D.Dense>? _statisticsErrors;

    public GpuLdaTopics(DeviceMemory memory, int vocabularySize, int topicCount, LdaTopicKind kind)
        : base(vocabularySize, topicCount, kind)
    {
        _memory = memory;
        Stride = LdaPrecision<T>.Pad(topicCount);
        long length = (long)vocabularySize * Stride;
        Sums = new CpuLdaTopics<T>(1, topicCount, kind);
        try
        {
            Lambda = memory.AllocateZeros<T>(length);
            Factors = memory.AllocateZeros<T>(length);
            Maxima = memory.AllocateZeros<T>(vocabularySize);
            LogMaxima = memory.AllocateZeros<double>(vocabularySize);
            TopicScale = memory.AllocateZeros<T>(Stride);
            TopicSum = memory.AllocateZeros<double>(topicCount);
            LogNormalizer = memory.AllocateZeros<double>(topicCount);
        }
        catch
        {
            // What did fit is room for smaller topics.
            Dispose();
            throw;
        }
    }

    /// <summary>Values from one row to the next.</summary>
    public int Stride { get; }

    public MemoryBuffer1D<T, Stride1D.Dense> Lambda { get; }

    /// <summary>exp E[log β], or β, each row over its maximum.</summary>
    public MemoryBuffer1D<T, Stride1D.Dense> Factors { get; }

    /// <summary>What each row of the factors was divided by; below the flush limit, its row came from logarithms.</summary>
    public MemoryBuffer1D<T, Stride1D.Dense> Maxima { get; }

    /// <summary>The logarithm of the maximum of a row that came from logarithms.</summary>
    public MemoryBuffer1D<double, Stride1D.Dense> LogMaxima { get; }

    public MemoryBuffer1D<T, Stride1D.Dense> TopicScale { get; }

    public MemoryBuffer1D<double, Stride1D.Dense> TopicSum { get; }

    public MemoryBuffer1D<double, Stride1D.Dense> LogNormalizer { get; }

    /// <summary>Σ_w λ and what follows from it, on the processor: its rows are not used.</summary>
    public CpuLdaTopics<T> Sums { get; }

    /// <summary>Whether λ changed since the factors were made.</summary>
    public bool Stale { get; set; } = true;

    /// <summary>ln of what each row of factors was divided by; null until asked for.</summary>
    public double[]? LogScale { get; set; }

    /// <summary>Σ n φ since the last λ step; made when first asked for.</summary>
    public MemoryBuffer1D<T, Stride1D.Dense> Statistics => _statistics ??= _memory.AllocateZeros<T>((long)VocabularySize * Stride);

    /// <summary>What rounding has left of the statistics.</summary>
    public MemoryBuffer1D<T, Stride1D.Dense> StatisticsErrors => _statisticsErrors ??= _memory.AllocateZeros<T>((long)VocabularySize * Stride);

    public bool HasStatistics => _statistics is not null;

    /// <summary>Whether the memory was given back: it may be another's by now.</summary>
    public bool IsDisposed { get; private set; }

    public bool IsOn(DeviceMemory memory) => ReferenceEquals(memory, _memory);

    public override void ReleaseWorkingMemory() => FreeStatistics();

    protected override void Dispose(bool disposing)
    {
        if (!disposing || IsDisposed)
        {
            return;
        }

        IsDisposed = true;
        Free(Lambda);
        Free(Factors);
        Free(Maxima);
        Free(LogMaxima);
        Free(TopicScale);
        Free(TopicSum);
        Free(LogNormalizer);
        FreeStatistics();
        Sums.Dispose();
    }

    /// <summary>What was gathered for the next λ step is lost.</summary>
    private void FreeStatistics()
    {
        Free(_statistics);
        Free(_statisticsErrors);
        (_statistics, _statisticsErrors) = (null, null);
    }

    private void Free<TValue>(MemoryBuffer1D<TValue, Stride1D.Dense>? buffer)
        where TValue : unmanaged
    {
        if (buffer is not null)
        {
            _memory.Free(buffer);
        }
    }
}
