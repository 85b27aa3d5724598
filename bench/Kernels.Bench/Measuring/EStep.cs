using System;
using System.Linq;
using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Bench.Inputs;
using Kernels.Lda;

namespace Kernels.Bench.Measuring;

/// <summary>An E-step over a block of documents, to be timed: every document gets all its iterations.</summary>
internal sealed class EStep<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int _topicCount;
    private long _visits;

    /// <param name="device">What runs it.</param>
    /// <param name="topics">The device's topics.</param>
    /// <param name="documents">What it runs on.</param>
    /// <param name="alpha">The prior on a document's topics, one for all.</param>
    /// <param name="iterations">Of every document.</param>
    public EStep(CpuLdaDevice<T> device, LdaTopics topics, Documents documents, double alpha, int iterations)
    {
        _topicCount = topics.TopicCount;
        T[] priors = [.. Enumerable.Repeat(T.CreateTruncating(alpha), _topicCount)];
        T[] gamma = new T[documents.Count * _topicCount];
        LdaEStepSettings settings = new() { MaxIterations = iterations, Tolerance = 0, AccumulateStatistics = true };
        Work = new Work(() => _visits = device.EStep(topics, documents.Batch, priors, settings, gamma, []).Visits);
    }

    public Work Work { get; }

    /// <summary>(word, document, iteration) visits a nanosecond.</summary>
    public double Rate => _visits / Work.Timing.Nanoseconds;

    /// <summary>What a visit needs.</summary>
    public EStepDemand Demand => EStepDemand.Of<T>(_topicCount);
}

/// <summary>What a (word, document, iteration) visit needs at least, with all topics active.</summary>
/// <param name="Topics">K.</param>
/// <param name="RowBytes">Bytes of a word's row, padded to 64 bytes. It is read once at least: ours reads it again, from the first-level cache.</param>
internal sealed record EStepDemand(int Topics, double RowBytes)
{
    /// <summary>A multiply–add for each topic in the normaliser, one in the sum.</summary>
    public double Flops => 4.0 * Topics;

    public static EStepDemand Of<T>(int topics)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new(topics, (double)LdaPrecision<T>.Pad(topics) * Unsafe.SizeOf<T>());

    /// <summary>The nearest wall. Digammas, gathering the rows and the statistics come on top: they are fewer by the words of a document, or by its iterations.</summary>
    /// <param name="words">Of a document: they decide in which level its rows lie between two iterations.</param>
    /// <param name="rates">Arithmetic.</param>
    /// <param name="caches">The levels of memory.</param>
    /// <param name="reading">Bytes a nanosecond that are read of a level.</param>
    public Wall Nearest(int words, ArithmeticRates rates, CacheLevels caches, Func<CacheLevel, double> reading)
    {
        CacheLevel level = caches.Holding(words * RowBytes);
        return Wall.Nearest(
        [
            .. Wall.OfArithmetic(new Operations(2 * Topics, 0, 0, 1, 0), rates),
            Wall.OfReading(RowBytes, reading(level), level.Name),
        ]);
    }
}

/// <summary>Documents in the E-step's form.</summary>
internal sealed record Documents(long[] Offsets, int[] Ids, float[] Counts)
{
    public int Count => Offsets.Length - 1;

    public LdaDocuments Batch => new(Offsets, Ids, Counts);

    /// <summary>Documents of so many distinct words each, as the suites have them.</summary>
    public static Documents Synthetic(int count, int words, int topicCount)
    {
        (long[] offsets, int[] ids, float[] counts) = SyntheticLda.Documents(count, words, topicCount);
        return new(offsets, ids, counts);
    }
}
