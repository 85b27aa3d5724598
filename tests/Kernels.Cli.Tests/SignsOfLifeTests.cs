using System;
using System.Diagnostics;
using System.IO;
using System.Threading;
using Kernels.Cli.Composition;
using Kernels.Cli.Output;
using Xunit;

namespace Kernels.Cli.Tests;

/// <summary>What a person sees before and beside the work: that it goes on, that the disk is too small, how many of what.</summary>
public sealed class SignsOfLifeTests(TinyCorpus corpus) : IClassFixture<TinyCorpus>
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ReadingThatTakesLongIsSaid(bool interactive)
    {
        using StringWriter text = new();
        TextWriter error = TextWriter.Synchronized(text);
        Stopwatch clock = Stopwatch.StartNew();
        using (new ReadingLine(new ToolConsole(TextWriter.Null, error, interactive, CancellationToken.None), "letters", corpus.Lines, secondsBetween: 0.001))
        {
            while (!Said().Contains("reading letters, ", StringComparison.Ordinal))
            {
                Assert.True(clock.Elapsed < s_patience, "Nothing is said.");
                Thread.Sleep(1);
            }
        }

        string said = Said();
        Assert.Contains(Amounts.Bytes(new FileInfo(corpus.Lines).Length), said, StringComparison.Ordinal);
        Assert.Equal(interactive, said.EndsWith("\r\u001b[2K", StringComparison.Ordinal));
        Thread.Sleep(20);
        Assert.Equal(said, Said());

        // A synchronized writer locks itself, and has no text of its own.
        string Said()
        {
            lock (error)
            {
                return text.ToString();
            }
        }
    }

    [Fact]
    public void ReadingThatIsOverAtOnceIsNot()
    {
        using StringWriter error = new();
        new ReadingLine(new ToolConsole(TextWriter.Null, error, Interactive: false, CancellationToken.None), "letters", null).Dispose();
        Assert.Empty(error.ToString());
    }

    [Theory]
    [InlineData(0, "0 documents")]
    [InlineData(1, "1 document")]
    [InlineData(2, "2 documents")]
    [InlineData(1234, "1,234 documents")]
    [InlineData(0.5, "0.5 documents")]
    public void OneIsNotSeveral(double count, string expected) => Assert.Equal(expected, Amounts.Of(count, "document"));

    [Fact]
    public void OneDocumentIsOneDocument()
    {
        string one = corpus.Write("one.txt", "apple pear apple\n");
        ToolRun train = ToolRun.Of("lda", "train", one, "--format", "lines", "--topics", "1", "--passes", "1", "--threads", "1", "--output", corpus.At("one"));
        Assert.Equal(0, train.ExitCode);
        Assert.Contains("1 document, 2 words, 2 pairs, 3 tokens", train.Error, StringComparison.Ordinal);
        Assert.Contains("1 topic, batch, 1 pass, float, 1 thread,", train.Error, StringComparison.Ordinal);
        Assert.Contains("1 pass in", train.Error, StringComparison.Ordinal);
        ToolRun infer = ToolRun.Of("lda", "infer", corpus.At("one"), one, "--format", "lines", "--output", corpus.At("one.csv"));
        Assert.Contains("1 document, 1 topic: ", infer.Error, StringComparison.Ordinal);
    }

    /// <summary>With a single iteration no document of mixed words has settled.</summary>
    [Fact]
    public void DocumentsThatHaveNotSettledAreCounted()
    {
        string model = corpus.Train("counted");
        string mixed = corpus.Write("mixed.txt", "apple hammer pear pear\nsaw apple plum\n\n");
        string[] infer = ["lda", "infer", model, mixed, "--format", "lines", "--output", corpus.At("mixed.csv"), "--force", "--json"];
        ToolRun one = ToolRun.Of([.. infer, "--inner-iterations", "1"]);
        Assert.Equal(0, one.ExitCode);
        Assert.Contains("3 documents, 2 topics, 2 documents not settled after 1 iteration: ", one.Error, StringComparison.Ordinal);
        Assert.Equal((3, 2), (one.Json[0].GetProperty("documents").GetInt32(), one.Json[0].GetProperty("unconvergedDocuments").GetInt32()));
        ToolRun all = ToolRun.Of(infer);
        Assert.Contains("3 documents, 2 topics: ", all.Error, StringComparison.Ordinal);
        Assert.Equal(0, all.Json[0].GetProperty("unconvergedDocuments").GetInt32());
    }

    [Fact]
    public void ADiskTooSmallIsRefusedBeforeTheWork()
    {
        BadInputException refused = Assert.Throws<BadInputException>(() => DiskSpace.Require("folder", needed: 3 << 20, free: 1 << 20));
        Assert.Equal("option --output: found 1.00 MiB free on the disk of folder, expected at least the 3.00 MiB of the model", refused.Message);
        DiskSpace.Require("folder", needed: 1, free: 1);
        DiskSpace.Require("folder", needed: 1e30, free: null);

        // A folder that is still to be made is on the disk of the one above it.
        double? here = DiskSpace.FreeBytes(corpus.Folder);
        Assert.True(here > 0);
        Assert.InRange(DiskSpace.FreeBytes(Path.Combine(corpus.Folder, "a", "b"))!.Value, here.Value * 0.5, here.Value * 2);
    }
}
