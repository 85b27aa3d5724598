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
/// A field that is empty, text, NaN or infinite is an error with file, line, column and what stands there, and so is a weight below 0.
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
    private TableColumns _columns;
    private readonly List<(long Line, string Text)>? _first;
    private readonly double[] _record;
    private bool _isAnyWeighty;

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
        bool hasHeader = options.HasHeader ?? (!record.Exists(field => FieldText.IsMeantAsNumber(field.Text)) && record.Exists(field => field.Text.Length > 0));
        _first = hasHeader ? null : record;
        _columns = new TableColumns(source.Name, record[0].Line, record.Count, hasHeader ? [.. record.ConvertAll(field => field.Text)] : null, options);
        _record = new double[record.Count];
    }

    /// <summary>The file as it was named.</summary>
    public string Name => _source.Name;

    /// <summary>The names of the columns read, in their order; null where the file has none.</summary>
    public IReadOnlyList<string>? Columns => _columns.Names;

    /// <summary>Columns read.</summary>
    public int ColumnCount => _columns.Places.Length;

    /// <summary>Whether there is a column of weights.</summary>
    public bool HasWeights => _columns.Weights >= 0;

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

    /// <summary>Chooses other columns, once those of the file are known: no second look at the file is needed, which standard input would not allow.</summary>
    /// <param name="columns">Names, or numbers from 1, in the order in which they are to be read.</param>
    /// <exception cref="CorpusFormatException">There is no such column, or one is named twice.</exception>
    /// <exception cref="InvalidOperationException">A row has been read.</exception>
    public void Choose(IReadOnlyList<string> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        if (RowCount > 0)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{RowCount} rows have been read; columns are chosen before the first."));
        }

        _columns = _columns.With(columns);
    }

    /// <summary>Reads as many whole rows as there is room for, or as are left.</summary>
    /// <param name="destination">Room for at least one row.</param>
    /// <param name="weights">Where there is a column of weights, room for that of at least one row; else left as it is.</param>
    /// <returns>Rows read; 0 at the end of the file.</returns>
    /// <exception cref="CorpusFormatException">A field is no finite number, a weight below 0, no weight of the file above 0, or a row has more or fewer fields than the first.</exception>
    /// <exception cref="ArgumentException">There is no room for a row.</exception>
    public int Read(Span<double> destination, Span<double> weights = default)
    {
        if (destination.Length < ColumnCount)
        {
            throw new ArgumentException($"There is room for {destination.Length} values; expected at least {ColumnCount}, a row.", nameof(destination));
        }

        if (HasWeights && weights.IsEmpty)
        {
            throw new ArgumentException("There is no room for weights; expected some, as the table has a column of them.", nameof(weights));
        }

        int most = HasWeights ? Math.Min(weights.Length, destination.Length / ColumnCount) : destination.Length / ColumnCount, rows = 0;
        if (RowCount == 0 && _first is not null)
        {
            ParseFirst();
            Take(destination, weights, rows++);
        }

        while (rows < most && _fields.TrySkipBlankLines())
        {
            ReadRecord();
            Take(destination, weights, rows++);
        }

        RowCount += rows;
        return rows > 0 || RowCount == 0 || !HasWeights || _isAnyWeighty ? rows
            : throw Bad(_source.Line, $"no weight above 0 in {_columns.Describe(_columns.Weights)}", "at least one");
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

        int lineEnd = _source.Bytes.IndexOf((byte)'\n');
        if ((lineEnd < 0 ? _source.Bytes : _source.Bytes[..lineEnd]).Contains((byte)0))
        {
            throw Bad(_source.Line, "bytes of 0, as in no text in UTF-8", "a table of text");
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

    /// <summary>Hands out a row, and its weight.</summary>
    private void Take(Span<double> destination, Span<double> weights, int row)
    {
        Span<double> values = destination.Slice(row * ColumnCount, ColumnCount);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = _record[_columns.Places[i]];
        }

        if (HasWeights)
        {
            weights[row] = _record[_columns.Weights];
            _isAnyWeighty |= weights[row] > 0;
        }
    }

    /// <summary>The first record, where it is a row.</summary>
    private void ParseFirst()
    {
        for (int column = 0; column < _record.Length; column++)
        {
            (long line, string text) = _first![column];
            if (_columns.IsWanted(column)
                && !(FieldText.IsNumber(Encoding.UTF8.GetBytes(text), out _record[column]) && _columns.MayHold(column, _record[column])))
            {
                throw _columns.Refusal(line, column, text);
            }
        }
    }

    /// <summary>A record's numbers, those of columns that nobody asked for left as they are.</summary>
    private void ReadRecord()
    {
        long line = _source.Line;
        int column = 0;
        for (bool another = true; another; column++)
        {
            if (column == _record.Length)
            {
                throw Bad(line, $"more than {Numbers.Of(_record.Length, "field")}", "as many as the first record has");
            }

            long fieldLine = _source.Line;
            bool isWanted = _columns.IsWanted(column);
            _field.Clear();
            another = _fields.Take(isWanted ? _field : null);
            if (isWanted && !(_field.TryNumber(out _record[column]) && _columns.MayHold(column, _record[column])))
            {
                throw _columns.Refusal(fieldLine, column, _field.Text);
            }
        }

        if (column != _record.Length)
        {
            throw Bad(line, Numbers.Of(column, "field"), string.Create(CultureInfo.InvariantCulture, $"{_record.Length}, as the first record has"));
        }
    }

    private CorpusFormatException Bad(long line, string found, string expected) => new(_source.Name, line, found, expected);
}
