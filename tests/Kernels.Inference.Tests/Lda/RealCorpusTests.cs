using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Numerics;
using System.Runtime.InteropServices;
using Kernels.Corpora;
using Kernels.Lda;
using Kernels.Tests;
using Xunit;

namespace Kernels.Inference.Tests;

/// <summary>Laws of training on real corpora: no thread and no width of lanes shows in a bit of λ, and with γ carried over no bound falls.</summary>
[Collection(LaneWidthGroup.Name)]
public class RealCorpusTests
{
    private const string Nips = "uci/docword.nips.train.txt.gz";
    private const string Wikipedia = "uci/docword.wiki50k.txt.gz";

    private static readonly LdaOptions s_options = new() { TopicCount = 20, Alpha = [0.05], Eta = [0.02], Passes = 2, Seed = 4 };
    private static readonly Lazy<SparseCorpus> s_sample = new(() => SampleCorpora.DotNet());

    [Fact]
    public void TheSampleGivesTheSameBitsHoweverItIsTrained() => SameBits<float>(s_sample.Value, s_options);

    [Fact]
    public void TheSampleGivesTheSameBitsInDouble() => SameBits<double>(First(s_sample.Value, 1100), s_options with { Passes = 1 });

    [DataFact(Nips)]
    public void NipsGivesTheSameBits() => SameBits<float>(First(Read(Nips), 150), s_options with { CarryGamma = true, InnerIterations = 10 });

    [DataFact(Wikipedia)]
    public void WikipediaGivesTheSameBitsOnline() =>
        SameBits<float>(First(Read(Wikipedia), 2500), s_options with { Method = LdaMethod.Online, BatchSize = 700, Kappa = 0.7, Tau0 = 8 });

    [Fact]
    public void TheSamplesBoundNeverFallsWithGammaCarriedOver() => NeverFalls(First(s_sample.Value, 800));

    [DataFact(Nips)]
    public void NipsBoundNeverFallsWithGammaCarriedOver() => NeverFalls(First(Read(Nips), 150));

    private static void NeverFalls(ICorpus corpus)
    {
        LdaOptions options = s_options with { Passes = 25, CarryGamma = true, InnerIterations = 5 };
        using var device = new CpuLdaDevice<double>(2);
        using LdaModel model = new LdaTrainer<double>(options, device).Fit(corpus, out LdaFitResult result);
        double[] bounds = [.. result.History.Select(pass => pass.Bound!.Total)];
        Assert.Equal(25, bounds.Length);
        for (int i = 1; i < bounds.Length; i++)
        {
            Assert.True(bounds[i] >= bounds[i - 1] - (1e-9 * Math.Abs(bounds[i - 1])), $"pass {i + 1}: {bounds[i - 1]:R} → {bounds[i]:R}");
        }

        Assert.Equal(0, result.BoundFalls);
        Assert.True(bounds[^1] > bounds[0] + (0.01 * Math.Abs(bounds[0])), $"{bounds[0]:R} → {bounds[^1]:R}");
    }

    private static void SameBits<T>(ICorpus corpus, LdaOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        byte[] expected = Lambda<T>(corpus, options, threads: 1);
        Assert.All([2, 3], threads => Assert.True(expected.AsSpan().SequenceEqual(Lambda<T>(corpus, options, threads)), $"{threads} threads show."));
        foreach ((int bits, byte[] lambda) in Widths.Each(() => Lambda<T>(corpus, options, threads: 2)))
        {
            Assert.True(expected.AsSpan().SequenceEqual(lambda), $"The width {bits} shows.");
        }
    }

    /// <summary>λ as it would be saved.</summary>
    private static byte[] Lambda<T>(ICorpus corpus, LdaOptions options, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var device = new CpuLdaDevice<T>(threads);
        using var model = (LdaModel<T>)new LdaTrainer<T>(options, device) { Threads = threads }.Fit(corpus, out _);
        List<byte> bytes = [];
        for (int chunk = 0; chunk < model.Lambda.ChunkCount; chunk++)
        {
            bytes.AddRange(MemoryMarshal.AsBytes(model.Lambda.Chunk(chunk, out int _)));
        }

        return [.. bytes];
    }

    private static ICorpus Read(string file) => CorpusReader.Read(Path.Combine(SharedData.Folder!, file));

    private static SparseCorpus First(ICorpus corpus, int documents)
    {
        SparseCorpusBuilder builder = new(corpus.VocabularySize);
        for (int d = 0; d < documents; d++)
        {
            DocumentBlock document = corpus.Read(d, 1);
            builder.AddDocument(document.TermIds, document.Counts);
        }

        return builder.Build(corpus.Vocabulary);
    }
}
