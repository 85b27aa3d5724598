using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using Kernels.Cli.Options;
using Kernels.Corpora;
using Kernels.Inference;

namespace Kernels.Cli.Composition;

/// <summary>The rows of a table, whatever format they stand in; read once, front to back.</summary>
internal abstract class TableRows : IDisposable
{
    private const int RowsAtOnce = 4096;

    /// <summary>The columns' names; null where there are none.</summary>
    public abstract IReadOnlyList<string>? Columns { get; }

    /// <summary>Columns.</summary>
    public abstract int ColumnCount { get; }

    /// <summary>Opens a table.</summary>
    public static TableRows Open(TableRequest request, CancellationToken stop)
    {
        try
        {
            return request.Path.EndsWith(".npy", StringComparison.OrdinalIgnoreCase)
                ? new NumpyTable(request)
                : new TextTable(TableReader.Open(request.Path, request.Options, stop));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException or InvalidDataException || BadInput.IsRefusal(exception))
        {
            throw BadInput.From($"table {request.Path}", exception);
        }
    }

    /// <summary>As many whole rows as there is room for, or as are left.</summary>
    public abstract int Read(Span<double> destination);

    /// <summary>All rows.</summary>
    public double[] ReadAll(string name, CancellationToken stop)
    {
        double[] values = new double[RowsAtOnce * ColumnCount];
        int used = 0;
        for (int count; (count = Read(values.AsSpan(used))) > 0;)
        {
            stop.ThrowIfCancellationRequested();
            used += count * ColumnCount;
            if (values.Length - used < ColumnCount)
            {
                if (used > Array.MaxLength / 2)
                {
                    throw new BadInputException($"table {name}: found more than {used} numbers, expected fewer, or --method online, which keeps none");
                }

                Array.Resize(ref values, (int)Math.Min(2L * values.Length, Array.MaxLength));
            }
        }

        return values[..used];
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);

    private sealed class TextTable(TableReader reader) : TableRows
    {
        public override IReadOnlyList<string>? Columns => reader.Columns;

        public override int ColumnCount => reader.ColumnCount;

        public override int Read(Span<double> destination) => reader.Read(destination);

        protected override void Dispose(bool disposing) => reader.Dispose();
    }

    /// <summary>A NumPy matrix of float or double.</summary>
    private sealed class NumpyTable : TableRows
    {
        private readonly FileStream _file;
        private readonly string _name;
        private readonly bool _isSingle;
        private readonly int _width;
        private readonly int[] _places;
        private long _left;
        private long _row;

        public NumpyTable(TableRequest request)
        {
            _name = request.Path;
            _file = new FileStream(_name, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20, FileOptions.SequentialScan);
            try
            {
                (string precision, long rows, long columns) = NumpyMatrix.ReadHeader(_file, _name);
                (_isSingle, _left) = (precision == "float", rows);
                _width = columns is >= 1 and <= 1 << 20 ? (int)columns : throw new InvalidDataException($"{columns} columns; expected from 1 to {1 << 20}.");
                if (request.Options.HasHeader is not null || request.Options.Separator is not null)
                {
                    throw new InvalidDataException("a NumPy file has no line of names and no separators; found --header, --no-header or --separator, expected none of them.");
                }

                long size = _isSingle ? sizeof(float) : sizeof(double);
                if (_file.CanSeek && _file.Length - _file.Position is var follow && (Int128)rows * columns * size != follow)
                {
                    throw new InvalidDataException($"{follow} bytes follow the header; expected {(Int128)rows * columns * size} for {rows} rows of {columns} columns.");
                }

                _places = [.. (request.Options.Columns ?? []).Select(column => int.TryParse(column, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= _width
                    ? number - 1
                    : throw new InvalidDataException($"its columns have no names; found \"{column}\", expected a number from 1 to {_width}."))];
                if (_places.Distinct().Count() < _places.Length)
                {
                    throw new InvalidDataException($"found \"{string.Join(',', request.Options.Columns!)}\", expected each column once.");
                }

                _places = _places.Length > 0 ? _places : [.. Enumerable.Range(0, _width)];
            }
            catch
            {
                _file.Dispose();
                throw;
            }
        }

        public override IReadOnlyList<string>? Columns => null;

        public override int ColumnCount => _places.Length;

        public override int Read(Span<double> destination)
        {
            int rows = (int)Math.Min(_left, destination.Length / ColumnCount);
            double[] row = new double[_width];
            float[] single = new float[_isSingle ? _width : 0];
            for (int n = 0; n < rows; n++)
            {
                ReadRow(row, single);
                _row++;
                for (int i = 0; i < _places.Length; i++)
                {
                    double value = row[_places[i]];
                    destination[(n * ColumnCount) + i] = double.IsFinite(value)
                        ? value
                        : throw new BadInputException($"{_name}: row {_row}, column {_places[i] + 1}: found {value}, expected a finite number");
                }
            }

            _left -= rows;
            return rows;
        }

        protected override void Dispose(bool disposing) => _file.Dispose();

        private void ReadRow(double[] row, float[] single)
        {
            try
            {
                if (!_isSingle)
                {
                    NumpyMatrix.ReadRows<double>(_file, row, _name);
                    return;
                }

                NumpyMatrix.ReadRows<float>(_file, single, _name);
                for (int i = 0; i < row.Length; i++)
                {
                    row[i] = single[i];
                }
            }
            catch (InvalidDataException exception)
            {
                throw BadInput.From($"table {_name}", exception);
            }
        }
    }
}
