using System;
using System.IO;
using System.Threading;

namespace Kernels.Corpora;

/// <summary>Reads text with its words in their order, a document at a time; nothing is kept.</summary>
/// <example>
/// <code>
/// File.WriteAllText("reviews.txt", "The motor brakes the wheel.\nA wheel, a wheel!\n");
/// Vocabulary vocabulary = new(["motor", "wheel"]);
/// CorpusReadOptions lines = new() { Format = CorpusFormat.Lines };
/// TextSequences.Read("reviews.txt", vocabulary, ids =&gt; Console.WriteLine(string.Join(' ', ids.ToArray())), lines);
/// // 0 -1 1
/// // 1 1
/// </code>
/// </example>
public static class TextSequences
{
    /// <summary>Reads a text file, a folder of them or standard input.</summary>
    /// <param name="path">A file, a folder (a file is a document), or <c>-</c> for standard input.</param>
    /// <param name="vocabulary">The words to tell apart, with their ids; others come as −1.</param>
    /// <param name="receive">Called with each document, an empty one included.</param>
    /// <param name="options">
    /// Format, stop words (they take no place in a document) and lower-casing; null for the defaults. Its own vocabulary and limits on words must not be set.
    /// </param>
    /// <param name="cancellation">Looked at before each block, and while standard input or a pipe keeps it waiting.</param>
    /// <exception cref="ArgumentException">The corpus is not text, or the options ask for what sequences do not have.</exception>
    /// <exception cref="CorpusFormatException">The file is not what it should be.</exception>
    /// <exception cref="FileNotFoundException">There is no such file or folder.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static void Read(
        string path, Vocabulary vocabulary, TokenSequenceHandler receive, CorpusReadOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(vocabulary);
        ArgumentNullException.ThrowIfNull(receive);
        options ??= new CorpusReadOptions();
        RefuseLimits(options);
        cancellation.ThrowIfCancellationRequested();
        TokenSequences sequences = new(options.Text, vocabulary, receive);
        if (path != CorpusReader.StandardInput && Directory.Exists(path))
        {
            RequireText(options.Format ?? CorpusFormat.Text);
            TextReading.ReadFolder(path, sequences, cancellation);
            return;
        }

        CorpusFormat? format = options.Format ?? (path == CorpusReader.StandardInput ? null : CorpusFormats.OfName(path));
        RequireText(format ?? CorpusFormat.Lines);
        using Stream file = path == CorpusReader.StandardInput ? Console.OpenStandardInput() : CorpusReader.OpenFile(path);
        using Stream? pipe = file.CanSeek ? null : new ReadAheadStream(file, cancellation);
        using ByteSource source = new(pipe ?? file, path, CorpusFormats.SaysGzip(path), cancellation);
        format ??= ContentSniffer.OfContent(source);
        RequireText(format.Value);
        TextReading.Read(source, sequences, linesAreDocuments: format == CorpusFormat.Lines);
    }

    private static void RequireText(CorpusFormat format)
    {
        if (format is not (CorpusFormat.Text or CorpusFormat.Lines))
        {
            throw new ArgumentException($"found the format {format}, expected text: a bag of words does not keep their order.");
        }
    }

    private static void RefuseLimits(CorpusReadOptions options)
    {
        TextOptions defaults = new();
        if (options.Vocabulary is not null || options.VocabularyPath is not null || options.Text.Keep is not null
            || options.Text.MinDocumentFrequency != defaults.MinDocumentFrequency || options.Text.MaxDocumentFrequency != defaults.MaxDocumentFrequency)
        {
            throw new ArgumentException("found a word list or a limit on words, expected neither where words are read in their order.", nameof(options));
        }
    }
}
