using System;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Kernels.Corpora;

/// <summary>Reads triplets "document word count", numbered from 1: UCI docword files (D, W, NNZ on a line each) and Matrix Market coordinate files.</summary>
internal sealed partial class CoordinateReader
{
    /// <summary>The longest line taken, header included.</summary>
    internal const int LongestLine = 4096;

    /// <summary>The longest line the fast path takes: three numbers of nine digits, their separators, and room to look ahead.</summary>
    private const int LongestPlainLine = 40;

    private readonly ByteSource _source;
    private readonly Vocabulary? _vocabulary;
    private DocumentCollector _documents = null!;
    private int _documentCount;
    private int _wordCount;
    private long _pairCount;
    private long _pairs;
    private bool _isMatrix;
    private bool _rowsAreWords;
    private bool _isPattern;

    private CoordinateReader(ByteSource source, Vocabulary? vocabulary)
    {
        _source = source;
        _vocabulary = vocabulary;
    }

    /// <summary>Reads a UCI docword file.</summary>
    internal static SparseCorpus ReadUci(ByteSource source, Vocabulary? vocabulary)
    {
        CoordinateReader reader = new(source, vocabulary);
        reader._documentCount = (int)reader.HeaderLine("the number of documents", int.MaxValue - 1);
        reader._wordCount = (int)reader.HeaderLine("the number of words", int.MaxValue - 1);
        reader._pairCount = reader.HeaderLine("the number of (document, word) pairs", long.MaxValue);
        return reader.Read();
    }

    /// <summary>Reads a Matrix Market file of documents × words, or of words × documents.</summary>
    internal static SparseCorpus ReadMatrixMarket(ByteSource source, Vocabulary? vocabulary, bool rowsAreWords)
    {
        CoordinateReader reader = new(source, vocabulary) { _isMatrix = true, _rowsAreWords = rowsAreWords };
        reader.MatrixMarketHeader();
        return reader.Read();
    }

    private SparseCorpus Read()
    {
        if (_vocabulary is not null && _vocabulary.Count != _wordCount)
        {
            string rows = _isMatrix && !_rowsAreWords && _vocabulary.Count == _documentCount ? "; its rows, of which there are as many, may be the words" : "";
            throw Bad($"{Numbers.Of(_vocabulary.Count, "word")} in the vocabulary", $"the {_wordCount} of the header{rows}");
        }

        // The header is believed only as far as the file's size allows: a pair takes 6 bytes, and about one zipped.
        long possible = _source.Length < 0 ? 1 << 16 : _source.IsGzip ? _source.Length : _source.Length / 6;
        _documents = new DocumentCollector(_source, _wordCount, Math.Min(_pairCount, possible));
        while (true)
        {
            if (_source.Available < LongestLine)
            {
                _source.Fill();
            }

            int used = _rowsAreWords || _isPattern ? 0 : PlainLines(_source.Bytes);
            _source.Advance(used);
            if (!_source.TryReadLine(LongestLine, out ReadOnlySpan<byte> line))
            {
                break;
            }

            AnyLine(line);
            _source.Line++;
        }

        if (_pairs < _pairCount)
        {
            throw Bad($"the end after {Numbers.Of(_pairs, "pair")}", $"the {_pairCount} of the header");
        }

        return _documents.Finish(_documentCount, _vocabulary);
    }

    /// <summary>Takes lines of three plain numbers in range, each separated by one space, as long as they come so; returns the bytes used.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int PlainLines(ReadOnlySpan<byte> bytes)
    {
        int position = 0;
        int limit = bytes.Length - LongestPlainLine;
        long pairs = _pairs;
        long pairCount = _pairCount;
        int words = _wordCount;
        int documentCount = _documentCount;
        DocumentCollector documents = _documents;
        SparseCorpusBuilder builder = documents.Sorted;
        while (position < limit && pairs < pairCount)
        {
            int at = position;
            uint document = Digits(bytes, ref at);
            if (bytes[at++] != ' ')
            {
                break;
            }

            uint word = Digits(bytes, ref at);
            if (bytes[at++] != ' ')
            {
                break;
            }

            uint count = Digits(bytes, ref at);
            if (bytes[at] == '\r')
            {
                at++;
            }

            // A number that is missing or zero is 0 here, and goes to the slow path with everything else that is unusual.
            if (bytes[at] != '\n' || word - 1 >= (uint)words || document - 1 >= (uint)documentCount || count == 0)
            {
                break;
            }

            if ((int)document != documents.Current || documents.OutOfOrder)
            {
                if (!documents.Enter((int)document))
                {
                    break;
                }
            }

            builder.AddChecked((int)word - 1, count);
            pairs++;
            position = at + 1;
            _source.Line++;
        }

        _pairs = pairs;
        return position;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Digits(ReadOnlySpan<byte> bytes, ref int position)
    {
        uint value = 0;
        int at = position;
        int end = at + 9;
        for (; at < end; at++)
        {
            uint digit = (uint)(bytes[at] - '0');
            if (digit > 9)
            {
                break;
            }

            value = (10 * value) + digit;
        }

        position = at;
        return value;
    }

    /// <summary>Takes one line, whatever it is.</summary>
    private void AnyLine(ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> rest = line;
        ReadOnlySpan<byte> documentField = Numbers.NextField(ref rest);
        if (documentField.IsEmpty)
        {
            return;
        }

        ReadOnlySpan<byte> wordField = Numbers.NextField(ref rest);
        ReadOnlySpan<byte> countField = _isPattern ? "1"u8 : Numbers.NextField(ref rest);
        if (_rowsAreWords)
        {
            ReadOnlySpan<byte> row = documentField;
            documentField = wordField;
            wordField = row;
        }

        if (wordField.IsEmpty || documentField.IsEmpty || countField.IsEmpty || !Numbers.IsBlankLine(rest))
        {
            throw Bad(CorpusFormatException.Quote(line), ExpectedLine);
        }

        if (!Numbers.TryWhole(documentField, out long document) || document < 1 || document > _documentCount)
        {
            throw Bad(CorpusFormatException.Quote(documentField), $"a document number from 1 to {_documentCount}");
        }

        if (!Numbers.TryWhole(wordField, out long word) || word < 1 || word > _wordCount)
        {
            throw Bad(CorpusFormatException.Quote(wordField), $"a word number from 1 to {_wordCount}");
        }

        if (!Numbers.TryCount(countField, out float count))
        {
            throw Bad(CorpusFormatException.Quote(countField), Numbers.ExpectedCount);
        }

        if (_pairs == _pairCount)
        {
            throw Bad("one more pair", $"the {_pairCount} of the header");
        }

        _documents.Add((int)document, (int)word - 1, count);
        _pairs++;
    }

    private string ExpectedLine => (_rowsAreWords, _isPattern) switch
    {
        (false, false) => "three numbers: document, word, count",
        (true, false) => "three numbers: word, document, count",
        (false, true) => "two numbers: document, word",
        (true, true) => "two numbers: word, document",
    };

    private CorpusFormatException Bad(string found, string expected) =>
        new(_source.Name, _source.Line, found, string.Create(CultureInfo.InvariantCulture, $"{expected}"));
}
