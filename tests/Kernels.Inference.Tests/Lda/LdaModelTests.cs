using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Kernels.Corpora;
using Kernels.Tests;
using Xunit;
using static Kernels.Inference.Tests.LdaTestModels;

namespace Kernels.Inference.Tests;

public class LdaModelTests
{
    private static readonly Vocabulary s_words = new(["a", "b", "c", "x", "y", "z"]);

    [Fact]
    public void WordsMayComeInAnyOrderAndTwice()
    {
        using LdaModel model = Of<float>(Toy, 0.3, 0.01);
        float[] sorted = new float[2];
        float[] mixed = new float[2];
        model.Infer([0, 2, 4], [1, 3, 2], sorted);
        model.Infer([4, 2, 0, 2, 1], [2, 1, 1, 2, 0], mixed);
        Assert.Equal(sorted, mixed);
        model.Infer([], [], mixed);
        Assert.Equal([0.5f, 0.5f], mixed);
    }

    /// <summary>The topics lie in native memory: given back too early, they were read afterwards and ended the process.</summary>
    [Fact]
    public void InferenceUnderWayOutlivesTheModel()
    {
        LdaModel model = Of<float>(Toy, 0.3, 0.01);
        int[][] documents = [.. Enumerable.Range(0, 9000).Select(d => new[] { d % 6 })];
        int received = 0;
        float[] expected = new float[2];
        float[] last = [];
        model.Infer([8999 % 6], [1], expected);
        model.Infer(TestCorpus.OfWords(6, documents), (_, theta) =>
        {
            model.Dispose();
            received += theta.Length / 2;
            last = theta[^2..].ToArray();
        });
        Assert.Equal(9000, received);
        Assert.Equal(expected, last);
        Assert.Throws<ObjectDisposedException>(() => model.Infer([0], [1], new float[2]));
    }

    [Fact]
    public void MistakesAreNamed()
    {
        LdaModel model = Of<float>(Toy, 0.3, 0.01);
        void Refused(int[] ids, float[] counts, int length, string part)
            => Assert.Contains(part, Assert.Throws<ArgumentException>(() => model.Infer(ids, counts, new float[length])).Message, StringComparison.Ordinal);
        Refused([0], [1, 2], 2, "1 ids and 2 counts");
        Refused([0], [1], 3, "holds 3 values; expected 2");
        Refused([0, 6], [1, 1], 2, "Id 1 is 6; expected 0 to 5");
        Refused([-1], [1], 2, "Id 0 is -1");
        Refused([0], [-1], 2, "Count 0 is -1");
        Refused([0], [float.NaN], 2, "Count 0 is NaN");
        Assert.Throws<ArgumentOutOfRangeException>(() => model.TopWords(2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.ReadTopicWeights(6, new double[2]));
        Assert.Throws<ArgumentException>(() => model.ReadTopicWeights(0, new double[1]));
        Assert.Throws<ArgumentException>(() => model.Inference = new(0));
        Assert.Throws<ArgumentException>(() => model.Infer(TestCorpus.Blocks(), (_, _) => { }));
        Assert.Throws<ArgumentException>(() => model.Infer(TestCorpus.OfWords(6, [0]), new float[3]));
        model.Dispose();
        Assert.Throws<ObjectDisposedException>(() => model.Infer([0], [1], new float[2]));
    }

    [Fact]
    public void ManyThreadsGetWhatOneGets()
    {
        using LdaModel model = Of<float>(Toy, 0.3, 0.01);
        float[][] alone = [.. Enumerable.Range(0, 200).Select(i => Theta(model, i))];
        float[][] together = new float[200][];
        Parallel.For(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i => together[i] = Theta(model, i));
        Assert.Equal(alone, together);

        static float[] Theta(LdaModel model, int i)
        {
            float[] theta = new float[2];
            model.Infer([i % 6, (i / 6) % 6, i % 5], [1, 2, i % 4], theta);
            return theta;
        }
    }

    [Fact]
    public void InferAllocatesNothingAfterTheFirstCall()
    {
        var lambda = new TopicRows<float>(6, 2);
        lambda.Chunk(0, out _).Fill(1);
        using var model = new LdaModel<float>(lambda, null, new LdaOptions { TopicCount = 2 }, null, new PlainDevices());
        int[] ids = [3, 1, 3];
        float[] counts = [1, 2, 3];
        float[] theta = new float[2];
        Allocations.AssertNone(() =>
        {
            for (int i = 0; i < 100; i++)
            {
                model.Infer(ids, counts, theta);
            }
        });
    }

    /// <summary>The same on the processor, as an application has it.</summary>
    [Theory]
    [InlineData(20)]
    [InlineData(130)]
    public void OnTheProcessorInferIsTheSameFromAnyThreadAndAllocatesNothing(int topicCount)
    {
        var lambda = new TopicRows<float>(300, topicCount);
        Span<float> values = lambda.Chunk(0, out _);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = 0.05f + (i * 7919 % 613 % 31);
        }

        using var model = new LdaModel<float>(lambda, null, new LdaOptions { TopicCount = topicCount, Alpha = [0.05] });
        int[] ids = [.. Enumerable.Range(0, 60)];
        float[][] alone = [.. Enumerable.Range(0, 240).Select(i => Theta(model, ids, i, topicCount))];
        float[][] together = new float[240][];
        Parallel.For(0, 240, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i => together[i] = Theta(model, ids, i, topicCount));
        Assert.Equal(alone, together);
        Assert.NotEqual(alone[0], alone[100]);

        float[] counts = [.. Enumerable.Repeat(2f, 60)];
        float[] theta = new float[topicCount];
        Allocations.AssertNone(() =>
        {
            for (int i = 0; i < 50; i++)
            {
                model.Infer(ids, counts, theta);
            }
        });

        static float[] Theta(LdaModel model, int[] ids, int i, int topicCount)
        {
            float[] theta = new float[topicCount];
            model.Infer(Array.ConvertAll(ids, id => id + i), [.. ids.Select(id => (float)((id + i) % 4))], theta);
            return theta;
        }
    }

    [Fact]
    public void ACorpusGivesWhatItsDocumentsGive()
    {
        using LdaModel model = Of<double>(Toy, 0.3, 0.01);
        TestCorpus corpus = TestCorpus.OfWords(6, [.. Enumerable.Range(0, 5000).Select(i => i % 7 == 0 ? Array.Empty<int>() : [i % 3, 3 + (i % 2)])]);
        float[] whole = new float[10_000];
        model.Infer(corpus, whole);
        float[] received = new float[10_000];
        int next = 0;
        LdaInferenceResult result = model.Infer(corpus, (first, theta) =>
        {
            Assert.Equal(next, first);
            theta.CopyTo(received.AsSpan(2 * first));
            next = first + (theta.Length / 2);
        });
        Assert.Equal(5000, next);
        Assert.Equal(whole, received);
        Assert.Equal((5000, 0), (result.Documents, result.UnconvergedDocuments));
        Assert.True(result.Visits > corpus.PairCount);
        Assert.Equal(result, model.Infer(corpus, whole));
        model.Inference = new(1);
        LdaInferenceResult cut = model.Infer(corpus, received);
        Assert.Equal(corpus.PairCount, cut.Visits);
        Assert.InRange(cut.UnconvergedDocuments, 1, 5000 - 715);
        model.Inference = new();
        float[] one = new float[2];
        model.Infer([4999 % 3, 4], [1, 1], one);
        Assert.Equal(one, whole[^2..]);
        Assert.Throws<OperationCanceledException>(() => model.Infer(corpus, whole, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void CorporaAreMatchedByWord()
    {
        using LdaModel model = Of<double>(Toy, 0.3, 0.01, s_words);
        var corpus = new TestCorpus(4, [[(0, 1), (1, 2), (3, 5)], [(2, 7)]], new Vocabulary(["z", "a", "unseen", "c"]));
        CorpusMapping match = model.Match(corpus);
        ICorpus matched = match.Corpus;
        Assert.Equal((true, 3, 7.0), (match.ByWord, match.KnownWords, match.UnknownTokens));
        Assert.Equal(["unseen"], match.UnknownWords);
        Assert.Equal((2, 6, 3L, 8.0, 3), (matched.DocumentCount, matched.VocabularySize, matched.PairCount, matched.TokenCount, matched.LargestDocument));
        DocumentBlock block = matched.Read(0, 2);
        Assert.Equal([0, 2, 5], block.TermIdsOf(0).ToArray());
        Assert.Equal([2f, 5f, 1f], block.CountsOf(0).ToArray());
        Assert.Equal(0, block.TermIdsOf(1).Length);
        float[] byCorpus = new float[4];
        model.Infer(corpus, byCorpus);
        float[] byIds = new float[2];
        model.Infer([0, 2, 5], [2, 5, 1], byIds);
        Assert.Equal(byIds, byCorpus[..2]);
        var same = new TestCorpus(6, [[(0, 1)]], new Vocabulary(s_words.Words));
        Assert.Same(same, model.Match(same).Corpus);
        Assert.Throws<ArgumentException>(() => model.Match(new TestCorpus(5, [[(0, 1)]])));
    }

    [Fact]
    public void TopWordsComeHeaviestFirst()
    {
        using LdaModel model = Of<float>(Toy, 0.3, 0.01, s_words);
        Assert.Equal(["b", "c", "a"], model.TopWords(0, 3).Select(word => word.Word));
        Assert.Equal([5, 3, 4, 0, 2, 1], model.TopWords(10)[1].Select(word => word.Id));
        Assert.Equal(1, model.TopWords(1, 6).Sum(word => word.Probability), 12);
        using LdaModel flat = Of<float>([[1, 1, 1, 1]], 0.3, 0.01);
        Assert.Equal([0, 1], flat.TopWords(0, 2).Select(word => word.Id));
        Assert.Equal([1.0], flat.TopicShare());
        Assert.Empty(flat.TopWords(0, 0));
    }
}
