using System;
using System.Linq;
using Kernels.Cli.Composition;
using Kernels.Corpora;
using Kernels.Inference;
using Xunit;

namespace Kernels.Cli.Tests.Composition;

public sealed class TrainingMemoryTests : IDisposable
{
    private const int Topics = 16;
    private readonly TinyCorpus _corpus = new();

    public void Dispose() => _corpus.Dispose();

    /// <summary>Ten documents with a hundred words between them: ten each, or one with nearly all. A mini-batch of two has the words of two average ones.</summary>
    [Theory]
    [InlineData("even", "10,10,10,10,10,10,10,10,10,10")]
    [InlineData("one", "91,1,1,1,1,1,1,1,1,1")]
    public void AStructuredBatchIsOfAverageDocuments(string name, string lengths)
    {
        int word = 0;
        string[] lines = [.. lengths.Split(',').Select(length => string.Join(' ', Enumerable.Range(0, int.Parse(length, System.Globalization.CultureInfo.InvariantCulture)).Select(_ => $"word{word++}")) + "\n")];
        ICorpus corpus = CorpusReader.Read(_corpus.Write(name, string.Concat(lines)), new CorpusReadOptions { Format = CorpusFormat.Lines });
        Assert.Equal((10, 100, 100), (corpus.DocumentCount, corpus.VocabularySize, (int)corpus.PairCount));

        // Of 20 words three rows in float, a scale and a counter, as for any topics; then six rows in double and one in float; γ of two documents twice.
        const int words = 20, row = Topics * sizeof(float);
        double expected = (words * ((3 * row) + 12)) + (words * Topics * ((6 * sizeof(double)) + sizeof(float))) + (2 * 2 * row);
        Assert.Equal(expected, Total(LdaMethod.Structured) - Total(LdaMethod.Online));

        double Total(LdaMethod method) => TrainingMemory.Total<float>(corpus, new LdaOptions { TopicCount = Topics, Method = method, BatchSize = 2 }, restarts: 1);
    }
}
