using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Kernels.Corpora;
using Kernels.Tests;
using Xunit;

namespace Kernels.Cli.Tests;

/// <summary>A binary corpus that is larger than the memory the tool may use is trained a block at a time.</summary>
public sealed class StreamingTests(TinyCorpus folder) : IClassFixture<TinyCorpus>
{
    private const int Documents = 120_000;
    private const int PairsPerDocument = 200;

    // A quarter of what the corpus takes, in hexadecimal as the runtime expects it; λ and its like are not counted, and tiny.
    private const string HeapLimit = "3000000";

    private readonly string _corpus = Written(folder.At("large.kcorpus"));

    [Theory]
    [InlineData("batch")]
    [InlineData("online")]
    [InlineData("online", "--shuffle")]
    public void TrainingTakesLessMemoryThanTheCorpus(string method, params string[] more)
    {
        Assert.True(new FileInfo(_corpus).Length > 3.8 * Convert.ToInt64(HeapLimit, 16));
        (int exitCode, string error) = Train(method, more);
        Assert.True(exitCode == 0, error);
        Assert.Contains("1 pass in", error, StringComparison.Ordinal);
    }

    /// <summary>λ, its factors and the statistics are held while it trains; the model's copy of λ must not come on top of them. Of several starts the best model stands beside.</summary>
    [Theory]
    [InlineData(1, 3.2)]
    [InlineData(4, 4.2)]
    public void TheWholeRunTakesLittleMoreThanThreeTimesLambda(int restarts, double most)
    {
        const int Words = 400_000;
        const double PaddedTopics = 112;
        string corpus = folder.Write($"wide{restarts}.ldac", $"2 0:1 {Words - 1}:1\n");
        (int exitCode, string output, string error) = Run(
            heapLimit: null, "lda", "train", corpus, "--topics", "100", "--passes", "1", "--threads", "2", "--restarts", $"{restarts}", "--json", "--output", folder.At($"wide{restarts}"));
        Assert.True(exitCode == 0, error);
        Match peak = Regex.Match(output, "\"peakMemoryBytes\":(\\d+)");
        Assert.True(peak.Success, output);
        Assert.InRange(double.Parse(peak.Groups[1].Value, CultureInfo.InvariantCulture), 1, (most * Words * PaddedTopics * sizeof(float)) + 100e6);
    }

    private (int ExitCode, string Error) Train(string method, string[] more)
    {
        (int exitCode, _, string error) = Run(
            HeapLimit,
            ["lda", "train", _corpus, "--topics", "2", "--passes", "1", "--inner-iterations", "1", "--method", method, "--threads", "2", "--output", folder.At("model-" + string.Concat([method, .. more])), .. more]);
        return (exitCode, error);
    }

    private static (int ExitCode, string Output, string Error) Run(string? heapLimit, params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", [typeof(Tool).Assembly.Location, .. arguments]) { RedirectStandardError = true, RedirectStandardOutput = true };
        if (heapLimit is not null)
        {
            start.Environment["DOTNET_GCHeapHardLimit"] = heapLimit;
        }

        using Process process = WatchedProcess.Start(start);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output.GetAwaiter().GetResult(), error);
    }

    private static string Written(string path)
    {
        if (!File.Exists(path))
        {
            BinaryCorpusWriter.Write(new GeneratedCorpus(), path);
        }

        return path;
    }

    /// <summary>Documents that exist only while they are read.</summary>
    private sealed class GeneratedCorpus : ICorpus
    {
        private long[] _offsets = [];
        private int[] _termIds = [];
        private float[] _counts = [];

        public int DocumentCount => Documents;

        public int VocabularySize => 3 * PairsPerDocument;

        public long PairCount => (long)Documents * PairsPerDocument;

        public double TokenCount => PairCount;

        public Vocabulary? Vocabulary => null;

        public int LargestDocument => PairsPerDocument;

        public DocumentBlock Read(int first, int count)
        {
            (_offsets, _termIds, _counts) = (new long[count + 1], new int[count * PairsPerDocument], new float[count * PairsPerDocument]);
            for (int p = 0; p < _termIds.Length; p++)
            {
                _termIds[p] = (3 * (p % PairsPerDocument)) + ((first + (p / PairsPerDocument)) % 3);
            }

            Array.Fill(_counts, 1);
            for (int d = 1; d <= count; d++)
            {
                _offsets[d] = (long)d * PairsPerDocument;
            }

            return new DocumentBlock(first, _offsets, _termIds, _counts);
        }
    }
}
