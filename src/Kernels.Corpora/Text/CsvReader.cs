using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Kernels.Corpora;

/// <summary>Reads a column of comma-separated values: a record is a document, a blank line is none.</summary>
internal sealed class CsvReader
{
    /// <summary>The most columns.</summary>
    internal const int MostColumns = 1 << 16;

    /// <summary>The column that is read where none is named and there are several.</summary>
    internal const string UsualColumn = "text";

    private readonly ByteSource _source;
    private readonly CsvOptions _options;
    private readonly CsvFields _fields;
    private readonly char _separator;

    private CsvReader(ByteSource source, CsvOptions options, char usualSeparator)
    {
        _source = source;
        _options = options;
        _separator = options.Separator ?? usualSeparator;
        if (!char.IsAscii(_separator) || _separator is '"' or '\r' or '\n')
        {
            throw new ArgumentException($"The separator is {CorpusFormatException.Quote([_separator])}; expected an ASCII character that is no quote and ends no line.", nameof(options));
        }

        _fields = new CsvFields(source, (byte)_separator);
    }

    /// <summary>Reads all.</summary>
    internal static SparseCorpus Read(ByteSource source, CsvOptions options, char usualSeparator, TextOptions text, Vocabulary? vocabulary)
    {
        CsvReader reader = new(source, options, usualSeparator);
        TextCorpusBuilder builder = new(text, vocabulary);
        int columns = 0;
        int column = options.HasHeader ? reader.FindColumn(out columns) : reader.NumberedColumn();
        reader.ReadRecords(column, columns, new TextFeed(source, builder));
        return builder.Build(source.Cancellation);
    }

    private int FindColumn(out int columns)
    {
        if (!_fields.TrySkipBlankLines())
        {
            throw Bad(_source.Line, "the end of the file", "a line with the columns' names");
        }

        long line = _source.Line;
        List<string> names = [];
        bool another = true;
        while (another)
        {
            if (names.Count == MostColumns)
            {
                throw Bad(line, $"more than {MostColumns} columns", "at most that");
            }

            NameSink name = new(_source);
            another = _fields.Take(name);
            names.Add(name.Name);
        }

        columns = names.Count;
        string wanted = _options.Column ?? (columns == 1 ? names[0] : UsualColumn);
        int column = names.IndexOf(wanted);
        if (column >= 0)
        {
            return names.LastIndexOf(wanted) == column ? column : throw Bad(line, $"two columns called {CorpusFormatException.Quote(wanted)}", "one");
        }

        if (TryNumber(wanted, out int number) && number <= columns)
        {
            return number - 1;
        }

        string range = string.Create(CultureInfo.InvariantCulture, $"a number from 1 to {columns}");
        throw Bad(
            line,
            $"{(columns == 1 ? "the column" : "the columns")} {CorpusFormatException.Quote(string.Join(_separator, names))}",
            _options.Column is null ? $"one called \"{UsualColumn}\", or to be told a name or {range}" : $"one called {CorpusFormatException.Quote(wanted)}, or {range}");
    }

    private int NumberedColumn() =>
        _options.Column is null ? 0
        : TryNumber(_options.Column, out int number) ? number - 1
        : throw Bad(1, "no line with the columns' names", $"one, to find {CorpusFormatException.Quote(_options.Column)}; or the column's number");

    private void ReadRecords(int column, int columns, TextFeed feed)
    {
        while (_fields.TrySkipBlankLines())
        {
            long line = _source.Line;
            int fields = 0;
            bool another = true;
            while (another)
            {
                if (fields == (columns > 0 ? columns : MostColumns))
                {
                    throw Bad(line, $"more than {Numbers.Of(fields, "field")}", columns > 0 ? "as many as there are columns" : "at most that");
                }

                another = _fields.Take(fields == column ? feed : null);
                fields++;
            }

            if (columns == 0)
            {
                CheckFirst(line, fields, column);
                columns = fields;
            }
            else if (fields != columns)
            {
                throw Bad(line, Numbers.Of(fields, "field"), string.Create(CultureInfo.InvariantCulture, $"{columns}, one a column"));
            }

            feed.EndDocument();
        }
    }

    /// <summary>Without a header, the first record says how many columns there are.</summary>
    private void CheckFirst(long line, int fields, int column)
    {
        if (column >= fields)
        {
            throw Bad(line, Numbers.Of(fields, "column"), string.Create(CultureInfo.InvariantCulture, $"at least {column + 1}"));
        }

        if (_options.Column is null && fields > 1)
        {
            throw Bad(line, Numbers.Of(fields, "column"), string.Create(CultureInfo.InvariantCulture, $"one, or to be told a number from 1 to {fields}"));
        }
    }

    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number is >= 1 and <= MostColumns;

    private CorpusFormatException Bad(long line, string found, string expected) => new(_source.Name, line, found, expected);

    /// <summary>Collects the name of a column.</summary>
    private sealed class NameSink(ByteSource source) : IFieldSink
    {
        private const int Longest = 4096;
        private readonly List<byte> _bytes = [];

        public string Name => Encoding.UTF8.GetString([.. _bytes]).TrimEnd('\r');

        public void Append(ReadOnlySpan<byte> bytes)
        {
            if (_bytes.Count + bytes.Length > Longest)
            {
                throw new CorpusFormatException(source.Name, source.Line, $"a column's name of more than {Longest} bytes", "at most that");
            }

            _bytes.AddRange(bytes);
        }
    }
}
