using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Kernels.Cli.Options;
using Kernels.Inference;

namespace Kernels.Cli.Composition;

/// <summary>A NumPy matrix of float or double as a table; its columns have numbers and no names.</summary>
internal sealed class NumpyTable : TableRows
{
    private readonly FileStream _file;
    private readonly string _name;
    private readonly bool _isSingle;
    private readonly int _width;
    private readonly int[] _places;
    private readonly int _weights;
    private readonly double[] _values;
    private readonly float[] _singles;
    private long _left;
    private long _row;
    private bool _isAnyWeighty;

    public NumpyTable(TableRequest request)
    {
        _name = request.Path;
        _file = new FileStream(_name, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20, FileOptions.SequentialScan);
        try
        {
            (string precision, long rows, long columns) = NumpyMatrix.ReadHeader(_file, _name);
            (_isSingle, _left) = (precision == "float", rows);
            _width = columns is >= 1 and <= 1 << 20 ? (int)columns : throw new InvalidDataException($"{columns} columns; expected from 1 to {1 << 20}.");
            RequireWhole(request, rows, columns);
            _weights = request.Options.Weights is { } weights ? Place(weights) : -1;
            _places = request.Options.Columns is { } wanted ? [.. wanted.Select(Place)] : [.. Enumerable.Range(0, _width).Where(place => place != _weights)];
            if (_places.Length == 0 || Array.IndexOf(_places, _weights) >= 0)
            {
                throw new InvalidDataException($"found column {_weights + 1} as that of the weights{(_places.Length > 0 ? " and among those to use, expected one of the two" : " and no other, expected one")}.");
            }

            if (_places.Distinct().Count() < _places.Length)
            {
                throw new InvalidDataException($"found \"{string.Join(',', request.Options.Columns!)}\", expected each column once.");
            }

            (_values, _singles) = (new double[_width], new float[_isSingle ? _width : 0]);
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    public override IReadOnlyList<string>? Columns => null;

    public override int ColumnCount => _places.Length;

    public override bool HasWeights => _weights >= 0;

    public override void Choose(IReadOnlyList<string> names) => throw new NotSupportedException("The columns of a NumPy matrix have no names.");

    public override int Read(Span<double> destination, Span<double> weights)
    {
        int most = destination.Length / ColumnCount;
        int rows = (int)Math.Min(_left, HasWeights ? Math.Min(most, weights.Length) : most);
        for (int n = 0; n < rows; n++)
        {
            ReadRow();
            _row++;
            for (int i = 0; i < _places.Length; i++)
            {
                double value = _values[_places[i]];
                destination[(n * ColumnCount) + i] = double.IsFinite(value) ? value : throw Wrong(_places[i], "a finite number");
            }

            if (HasWeights)
            {
                double weight = weights[n] = _values[_weights];
                _isAnyWeighty |= double.IsFinite(weight) && weight >= 0 ? weight > 0 : throw Wrong(_weights, "a weight, a finite number of 0 or more");
            }
        }

        _left -= rows;
        return rows > 0 || _row == 0 || !HasWeights || _isAnyWeighty ? rows
            : throw new BadInputException($"{_name}: found no weight above 0 in column {_weights + 1} of {_row} rows, expected at least one");
    }

    protected override void Dispose(bool disposing) => _file.Dispose();

    /// <summary>Refuses options that are not for it, and a file that is cut short or goes on.</summary>
    private void RequireWhole(TableRequest request, long rows, long columns)
    {
        if (request.Options.HasHeader is not null || request.Options.Separator is not null)
        {
            throw new InvalidDataException("a NumPy file has no line of names and no separators; found --header, --no-header or --separator, expected none of them.");
        }

        Int128 expected = (Int128)rows * columns * (_isSingle ? sizeof(float) : sizeof(double));
        if (_file.CanSeek && _file.Length - _file.Position is var follow && follow != expected)
        {
            throw new InvalidDataException($"{follow} bytes follow the header; expected {expected} for {rows} rows of {columns} columns.");
        }
    }

    private int Place(string column) => int.TryParse(column, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= _width
        ? number - 1
        : throw new InvalidDataException($"its columns have no names; found \"{column}\", expected a number from 1 to {_width}.");

    private BadInputException Wrong(int column, string expected) =>
        new($"{_name}: row {_row}, column {column + 1}: found {FormattableString.Invariant($"{_values[column]}")}, expected {expected}");

    private void ReadRow()
    {
        try
        {
            if (!_isSingle)
            {
                NumpyMatrix.ReadRows<double>(_file, _values, _name);
                return;
            }

            NumpyMatrix.ReadRows<float>(_file, _singles, _name);
            for (int i = 0; i < _width; i++)
            {
                _values[i] = _singles[i];
            }
        }
        catch (InvalidDataException exception)
        {
            throw BadInput.From($"table {_name}", exception);
        }
    }
}
