using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;

namespace Kernels.Corpora;

/// <summary>Reads corpora from files, folders, streams and standard input.</summary>
/// <remarks>
/// The format is told by the options, else by the name: <c>docword*.txt</c>, <c>.uci</c>; <c>.mm</c>, <c>.mtx</c>;
/// <c>.ldac</c>, <c>.lda-c</c>, <c>.blei</c>, <c>.dat</c>; <c>.svmlight</c>, <c>.svm</c>, <c>.libsvm</c>; <c>.vw</c>; <c>.csv</c>, <c>.tsv</c>;
/// <c>.jsonl</c>, <c>.ndjson</c>; <c>.kcorpus</c>; a folder is text, a file a document.
/// Any other file is told by its first lines: the Matrix Market banner, three lines of one whole number each (UCI), a whole number and an id:count
/// (lda-c), any other number and an id:count (svmlight), a bar and a word:count (Vowpal Wabbit), a brace and a quote (JSON lines),
/// else text with a document a line; CSV is never guessed. Gzip data are recognised by their first bytes, whatever the name.
/// Id formats: unsorted input is sorted, counts of a repeated pair are added, pairs of count zero dropped, blank lines skipped.
/// </remarks>
/// <example>
/// A UCI docword file with its words beside it, and plain text, a document a line:
/// <code>
/// File.WriteAllText("docword.fruit.txt", "2\n3\n4\n1 1 2\n1 3 1\n2 2 5\n2 3 1\n");
/// File.WriteAllText("vocab.fruit.txt", "apple\npear\nplum\n");
/// ICorpus corpus = CorpusReader.Read("docword.fruit.txt");
/// Console.WriteLine($"{corpus.DocumentCount} documents, {corpus.VocabularySize} words, {corpus.TokenCount} tokens");
/// // 2 documents, 3 words, 9 tokens
/// File.WriteAllText("reviews.txt", "The brakes squeal.\nGood brakes, and a good motor!\n");
/// corpus = CorpusReader.Read("reviews.txt", new CorpusReadOptions { Format = CorpusFormat.Lines });
/// Console.WriteLine(string.Join(' ', corpus.Vocabulary!.Words)); // brakes good motor squeal
/// </code>
/// </example>
public static class CorpusReader
{
    /// <summary>The name that means standard input.</summary>
    public const string StandardInput = "-";

    /// <summary>Reads a corpus, or opens it when it is in this library's own format.</summary>
    /// <param name="path">A file, a folder, or <c>-</c> for standard input.</param>
    /// <param name="options">Format, vocabulary, text options; null for the defaults.</param>
    /// <param name="cancellation">Looked at before each block, and while standard input or a pipe keeps it waiting.</param>
    /// <returns>A <see cref="SparseCorpus"/>, or a <see cref="BinaryCorpus"/>, which is to be disposed of.</returns>
    /// <exception cref="CorpusFormatException">The file, or its vocabulary file, is not what it should be.</exception>
    /// <exception cref="FileNotFoundException">There is no such file or folder.</exception>
    /// <exception cref="ArgumentException">The options contradict the path or the format: standard input as a folder, a vocabulary for a file that has its own, a column of a file that is no CSV.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ICorpus Read(string path, CorpusReadOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= new CorpusReadOptions();
        cancellation.ThrowIfCancellationRequested();
        if (path == StandardInput)
        {
            using Stream input = new ReadAheadStream(Console.OpenStandardInput(), cancellation);
            return Read(input, StandardInput, options, cancellation);
        }

        if (Directory.Exists(path))
        {
            return options.Format is null or CorpusFormat.Text
                ? TextReading.ReadFolder(path, options.Text, VocabularyOf(options, null), cancellation)
                : throw new ArgumentException(
                    $"{path} is a folder, which can only be read as {CorpusFormat.Text}; asked for was {options.Format}.", nameof(options));
        }

        if ((options.Format ?? CorpusFormats.OfName(path)) == CorpusFormat.Binary)
        {
            OptionChecks.RequireFit(options, CorpusFormat.Binary);
            return OpenBinary(path, options);
        }

        using FileStream file = OpenFile(path);
        using Stream? pipe = file.CanSeek ? null : new ReadAheadStream(file, cancellation);
        using ByteSource source = new(pipe ?? file, path, CorpusFormats.SaysGzip(path), cancellation);
        CorpusFormat format = CorpusFormats.Of(CorpusFormats.OfName(path), source, options);
        OptionChecks.RequireFit(options, format);
        if (format == CorpusFormat.Binary && !source.IsGzip)
        {
            return OpenBinary(path, options);
        }

        return Read(source, format, options, VocabularyOf(options, OptionChecks.IsText(format) ? null : CorpusFormats.SiblingVocabulary(path)));
    }

    /// <summary>Reads a corpus from a stream to its end; the stream stays open.</summary>
    /// <param name="stream">The bytes, gzip or not.</param>
    /// <param name="name">The name in messages.</param>
    /// <param name="options">Format, vocabulary, text options; null for the defaults. Without a format the first lines tell it.</param>
    /// <param name="cancellation">Looked at before each block.</param>
    /// <returns>The corpus.</returns>
    /// <exception cref="CorpusFormatException">The data are not what they should be.</exception>
    /// <exception cref="ArgumentException">The options ask for what the format has not, or the format is <see cref="CorpusFormat.Binary"/>, which is read from a file by its path.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static SparseCorpus Read(Stream stream, string name, CorpusReadOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentException.ThrowIfNullOrEmpty(name);
        options ??= new CorpusReadOptions();
        using ByteSource source = new(stream, name, cancellation: cancellation);
        CorpusFormat format = CorpusFormats.Of(null, source, options);
        OptionChecks.RequireFit(options, format);
        return Read(source, format, options, VocabularyOf(options, null));
    }

    /// <summary>Reads a word list: a word a line in the order of their ids, UTF-8, gzip or not.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The words.</returns>
    /// <exception cref="CorpusFormatException">A blank line inside, a repeated word, bytes that are not UTF-8.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static Vocabulary ReadVocabulary(string path) => VocabularyReader.Read(path);

    /// <summary>Reads a word list from a stream, which stays open.</summary>
    /// <param name="stream">The bytes, gzip or not.</param>
    /// <param name="name">The name in messages.</param>
    /// <returns>The words.</returns>
    /// <exception cref="CorpusFormatException">A blank line inside, a repeated word, bytes that are not UTF-8.</exception>
    public static Vocabulary ReadVocabulary(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentException.ThrowIfNullOrEmpty(name);
        using ByteSource source = new(stream, name);
        return VocabularyReader.Read(source);
    }

    /// <summary>Reads documents' titles: one a line in the order of the documents, UTF-8, gzip or not; a blank line is a document without one.</summary>
    /// <param name="path">The file. Of one named .tsv or .tsv.gz the last column is read.</param>
    /// <returns>The titles, without blanks around them.</returns>
    /// <exception cref="CorpusFormatException">Bytes that are not UTF-8, or a line of more than 1 MiB.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static IReadOnlyList<string> ReadTitles(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return TitleReader.Read(path);
    }

    /// <summary>Opens a file for reading from front to back, without a buffer: the reader has its own.</summary>
    internal static FileStream OpenFile(string path) =>
        new(path, new FileStreamOptions { BufferSize = 0, Options = FileOptions.SequentialScan });

    private static SparseCorpus Read(ByteSource source, CorpusFormat format, CorpusReadOptions options, Vocabulary? vocabulary) => format switch
    {
        CorpusFormat.Uci => CoordinateReader.ReadUci(source, vocabulary),
        CorpusFormat.MatrixMarket => CoordinateReader.ReadMatrixMarket(source, vocabulary, options.RowsAreWords),
        CorpusFormat.LdaC => LdaCReader.Read(source, vocabulary),
        CorpusFormat.SvmLight => SvmLightReader.Read(source, vocabulary, options.FirstId ?? 1),
        CorpusFormat.VowpalWabbit => VowpalWabbitReader.Read(source, vocabulary),
        CorpusFormat.Lines => TextReading.ReadLines(source, options.Text, vocabulary),
        CorpusFormat.Text => TextReading.ReadOneDocument(source, options.Text, vocabulary),
        CorpusFormat.Csv => CsvReader.Read(source, options.Csv ?? new CsvOptions(), CorpusFormats.UsualSeparator(source.Name), options.Text, vocabulary),
        CorpusFormat.JsonLines => JsonLinesReader.Read(source, options.JsonField, options.Text, vocabulary),
        CorpusFormat.Binary => throw new CorpusFormatException(
            source.Name, 0, "a .kcorpus file as a stream or zipped", "a plain file: it is read in place, by its path"),
        _ => throw new ArgumentException($"There is no corpus format {format}."),
    };

    private static BinaryCorpus OpenBinary(string path, CorpusReadOptions options) => options.Vocabulary is null && options.VocabularyPath is null
        ? BinaryCorpus.Open(path)
        : throw new ArgumentException($"{path} carries its own vocabulary; another one was given.", nameof(options));

    private static Vocabulary? VocabularyOf(CorpusReadOptions options, string? sibling) =>
        options.Vocabulary ?? ((options.VocabularyPath ?? sibling) is { } path ? VocabularyReader.Read(path) : null);
}
