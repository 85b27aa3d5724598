using System;
using System.Globalization;

namespace Kernels.Corpora;

/// <summary>
/// Reads Vowpal Wabbit's lines: a document each, "label tag| word:count word:count …". What stands before the first bar is skipped; a blank line is none.
/// A word without a count counts 1; one after a count of a namespace, "|title:2 word:3", counts that many times more. Namespaces are not told apart.
/// </summary>
/// <remarks>
/// Where most words on the file's first 16 KB are whole numbers, all must be: they are ids from 0. Otherwise they are words, numbered as they come.
/// Source: Vowpal Wabbit's wiki, "Input format".
/// </remarks>
internal sealed class VowpalWabbitReader
{
    private const int LongestField = 4096;
    private const int SniffedBytes = 1 << 14;
    private const byte Bar = (byte)'|';

    private readonly ByteSource _source;
    private readonly Vocabulary? _vocabulary;
    private readonly SparseCorpusBuilder _documents;
    private readonly NamedWords? _names;
    private readonly int _largestId;
    private float _weight;

    private VowpalWabbitReader(ByteSource source, Vocabulary? vocabulary)
    {
        _source = source;
        _vocabulary = vocabulary;
        _documents = new SparseCorpusBuilder(vocabulary?.Count ?? 0, Math.Max(0, source.Length / (source.IsGzip ? 2 : 8)));
        source.Require(SniffedBytes);
        _names = HoldsNames(source.Bytes[..Math.Min(source.Available, SniffedBytes)]) ? new NamedWords(vocabulary) : null;
        _largestId = (vocabulary?.Count ?? int.MaxValue - 1) - 1;
    }

    /// <summary>Reads all. Words that a given vocabulary lacks are left out; ids that it lacks are refused.</summary>
    internal static SparseCorpus Read(ByteSource source, Vocabulary? vocabulary)
    {
        VowpalWabbitReader reader = new(source, vocabulary);
        LineFields fields = new(source, LongestField, $"a word of less than {LongestField} bytes");
        do
        {
            reader.ReadLine(fields);
        }
        while (fields.TryEndLine());
        return reader._documents.Build(reader._names is null ? vocabulary : reader._names.Vocabulary);
    }

    private void ReadLine(LineFields fields)
    {
        bool any = false;
        bool afterBar = false;
        while (fields.TryNext(out ReadOnlySpan<byte> field))
        {
            any = true;
            for (int bar = field.IndexOf(Bar); bar >= 0; bar = field.IndexOf(Bar))
            {
                AddWord(afterBar ? field[..bar] : []);
                field = field[(bar + 1)..];
                int name = field.IndexOf(Bar);
                EnterNamespace(name < 0 ? field : field[..name]);
                field = name < 0 ? [] : field[name..];
                afterBar = true;
            }

            AddWord(afterBar ? field : []);
        }

        if (afterBar)
        {
            _documents.EndDocument();
        }
        else if (any)
        {
            throw Bad("a line without a bar", "label tag| word:count word:count …");
        }
    }

    /// <summary>Text that follows a bar without a blank: a name, which is not looked at, and perhaps a weight for the words that follow.</summary>
    private void EnterNamespace(ReadOnlySpan<byte> text)
    {
        int colon = text.IndexOf((byte)':');
        _weight = 1;
        if (colon >= 0 && !Numbers.TryCount(text[(colon + 1)..], out _weight))
        {
            throw Bad(CorpusFormatException.Quote(text[(colon + 1)..]), "a namespace's weight: finite, not negative, at most 1e15");
        }
    }

    private void AddWord(ReadOnlySpan<byte> field)
    {
        if (field.IsEmpty)
        {
            return;
        }

        int colon = field.IndexOf((byte)':');
        ReadOnlySpan<byte> word = colon < 0 ? field : field[..colon];
        float count = 1;
        if (colon >= 0 && !Numbers.TryCount(field[(colon + 1)..], out count))
        {
            throw Bad(CorpusFormatException.Quote(field[(colon + 1)..]), Numbers.ExpectedCount);
        }

        count *= _weight;
        if (count > SparseCorpusBuilder.LargestCount)
        {
            throw Bad($"{CorpusFormatException.Quote(field)} times the weight of its namespace", "at most 1e15");
        }

        int id = _names is null ? IdOf(word) : NameOf(word);
        if (id >= 0)
        {
            _documents.AddChecked(id, count);
        }
    }

    private int IdOf(ReadOnlySpan<byte> word) => Numbers.TryWhole(word, out long id) && id <= _largestId
        ? (int)id
        : throw Bad(CorpusFormatException.Quote(word), string.Create(CultureInfo.InvariantCulture, $"a word id from 0 to {_largestId}, as most words at the file's beginning are"));

    private int NameOf(ReadOnlySpan<byte> word) => !word.IsEmpty && _names!.TryGetId(word, out int id)
        ? id
        : throw Bad(CorpusFormatException.Quote(word), "a word in UTF-8");

    /// <summary>Whether at least half of the words in the first lines are no numbers.</summary>
    private static bool HoldsNames(ReadOnlySpan<byte> bytes)
    {
        int names = 0;
        int ids = 0;
        foreach (Range range in bytes.Split((byte)'\n'))
        {
            ReadOnlySpan<byte> line = bytes[range];
            int bar = line.IndexOf(Bar);
            line = bar < 0 ? [] : line[bar..];
            for (ReadOnlySpan<byte> field = Numbers.NextField(ref line); !field.IsEmpty; field = Numbers.NextField(ref line))
            {
                int colon = field.IndexOf((byte)':');
                bool isId = Numbers.TryWhole(colon < 0 ? field : field[..colon], out _);
                bool isWord = !field.Contains(Bar);
                ids += isWord && isId ? 1 : 0;
                names += isWord && !isId ? 1 : 0;
            }
        }

        return names > 0 && names >= ids;
    }

    private CorpusFormatException Bad(string found, string expected) => new(_source.Name, _source.Line, found, expected);
}
