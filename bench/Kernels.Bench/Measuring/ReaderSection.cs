using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Kernels.Bench.Reporting;
using Kernels.Corpora;

namespace Kernels.Bench.Measuring;

/// <summary>The readers, from bytes in memory.</summary>
internal sealed class ReaderSection : ISection
{
    private const int Documents = 5000;
    private const int Words = 60;

    private readonly List<(string Name, int Bytes, Work Work)> _readers =
    [
        Of("UCI docword", Uci(), CorpusFormat.Uci),
        Of("lda-c", LdaC(), CorpusFormat.LdaC),
        Of("text, a document a line", Lines(), CorpusFormat.Lines),
    ];

    public IReadOnlyList<Work> Works => [.. _readers.Select(reader => reader.Work)];

    public void Report(List<Figure> figures, List<Curves> curves) => figures.AddRange(_readers.Select(reader =>
        new Figure("readers", reader.Name, "", "MB/s", reader.Bytes / reader.Work.Timing.Nanoseconds * 1e3, reader.Work.Timing.Noise, MoreIsBetter: true)));

    private static (string Name, int Bytes, Work Work) Of(string name, byte[] bytes, CorpusFormat format)
    {
        var options = new CorpusReadOptions { Format = format };
        return (name, bytes.Length, new Work(() => CorpusReader.Read(new MemoryStream(bytes), name, options)));
    }

    private static byte[] Uci()
    {
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"{Documents}\n10000\n{Documents * Words}\n"));
        for (int document = 1; document <= Documents; document++)
        {
            for (int i = 1; i <= Words; i++)
            {
                text.Append(CultureInfo.InvariantCulture, $"{document} {(i * 150) + (document % 100)} {1 + (i % 4)}\n");
            }
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }

    private static byte[] LdaC()
    {
        var text = new StringBuilder();
        for (int document = 0; document < Documents; document++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Words}");
            for (int i = 0; i < Words; i++)
            {
                text.Append(CultureInfo.InvariantCulture, $" {(i * 150) + (document % 100)}:{1 + (i % 4)}");
            }

            text.Append('\n');
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }

    private static byte[] Lines()
    {
        var text = new StringBuilder();
        for (int document = 0; document < Documents; document++)
        {
            for (int i = 0; i < Words; i++)
            {
                text.Append(CultureInfo.InvariantCulture, $"word{(char)('a' + (i % 26))}{(char)('a' + (document % 26))}{(char)('a' + (i * document % 26))} ");
            }

            text.Append('\n');
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }
}
