using System;
using System.Numerics;
using ILGPU.Runtime;
using Kernels.Lda;

namespace Kernels.Gpu;

/// <summary>A block of documents on its way through the device. There are two, so that one is filled and uploaded while the device works on the other.</summary>
internal sealed class LdaBlock<T>(DeviceMemory memory) : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Long documents: what the processor takes at once. Short ones: enough to keep every multiprocessor busy, and the host's work on a block small beside the device's.
    private const int LongDocuments = 1024;
    private const int ShortDocuments = 16_384;
    private const int MostPairs = 1 << 18;
    private const int MostValues = 1 << 22;

    public DeviceArray<int> Order { get; } = new(memory);

    public DeviceArray<int> Starts { get; } = new(memory);

    public DeviceArray<int> Words { get; } = new(memory);

    public DeviceArray<T> Counts { get; } = new(memory);

    public DeviceArray<T> Shares { get; } = new(memory);

    public DeviceArray<T> Gamma { get; } = new(memory);

    public DeviceArray<int> Status { get; } = new(memory);

    public DeviceArray<T> Theta { get; } = new(memory);

    public DeviceArray<T> Ratios { get; } = new(memory);

    public DeviceArray<T> Normalizers { get; } = new(memory);

    public DeviceArray<T> Expected { get; } = new(memory);

    public DeviceArray<T> ThetaScale { get; } = new(memory);

    public DeviceArray<int> ThetaScaleIsLog { get; } = new(memory);

    /// <summary>The pairs by word, for the statistics.</summary>
    public LdaWordIndex<T> Index { get; } = new(memory);

    /// <summary>First document of the block.</summary>
    public int First { get; private set; }

    public int Count { get; private set; }

    public int Pairs { get; private set; }

    /// <summary>Passed by the device when the block is done; null when none is under way.</summary>
    public ProfilingMarker? Done { get; set; }

    /// <summary>Passed by the device before and after the block's kernels.</summary>
    public (ProfilingMarker Before, ProfilingMarker After)? Kernels { get; set; }

    /// <summary>Documents in order of length, and how many are no longer than 16, 32, 64, … words: each such class is one launch.</summary>
    public (int MostWords, int Documents)[] Classes { get; private set; } = [];

    /// <summary>How many documents from the first on make a block.</summary>
    /// <param name="offsets">Where documents begin, and where the last ends.</param>
    /// <param name="first">The first document.</param>
    /// <param name="topicCount">K.</param>
    public static int Length(ReadOnlySpan<long> offsets, int first, int topicCount)
    {
        int left = offsets.Length - 1 - first;
        int count = Math.Min(left, LongDocuments);
        int most = Math.Min(left, Math.Min(ShortDocuments, MostValues / topicCount));
        while (count < most && offsets[first + count + 1] - offsets[first] <= MostPairs)
        {
            count++;
        }

        return count;
    }

    /// <summary>The documents into memory that the device can read, and room for their results.</summary>
    public void Fill(in LdaDocuments documents, int first, int count, int topicCount, int stride, in LdaEStepSettings settings, ReadOnlySpan<T> gamma, int[] wordStarts)
    {
        (First, Count) = (first, count);
        long begin = documents.Offsets[first] - documents.Offsets[0];
        Pairs = checked((int)(documents.Offsets[first + count] - documents.Offsets[first]));
        Reserve(topicCount, stride, settings);
        documents.TermIds.Slice(checked((int)begin), Pairs).CopyTo(Words.Host(Pairs));
        Span<T> counts = Counts.Host(Pairs);
        ReadOnlySpan<float> given = documents.Counts.Slice((int)begin, Pairs);
        Span<int> starts = Starts.Host(count + 1);
        Span<T> shares = Shares.Host(count);
        for (int d = 0; d <= count; d++)
        {
            starts[d] = (int)(documents.Offsets[first + d] - documents.Offsets[first]);
        }

        for (int d = 0; d < count; d++)
        {
            double total = 0;
            for (int i = starts[d]; i < starts[d + 1]; i++)
            {
                counts[i] = T.CreateTruncating(given[i]);
                total += given[i];
            }

            shares[d] = T.CreateTruncating(total / topicCount);
        }

        if (settings.CarryGamma)
        {
            gamma.Slice(first * topicCount, count * topicCount).CopyTo(Gamma.Host(count * (long)topicCount));
        }

        Sort(starts);
        if (settings.AccumulateStatistics)
        {
            Index.Fill(Words.Host(Pairs), starts, stride, wordStarts);
        }
    }

    /// <summary>Queues the block's way to the device.</summary>
    public void Upload(AcceleratorStream stream, int topicCount, in LdaEStepSettings settings)
    {
        Order.Upload(stream, Count);
        Starts.Upload(stream, Count + 1);
        Words.Upload(stream, Pairs);
        Counts.Upload(stream, Pairs);
        Shares.Upload(stream, Count);
        if (settings.CarryGamma)
        {
            Gamma.Upload(stream, (long)Count * topicCount);
        }

        if (settings.AccumulateStatistics)
        {
            Index.Upload(stream);
        }
    }

    /// <summary>Queues the results' way back.</summary>
    public void Download(AcceleratorStream stream, int topicCount, in LdaEStepSettings settings)
    {
        Gamma.Download(stream, (long)Count * topicCount);
        Status.Download(stream, Count);
        if (settings.ComputeBound)
        {
            Normalizers.Download(stream, Pairs);
            Expected.Download(stream, (long)Count * topicCount);
            ThetaScale.Download(stream, Count);
            ThetaScaleIsLog.Download(stream, Count);
        }
    }

    public void Dispose()
    {
        Done?.Dispose();
        foreach (IDisposable array in (IDisposable[])[Order, Starts, Words, Counts, Shares, Gamma, Status, Theta, Ratios, Normalizers, Expected, ThetaScale, ThetaScaleIsLog, Index])
        {
            array.Dispose();
        }
    }

    private void Reserve(int topicCount, int stride, in LdaEStepSettings settings)
    {
        Order.Reserve(Count);
        Starts.Reserve(Count + 1);
        Words.Reserve(Pairs);
        Counts.Reserve(Pairs);
        Shares.Reserve(Count);
        Gamma.Reserve((long)Count * topicCount);
        Status.Reserve(Count);
        if (settings.AccumulateStatistics)
        {
            Theta.Reserve((long)Count * stride);
            Ratios.Reserve(Pairs);
        }

        if (settings.ComputeBound)
        {
            Normalizers.Reserve(Pairs);
            Expected.Reserve((long)Count * topicCount);
            ThetaScale.Reserve(Count);
            ThetaScaleIsLog.Reserve(Count);
        }
    }

    /// <summary>Longest first, so that no long document is left over at the end; ties in order.</summary>
    private void Sort(ReadOnlySpan<int> starts)
    {
        const int Shortest = 16;
        Span<int> order = Order.Host(Count);
        var lengths = new int[Count];
        for (int d = 0; d < Count; d++)
        {
            order[d] = d;
            lengths[d] = starts[d + 1] - starts[d];
        }

        order.Sort((left, right) => lengths[left] != lengths[right] ? lengths[right].CompareTo(lengths[left]) : left.CompareTo(right));
        var classes = new System.Collections.Generic.List<(int, int)>();
        for (int from = 0; from < Count;)
        {
            int most = lengths[order[from]];
            int least = most <= Shortest ? 0 : (int)(BitOperations.RoundUpToPowerOf2((uint)most) / 2) + 1;
            int to = from;
            while (to < Count && lengths[order[to]] >= least)
            {
                to++;
            }

            classes.Add((most, to - from));
            from = to;
        }

        Classes = [.. classes];
    }
}
