using System;
using System.Linq;
using System.Text.Json;
using System.Threading;
using Kernels.Corpora;
using Xunit;
using static Kernels.Inference.Tests.LdaTestModels;

namespace Kernels.Inference.Tests;

public class PyLdaVisFormatTests
{
    [Fact]
    public void TheFiveInputsAreWritten()
    {
        using LdaModel model = Of<double>(Toy, 0.1, 0.02, new Vocabulary(["a", "naïve", "c", "x", "y", "z"]));
        TestCorpus corpus = new(4, [[(0, 1), (1, 2), (3, 5)], [], [(2, 7)]], new Vocabulary(["z", "a", "unseen", "c"]));
        JsonElement json = JsonDocument.Parse(ArrayFiles.Written(stream => PyLdaVisFormat.Write(model, corpus, stream))).RootElement;
        Assert.Equal(["topic_term_dists", "doc_topic_dists", "doc_lengths", "term_frequency", "vocab"], json.EnumerateObject().Select(field => field.Name));
        Assert.Equal([8.0, 0, 0], json.GetProperty("doc_lengths").EnumerateArray().Select(value => value.GetDouble()));
        Assert.Equal([2.0, 0, 5, 0, 0, 1], json.GetProperty("term_frequency").EnumerateArray().Select(value => value.GetDouble()));
        Assert.Equal(model.Vocabulary!.Words, json.GetProperty("vocab").EnumerateArray().Select(value => value.GetString()!));

        double[][] topics = Matrix(json.GetProperty("topic_term_dists"));
        Assert.Equal(2, topics.Length);
        Assert.All(Enumerable.Range(0, 12), i => AssertNear(Toy[i / 6][i % 6] / Toy[i / 6].Sum(), topics[i / 6][i % 6], 1e-15));
        float[] theta = new float[6];
        model.Infer(corpus, theta);
        Assert.Equal(theta, Matrix(json.GetProperty("doc_topic_dists")).SelectMany(row => row).Select(value => (float)value));
        Assert.Throws<OperationCanceledException>(() => PyLdaVisFormat.Write(model, corpus, System.IO.Stream.Null, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void WordsWithoutANameHaveTheirNumber()
    {
        using LdaModel model = Of<float>(Toy, 0.1, 0.02);
        JsonElement json = JsonDocument.Parse(ArrayFiles.Written(stream => PyLdaVisFormat.Write(model, TestCorpus.OfWords(6, [0, 5]), stream))).RootElement;
        Assert.Equal(["#0", "#1", "#2", "#3", "#4", "#5"], json.GetProperty("vocab").EnumerateArray().Select(value => value.GetString()));
        Assert.Throws<ArgumentException>(() => PyLdaVisFormat.Write(model, TestCorpus.OfWords(5, [0]), System.IO.Stream.Null));
    }

    private static double[][] Matrix(JsonElement rows) => [.. rows.EnumerateArray().Select(row => row.EnumerateArray().Select(value => value.GetDouble()).ToArray())];
}
