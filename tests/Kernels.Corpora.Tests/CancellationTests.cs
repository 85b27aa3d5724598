using System;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace Kernels.Corpora.Tests;

public class CancellationTests
{
    private const int Lines = 400_000;

    [Theory]
    [InlineData(CorpusFormat.Uci, "1000\n1000\n1000000000\n", "3 4 5\n")]
    [InlineData(CorpusFormat.MatrixMarket, "%%MatrixMarket matrix coordinate real general\n1000 1000 1000000000\n", "3 4 5\n")]
    [InlineData(CorpusFormat.LdaC, "", "2 3:4 5:6\n")]
    [InlineData(CorpusFormat.MatrixMarket, "%%MatrixMarket matrix coordinate pattern general\n1000 1000 1000000000\n", "3 4\n")]
    [InlineData(CorpusFormat.SvmLight, "", "1 3:4 5:6\n")]
    [InlineData(CorpusFormat.SvmLight, "# ", "a very long comment ")]
    [InlineData(CorpusFormat.VowpalWabbit, "", "| 3:4 5:6\n")]
    [InlineData(CorpusFormat.VowpalWabbit, "", "| ant bee:6\n")]
    [InlineData(CorpusFormat.Csv, "id,text\n", "1,some words\n")]
    [InlineData(CorpusFormat.Csv, "id,text\n1,\"", "some words\n")]
    [InlineData(CorpusFormat.JsonLines, "", "{\"text\":\"some words\"}\n")]
    [InlineData(CorpusFormat.Lines, "", "some words\n")]
    [InlineData(CorpusFormat.Text, "", "some words\n")]
    public void ReadingStopsBetweenBlocks(CorpusFormat format, string header, string line)
    {
        using CancellationTokenSource source = new();
        StringBuilder text = new(header);
        for (int i = 0; i < Lines; i++)
        {
            text.Append(line);
        }

        CancellingStream stream = new(Encoding.ASCII.GetBytes(text.ToString()), source);
        Assert.Throws<OperationCanceledException>(() => CorpusReader.Read(stream, "x", new CorpusReadOptions { Format = format }, source.Token));
        Assert.InRange(stream.Position, 1, stream.Length - 1);
    }

    [Fact]
    public async Task AWaitForDataStops()
    {
        using CancellationTokenSource source = new();
        using ManualResetEventSlim never = new();
        using ReadAheadStream stream = new(new WaitingStream(never), source.Token);
        Task<OperationCanceledException> reading = Task.Run(() => Assert.Throws<OperationCanceledException>(() => CorpusReader.Read(stream, "x", null, source.Token)));
        source.Cancel();
        await reading.WaitAsync(TimeSpan.FromSeconds(30));
        never.Set();
    }

    [Fact]
    public void EveryWayOfReadingStops()
    {
        using TemporaryFolder folder = new();
        CancellationToken stopped = new(canceled: true);
        SparseCorpus corpus = Corpora.Random(7, 40, 30, named: true);
        folder.Write("texts/a.txt", "a text");
        Assert.Throws<OperationCanceledException>(() => CorpusReader.Read(Path.Combine(folder.Path, "texts"), null, stopped));
        Assert.Throws<OperationCanceledException>(() => CorpusReader.Read(folder.Write("a.ldac", "1 2:3\n"), null, stopped));
        Assert.Throws<OperationCanceledException>(() => SampleCorpora.DotNet(stopped));
        Assert.Throws<OperationCanceledException>(() => CorpusMapping.ToVocabulary(corpus, new Vocabulary(["z"]), 1, stopped));
        string path = Path.Combine(folder.Path, "a.kcorpus");
        Assert.Throws<OperationCanceledException>(() => BinaryCorpusWriter.Write(corpus, path, stopped));
        Assert.Empty(Directory.GetFiles(folder.Path, "a.kcorpus*"));
    }

    /// <summary>Cancels once it has been read from for a while.</summary>
    private sealed class CancellingStream(byte[] bytes, CancellationTokenSource source) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer)
        {
            if (Position > 100_000)
            {
                source.Cancel();
            }

            return base.Read(buffer[..Math.Min(buffer.Length, 50_000)]);
        }
    }

    private sealed class WaitingStream(ManualResetEventSlim gate) : ForwardStream
    {
        public override int Read(Span<byte> buffer)
        {
            gate.Wait();
            return 0;
        }
    }
}
