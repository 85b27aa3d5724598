using System;
using System.Collections.Generic;
using System.IO;

namespace Kernels.Corpora;

/// <summary>Tells a corpus' format, and the vocabulary that goes with it.</summary>
internal static class CorpusFormats
{
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
            ".SVMLIGHT" or ".SVM" or ".LIBSVM" => CorpusFormat.SvmLight,
            ".VW" => CorpusFormat.VowpalWabbit,
            ".CSV" or ".TSV" => CorpusFormat.Csv,
            ".JSONL" or ".NDJSON" => CorpusFormat.JsonLines,
            ".TXT" when name.StartsWith("docword", StringComparison.OrdinalIgnoreCase) => CorpusFormat.Uci,
            _ => null,
        };
    }

    /// <summary>The format of a file: what the options say, else its name, else an option that only one format has, else its first lines.</summary>
    internal static CorpusFormat Of(CorpusFormat? ofName, ByteSource source, CorpusReadOptions options)
    {
        CorpusFormat? format = options.Format ?? ofName ?? OptionChecks.OfOptions(options);

        // Vowpal Wabbit's files are often called .dat, as lda-c's are, which never hold a bar.
        return format == CorpusFormat.LdaC && options.Format is null && ContentSniffer.OfContent(source) == CorpusFormat.VowpalWabbit
            ? CorpusFormat.VowpalWabbit
            : format ?? ContentSniffer.OfContent(source);
    }

    /// <summary>What stands between the fields of a CSV file that is called so.</summary>
    internal static char UsualSeparator(string path) => WithoutGzip(path).EndsWith(".tsv", StringComparison.OrdinalIgnoreCase) ? '\t' : ',';

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
