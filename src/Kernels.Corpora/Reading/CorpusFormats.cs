using System;
using System.Collections.Generic;
using System.IO;

namespace Kernels.Corpora;

/// <summary>Tells a corpus' format, and the vocabulary that goes with it, by name or by the first lines.</summary>
internal static class CorpusFormats
{
    private const int SniffedBytes = 1 << 14;

    /// <summary>Whether a name ends in .gz.</summary>
    internal static bool SaysGzip(string path) => path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);

    /// <summary>The format a name tells; null where it tells none.</summary>
    internal static CorpusFormat? OfName(string path)
    {
        string name = Path.GetFileName(WithoutGzip(path));
        return Path.GetExtension(name).ToUpperInvariant() switch
        {
            ".KCORPUS" => CorpusFormat.Binary,
            ".UCI" => CorpusFormat.Uci,
            ".MM" or ".MTX" => CorpusFormat.MatrixMarket,
            ".LDAC" or ".LDA-C" or ".BLEI" or ".DAT" => CorpusFormat.LdaC,
            ".TXT" when name.StartsWith("docword", StringComparison.OrdinalIgnoreCase) => CorpusFormat.Uci,
            _ => null,
        };
    }

    /// <summary>
    /// The format the first lines tell: Matrix Market by its banner; UCI where the first three lines with anything on them are one whole number each;
    /// lda-c where the first such line is a number and at least one id:count; text with a document a line otherwise.
    /// </summary>
    internal static CorpusFormat OfContent(ByteSource source)
    {
        source.Require(SniffedBytes);
        ReadOnlySpan<byte> rest = source.Bytes[..Math.Min(source.Available, SniffedBytes)];
        if (rest.StartsWith(BinaryLayout.Magic))
        {
            return CorpusFormat.Binary;
        }

        if (rest.StartsWith("%%MatrixMarket"u8))
        {
            return CorpusFormat.MatrixMarket;
        }

        for (int lines = 0; lines < 3;)
        {
            if (rest.IsEmpty)
            {
                return CorpusFormat.Lines;
            }

            int length = rest.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = length < 0 ? rest : rest[..length];
            rest = length < 0 ? [] : rest[(length + 1)..];
            ReadOnlySpan<byte> number = Numbers.NextField(ref line);
            if (number.IsEmpty)
            {
                continue;
            }

            if (!Numbers.TryWhole(number, out _))
            {
                return CorpusFormat.Lines;
            }

            ReadOnlySpan<byte> pair = Numbers.NextField(ref line);
            if (!pair.IsEmpty)
            {
                int colon = pair.IndexOf((byte)':');
                return lines == 0 && colon > 0 && Numbers.TryWhole(pair[..colon], out _) ? CorpusFormat.LdaC : CorpusFormat.Lines;
            }

            lines++;
        }

        return CorpusFormat.Uci;
    }

    /// <summary>
    /// The vocabulary file beside a corpus file: <c>vocab.NAME.txt</c> for <c>docword.NAME.txt</c>, dropping dotted parts of NAME from the end
    /// until a file is there; <c>FILE.vocab</c> for any other. Null where there is none.
    /// </summary>
    internal static string? SiblingVocabulary(string path)
    {
        const string Prefix = "docword.";
        string plain = WithoutGzip(path);
        string folder = Path.GetDirectoryName(plain) ?? "";
        List<string> candidates = [plain + ".vocab"];
        string name = Path.GetFileNameWithoutExtension(plain);
        if (name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            for (name = name[Prefix.Length..]; name.Length > 0; name = name[..Math.Max(0, name.LastIndexOf('.'))])
            {
                candidates.Add(Path.Combine(folder, $"vocab.{name}.txt"));
            }
        }

        foreach (string candidate in candidates)
        {
            foreach (string suffix in (ReadOnlySpan<string>)["", ".gz"])
            {
                if (File.Exists(candidate + suffix))
                {
                    return candidate + suffix;
                }
            }
        }

        return null;
    }

    private static string WithoutGzip(string path) => SaysGzip(path) ? path[..^3] : path;
}
