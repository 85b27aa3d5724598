using System;
using System.Linq;
using System.Numerics;
using Kernels.Lda;
using Xunit;

namespace Kernels.Gpu.Tests;

/// <summary>Several short documents to a group: the packing must not show in a result.</summary>
[Collection(SharedDevice.Collection)]
public sealed class GpuLdaPackingTests(SharedDevice simulator)
{
    /// <summary>By one, two and four warps a group, and by groups of a warp's threads; a tile that holds each document, and one that does not.</summary>
    [Theory]
    [InlineData(20, 9, 6, 0.1)]
    [InlineData(33, 4, 12, 0.01)]
    public void PackedDocumentsHaveTheBitsOfSingleOnes(int topicCount, int tileWords, int mostWords, double alpha)
    {
        Compare<float>(topicCount, tileWords, mostWords, alpha);
        Compare<double>(topicCount, tileWords, mostWords, alpha);
    }

    /// <summary>What an H100 or a similar device would be given, in float; 12,288 numbers are the 48 KiB of a group.</summary>
    [Theory]
    [InlineData(20, 5, 32, 4, 5, true)]
    [InlineData(100, 5, 32, 4, 5, true)]
    [InlineData(100, 30, 32, 3, 30, true)]
    [InlineData(1000, 5, 32, 1, 5, true)]
    [InlineData(100, 60, 64, 1, 60, false)]
    [InlineData(100, 1000, 128, 1, 113, false)]
    [InlineData(1000, 200, 256, 1, 6, false)]
    [InlineData(20, 1000, 32, 1, 551, true)]
    public void ShapesFollowFromTheDocuments(int topicCount, int words, int threads, int documents, int tileWords, bool isWarp)
    {
        LdaDocumentShape shape = LdaDocumentShape.Of(new LdaGroupLimits(32, 1024, 12_288), topicCount, words, LdaDocumentShape.MostDocuments)!.Value;
        Assert.Equal((threads, documents, tileWords, isWarp), (shape.Threads, shape.Documents, shape.TileWords, shape.IsWarp));
        Assert.InRange(shape.SharedNumbers, 1, 12_288);

        // A document's threads and tile are its own affair: alone it would get the same.
        LdaDocumentShape alone = LdaDocumentShape.Of(new LdaGroupLimits(32, 1024, 12_288), topicCount, words, 1)!.Value;
        Assert.Equal((shape.Threads, shape.TileWords, shape.SharedNumbers), (alone.Threads, alone.TileWords, alone.SharedNumbers * documents));
        Assert.Null(LdaDocumentShape.Of(new LdaGroupLimits(32, 1024, 12_288), 2500, words, LdaDocumentShape.MostDocuments));
    }

    /// <summary>Short documents, an empty one among them, and long ones in one batch: classes of both kinds, each to the document that it belongs to.</summary>
    [Fact]
    public void ShortAndLongDocumentsOfABatchAgree()
    {
        const int TopicCount = 36, VocabularySize = 50;
        Random random = new(4);
        int[] lengths = [3, 50, 1, 0, 5, 40, 2, 4, 5];
        long[] offsets = [0, .. lengths.Select((_, d) => (long)lengths[..(d + 1)].Sum())];
        int[] words = [.. lengths.SelectMany(length => Enumerable.Range(0, VocabularySize).OrderBy(_ => random.Next()).Take(length).Order())];
        LdaCorpus corpus = new(offsets, words, [.. words.Select(_ => 1f + random.Next(4))], VocabularySize);
        using CpuLdaDevice<double> processor = new(1);
        using GpuLdaDevice<double> gpu = new(simulator.Device);
        LdaRun<double> expected = LdaRun<double>.Of(processor, corpus, TopicCount, 0.05, passes: 2);
        LdaRun<double> actual = LdaRun<double>.Of(gpu, corpus, TopicCount, 0.05, passes: 2);
        Assert.InRange(LdaRun<double>.Distance(expected.Gamma, actual.Gamma), 0, 1e-12);
        Assert.InRange(LdaRun<double>.Distance(expected.Lambda, actual.Lambda), 0, 1e-12);
        Assert.Equal(expected.Iterations, actual.Iterations);
        Assert.Equal(actual.Gamma, LdaRun<double>.Of(gpu, corpus, TopicCount, 0.05, passes: 2).Gamma);
    }

    /// <summary>Blocks: short documents by the thousand, long ones as the processor takes them, fewer where K is large.</summary>
    [Theory]
    [InlineData(100, 5, 50_000, 16_384)]
    [InlineData(100, 100, 50_000, 2_621)]
    [InlineData(100, 1000, 50_000, 1024)]
    [InlineData(1000, 5, 50_000, 4194)]
    [InlineData(100, 5, 700, 700)]
    [InlineData(100_000, 5, 50_000, 1024)]
    public void BlocksFollowFromTheLengths(int topicCount, int words, int documents, int expected)
    {
        long[] offsets = [.. Enumerable.Range(0, documents + 1).Select(d => 9 + ((long)d * words))];
        Assert.Equal(expected, LdaBlock<float>.Length(offsets, 0, topicCount));
        Assert.Equal(3, LdaBlock<float>.Length(offsets, documents - 3, topicCount));
    }

    private void Compare<T>(int topicCount, int tileWords, int mostWords, double alpha)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int warp = simulator.Device.Accelerator.WarpSize;
        LdaKernelCase<T> kernel = new(LdaCorpus.Make(30, 7, mostWords), topicCount, tileWords, alpha);
        Array[] expected = kernel.OnSimulator(simulator.Device, isWarp: false, warp);
        foreach (int documents in new[] { 1, 2, 4, 4 })
        {
            LdaKernelCase<T>.AssertSame(expected, kernel.OnSimulator(simulator.Device, isWarp: true, warp, documents));
        }
    }
}
