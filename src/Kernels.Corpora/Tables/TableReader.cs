using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using System.Threading;

namespace Kernels.Corpora;

/// <summary>Reads the numbers of a table of comma-separated values, a block of rows at a time: a table larger than memory is no matter.</summary>
/// <remarks>
/// Fields may be quoted (RFC 4180), the file gzip. Whether the first record holds names is seen by its fields: none is a number, NaN or infinite then, and not all are empty. Blank lines are skipped.
/// A field that is empty, text, NaN or infinite is an error with file, line, column and what stands there.
/// </remarks>
/// <example>
/// <code>
/// File.WriteAllText("faithful.csv", "eruptions,waiting\n3.6,79\n1.8,54\n3.333,74\n");
/// using TableReader table = TableReader.Open("faithful.csv", new TableReadOptions { Columns = ["waiting"] });
/// double[] rows = new double[2 * table.ColumnCount]; // two rows at a time
/// for (int count; (count = table.Read(rows)) &gt; 0;)
/// {
///     Console.WriteLine($"{count} read, the first is {rows[0]}");
/// }
/// // 2 read, the first is 79
/// // 1 read, the first is 74
/// </code>
/// </example>
public sealed class TableReader : IDisposable
{
    private readonly IDisposable[] _owned;
    private readonly ByteSource _source;
    private readonly CsvFields _fields;
    private readonly FieldText _field = new();
    private readonly int[] _places;
    private readonly string[]? _names;
    private readonly List<(long Line, string Text)>? _first;
    private readonly int _width;
    private readonly bool _isChosen;

    private TableReader(ByteSource source, TableReadOptions options, IDisposable[] owned)
    {
        (_source, _owned) = (source, owned);
        char separator = options.Separator ?? CorpusFormats.UsualSeparator(source.Name);
        if (!char.IsAscii(separator) || separator is '"' or '\r' or '\n')
        {
            throw new ArgumentException($"The separator is {CorpusFormatException.Quote([separator])}; expected an ASCII character that is no quote and ends no line.", nameof(options));
        }

        _fields = new CsvFields(source, (byte)separator);
        List<(long Line, string Text)> record = FirstRecord();
        _width = record.Count;
        bool hasHeader = options.HasHeader ?? (!record.Exists(field => FieldText.IsMeantAsNumber(field.Text)) && record.Exists(field => field.Text.Length > 0));
        _names = hasHeader ? [.. record.ConvertAll(field => field.Text)] : null;
        _first = hasHeader ? null : record;
        _isChosen = options.Columns is not null;
        _places = Places(options.Columns, record[0].Line);
    }

    /// <summary>The file as it was named.</summary>
    public string Name => _source.Name;

    /// <summary>The names of the columns read, in their order; null where the file has none.</summary>
    public IReadOnlyList<string>? Columns => _names is null ? null : Array.ConvertAll(_places, place => _names[place]);

    /// <summary>Columns read.</summary>
    public int ColumnCount => _places.Length;

    /// <summary>Rows read so far.</summary>
    public long RowCount { get; private set; }

    /// <summary>Opens a file.</summary>
    /// <param name="path">A file, or <c>-</c> for standard input.</param>
    /// <param name="options">Columns, header, separator; null for the defaults.</param>
    /// <param name="cancellation">Looked at before each block.</param>
    /// <returns>The table, before its first row.</returns>
    /// <exception cref="CorpusFormatException">It holds nothing, or not the columns asked for.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static TableReader Open(string path, TableReadOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        bool isStandardInput = path == CorpusReader.StandardInput;
        Stream file = isStandardInput ? Console.OpenStandardInput() : CorpusReader.OpenFile(path);
        Stream stream = file.CanSeek ? file : new ReadAheadStream(file, cancellation);
        return Open(stream, path, options, !isStandardInput && CorpusFormats.SaysGzip(path), [stream, file], cancellation);
    }

    /// <summary>Opens a stream, which stays open.</summary>
    /// <param name="stream">The bytes, gzip or not.</param>
    /// <param name="name">The name in messages.</param>
    /// <param name="options">Columns, header, separator; null for the defaults.</param>
    /// <param name="cancellation">Looked at before each block.</param>
    /// <returns>The table, before its first row.</returns>
    /// <exception cref="CorpusFormatException">It holds nothing, or not the columns asked for.</exception>
    public static TableReader Open(Stream stream, string name, TableReadOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return Open(stream, name, options, mustBeGzip: false, [], cancellation);
    }

    /// <summary>Reads as many whole rows as there is room for, or as are left.</summary>
    /// <param name="destination">Room for at least one row.</param>
    /// <returns>Rows read; 0 at the end of the file.</returns>
    /// <exception cref="CorpusFormatException">A field is no finite number, or a row has more or fewer fields than the first.</exception>
    /// <exception cref="ArgumentException">There is no room for a row.</exception>
    public int Read(Span<double> destination)
    {
        if (destination.Length < ColumnCount)
        {
            throw new ArgumentException($"There is room for {destination.Length} values; expected at least {ColumnCount}, a row.", nameof(destination));
        }

        int rows = 0;
        if (RowCount == 0 && _first is not null)
        {
            for (int i = 0; i < _places.Length; i++)
            {
                (long line, string text) = _first[_places[i]];
                destination[i] = FieldText.IsNumber(Encoding.UTF8.GetBytes(text), out double value) ? value : throw NoNumber(line, _places[i], text);
            }

            rows = 1;
        }

        Span<double> record = _width <= 256 ? stackalloc double[_width] : new double[_width];
        while ((rows + 1) * (long)ColumnCount <= destination.Length && _fields.TrySkipBlankLines())
        {
            ReadRecord(record);
            Span<double> row = destination.Slice(rows * ColumnCount, ColumnCount);
            for (int i = 0; i < row.Length; i++)
            {
                row[i] = record[_places[i]];
            }

            rows++;
        }

        RowCount += rows;
        return rows;
    }

    /// <summary>Stops reading; closes the file that <see cref="Open(string, TableReadOptions?, CancellationToken)"/> opened.</summary>
    public void Dispose()
    {
        _source.Dispose();
        Array.ForEach(_owned, owned => owned.Dispose());
    }

    private static TableReader Open(Stream stream, string name, TableReadOptions? options, bool mustBeGzip, IDisposable[] owned, CancellationToken cancellation)
    {
        ByteSource? source = null;
        try
        {
            source = new(stream, name, mustBeGzip, cancellation);
            return new(source, options ?? new(), owned);
        }
        catch
        {
            source?.Dispose();
            Array.ForEach(owned, one => one.Dispose());
            throw;
        }
    }

    private List<(long Line, string Text)> FirstRecord()
    {
        if (!_fields.TrySkipBlankLines())
        {
            throw Bad(_source.Line, "the end of the file", "a table");
        }

        List<(long Line, string Text)> record = [];
        for (bool another = true; another;)
        {
            if (record.Count == CsvReader.MostColumns)
            {
                throw Bad(_source.Line, $"more than {CsvReader.MostColumns} columns", "at most that");
            }

            long line = _source.Line;
            _field.Clear();
            another = _fields.Take(_field);
            record.Add((line, _field.Text));
        }

        return record;
    }

    /// <summary>A record's numbers, those of columns that nobody asked for left as they are.</summary>
    private void ReadRecord(Span<double> record)
    {
        long line = _source.Line;
        int column = 0;
        for (bool another = true; another; column++)
        {
            if (column == _width)
            {
                throw Bad(line, $"more than {Numbers.Of(_width, "field")}", "as many as the first record has");
            }

            long fieldLine = _source.Line;
            bool isWanted = !_isChosen || Array.IndexOf(_places, column) >= 0;
            _field.Clear();
            another = _fields.Take(isWanted ? _field : null);
            if (isWanted && !_field.TryNumber(out record[column]))
            {
                throw NoNumber(fieldLine, column, _field.Text);
            }
        }

        if (column != _width)
        {
            throw Bad(line, Numbers.Of(column, "field"), string.Create(CultureInfo.InvariantCulture, $"{_width}, as the first record has"));
        }
    }

    private int[] Places(IReadOnlyList<string>? wanted, long line)
    {
        int[] places = new int[wanted?.Count ?? _width];
        for (int i = 0; i < places.Length; i++)
        {
            places[i] = wanted is null ? i : Place(wanted[i], line);
            int before = Array.IndexOf(places, places[i], 0, i);
            if (before >= 0)
            {
                throw Bad(line, $"{CorpusFormatException.Quote(wanted![before])} and {CorpusFormatException.Quote(wanted[i])}, which are one column", "each column once");
            }
        }

        return places.Length > 0 ? places : throw new ArgumentException("No columns are named; expected at least one, or null for all.");
    }

    private int Place(string wanted, long line)
    {
        int place = _names is null ? -1 : Array.IndexOf(_names, wanted);
        if (place >= 0)
        {
            return Array.LastIndexOf(_names!, wanted) == place ? place : throw Bad(line, $"two columns called {CorpusFormatException.Quote(wanted)}", "one");
        }

        if (int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= _width)
        {
            return number - 1;
        }

        string range = string.Create(CultureInfo.InvariantCulture, $"a number from 1 to {_width}");
        throw Bad(
            line,
            _names is null ? "no line with the columns' names" : $"the columns {CorpusFormatException.Quote(string.Join(',', _names))}",
            $"one called {CorpusFormatException.Quote(wanted)}, or {range}");
    }

    private CorpusFormatException NoNumber(long line, int column, string text)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"column {column + 1}") + (_names is null ? "" : $", {CorpusFormatException.Quote(_names[column])}");
        return Bad(line, $"{CorpusFormatException.Quote(text)} in {name}", "a finite number" + (_isChosen ? "" : ", or to be told which columns to read"));
    }

    private CorpusFormatException Bad(long line, string found, string expected) => new(_source.Name, line, found, expected);
}
