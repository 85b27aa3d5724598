using System;
using System.IO;
using System.Linq;
using System.Numerics;
using System.Runtime.InteropServices;
using Kernels.Corpora;
using Kernels.Lda;
using Xunit;
using static Kernels.Inference.Tests.LdaTestModels;

namespace Kernels.Inference.Tests.Conformance;

/// <summary>What Infer.NET, Mallet and Vowpal Wabbit test of LDA.</summary>
/// <remarks>
/// Infer.NET's test/Tests/LDATests.cs compares its two representations of one model; Mallet's TestParallelTopicModelRegression pins a run on a literal corpus
/// (the idea is taken over, its numbers are a Gibbs sampler's); Vowpal Wabbit's test/core.vwtest.json compares whole logs, which follow from its own start,
/// hashing, step and float functions, so its losses are not comparable: taken over is what they are there for, a last mini-batch that is a part, and several passes.
/// </remarks>
public class OtherLdaTests
{
    private const string Wiki256 = "vw/wiki256.dat";

    /// <summary>LDATest: sparse and dense posteriors differ by at most 1e-3. Ours: topics that fall out of a document's active set against loops that keep all.</summary>
    [Fact]
    public void SparseAndDensePosteriorsAgree()
    {
        TestCorpus corpus = TestCorpus.Synthetic();
        LdaOptions options = Small() with { Alpha = [0.01], Eta = [0.01], InnerIterations = 60, InnerTolerance = 0 };
        using var sparse = new CpuLdaDevice<double>(1);
        using LdaModel one = new LdaTrainer<double>(options, sparse).Fit(corpus, out _);
        using LdaModel other = Train<double>(options, corpus, out _);
        float[] active = new float[corpus.DocumentCount * 5];
        float[] all = new float[active.Length];
        one.Infer(corpus, active);
        other.Infer(corpus, all);
        Assert.All(active.Zip(all), pair => Assert.Equal(pair.Second, pair.First, 1e-3f));
        Assert.Contains(active, share => share < 1e-3f);
    }

    /// <summary>A literal corpus and the bits it trains to, on every machine and at every width. A change of them is a change of results and wants a reason.</summary>
    [Theory]
    [InlineData(false, LdaMethod.Batch, "xxh64:72807d638481dcb3")]
    [InlineData(true, LdaMethod.Batch, "xxh64:d21fc6657d3da444")]
    [InlineData(false, LdaMethod.Online, "xxh64:e897592c0bd4f738")]
    [InlineData(true, LdaMethod.Online, "xxh64:6a8b3f6712406eca")]
    public void ALiteralCorpusTrainsToTheSameBits(bool inDouble, LdaMethod method, string expected)
        => Assert.Equal(expected, inDouble ? Bits<double>(method) : Bits<float>(method));

    /// <summary>256 articles of Wikipedia in mini-batches of 100, so the last is a part; one pass and two: every document is seen, and the second pass ends.</summary>
    [DataFact(Wiki256)]
    public void PartialBatchesAndPasses()
    {
        ICorpus corpus = CorpusReader.Read(Path.Combine(SharedData.Folder!, Wiki256));
        Assert.Equal(256, corpus.DocumentCount);
        LdaOptions options = new() { TopicCount = 100, Alpha = [0.01], Eta = [0.01], Method = LdaMethod.Online, BatchSize = 100, Passes = 1, Tau0 = 0 };
        using var device = new CpuLdaDevice<float>(1);
        using LdaModel once = new LdaTrainer<float>(options, device).Fit(corpus, out LdaFitResult first);
        using LdaModel twice = new LdaTrainer<float>(options with { Passes = 2 }, device).Fit(corpus, out LdaFitResult second);
        Assert.Equal((3, 6), (first.Steps, second.Steps));
        Assert.Equal(first.History[0].Visits, second.History[0].Visits);
        Assert.True(LdaScores.Bound(twice, corpus).DocumentPart > LdaScores.Bound(once, corpus).DocumentPart);

        // The last 56 documents count: without them the topics are others.
        var without = new LdaTrainer<float>(options, device);
        using LdaModel short256 = without.Fit(new FirstDocuments(corpus, 200), out LdaFitResult part);
        Assert.Equal(2, part.Steps);
        Assert.NotEqual(Lambda(once)[0], Lambda(short256)[0]);
    }

    private static string Bits<T>(LdaMethod method)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Two documents of a kind and one of both; counts that are not whole, a word of every document, an empty document.
        var corpus = new TestCorpus(7, [[(0, 2), (1, 1), (6, 1)], [(1, 3), (2, 1.5f), (6, 1)], [(3, 1), (4, 4), (6, 2)], [], [(4, 1), (5, 2), (6, 1)], [(0, 1), (5, 1), (6, 7)]]);
        LdaOptions options = new()
        {
            TopicCount = 3,
            Alpha = [0.1],
            Eta = [0.05],
            Method = method,
            Passes = 7,
            BatchSize = 4,
            Tau0 = 1,
            Kappa = 0.7,
            Seed = 20,
            AlphaLearning = PriorLearning.Asymmetric,
            EtaLearning = PriorLearning.Symmetric,
        };
        using var device = new CpuLdaDevice<T>(2);
        using LdaModel model = new LdaTrainer<T>(options, device).Fit(corpus, out _);
        double[] numbers = [.. Lambda(model).SelectMany(row => row), .. model.Alpha, .. model.Eta];
        using var hash = new HashingStream(Stream.Null);
        hash.Write(MemoryMarshal.AsBytes<double>(numbers));
        return hash.Checksum;
    }

    /// <summary>Some documents of a corpus.</summary>
    private sealed class FirstDocuments(ICorpus corpus, int count) : ICorpus
    {
        public int DocumentCount => count;

        public int VocabularySize => corpus.VocabularySize;

        public long PairCount => corpus.Read(0, count).TermIds.Length;

        public double TokenCount => corpus.Read(0, count).Counts.ToArray().Sum(value => (double)value);

        public Vocabulary? Vocabulary => corpus.Vocabulary;

        public int LargestDocument => corpus.LargestDocument;

        public DocumentBlock Read(int first, int documents) => corpus.Read(first, documents);
    }
}
