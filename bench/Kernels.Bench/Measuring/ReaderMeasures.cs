using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using Kernels.Bench.Reporting;
using Kernels.Corpora;

namespace Kernels.Bench.Measuring;

/// <summary>The readers, from bytes in memory.</summary>
internal static class ReaderMeasures
{
    private const int Documents = 5000;
    private const int Words = 60;

    public static void Measure(List<Figure> figures)
    {
        figures.Add(Of("UCI docword", Uci(), CorpusFormat.Uci));
        figures.Add(Of("lda-c", LdaC(), CorpusFormat.LdaC));
        figures.Add(Of("text, a document a line", Lines(), CorpusFormat.Lines));
    }

    private static Figure Of(string name, byte[] bytes, CorpusFormat format)
    {
        var options = new CorpusReadOptions { Format = format };
        Timing timing = Clock.Of(() => CorpusReader.Read(new MemoryStream(bytes), name, options));
        return new("readers", name, "", "MB/s", bytes.Length / timing.Best * 1e3, timing.Noise, MoreIsBetter: true);
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
