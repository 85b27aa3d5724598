using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Kernels.Corpora;

/// <summary>Which columns of a table are read, and which one holds the weights of rows.</summary>
internal sealed class TableColumns
{
    private readonly string _file;
    private readonly long _line;
    private readonly int _width;
    private readonly string[]? _names;
    private readonly string? _weightsName;
    private readonly bool _isChosen;

    /// <param name="file">The table's name in messages.</param>
    /// <param name="line">The line of the first record.</param>
    /// <param name="width">Columns of the table.</param>
    /// <param name="names">Their names; null where the file has none.</param>
    /// <param name="options">What is asked for.</param>
    public TableColumns(string file, long line, int width, string[]? names, TableReadOptions options)
    {
        (_file, _line, _width, _names, _weightsName, _isChosen) = (file, line, width, names, options.Weights, options.Columns is not null);
        Weights = options.Weights is null ? -1 : Place(options.Weights);
        Places = options.Columns is { } wanted ? Chosen(wanted) : [.. Enumerable.Range(0, width).Where(place => place != Weights)];
        if (Places.Length == 0)
        {
            throw _isChosen ? new ArgumentException("No columns are named; expected at least one, or null for all.") : Bad(line, "no column beside that of the weights", "at least one");
        }
    }

    /// <summary>The columns read, in their order, from 0.</summary>
    public int[] Places { get; }

    /// <summary>The column of weights; −1 where there is none.</summary>
    public int Weights { get; }

    /// <summary>The names of the columns read; null where the file has none.</summary>
    public string[]? Names => _names is null ? null : Array.ConvertAll(Places, place => _names[place]);

    /// <summary>Other columns of the same table.</summary>
    public TableColumns With(IReadOnlyList<string> columns) => new(_file, _line, _width, _names, new TableReadOptions { Columns = columns, Weights = _weightsName });

    /// <summary>Whether a column's fields are looked at.</summary>
    public bool IsWanted(int column) => !_isChosen || column == Weights || Array.IndexOf(Places, column) >= 0;

    /// <summary>Whether a number can stand in a column: weights are not below 0.</summary>
    public bool MayHold(int column, double value) => column != Weights || value >= 0;

    /// <summary>What to say of a field that cannot stand in its column.</summary>
    public CorpusFormatException Refusal(long line, int column, string text) => Bad(
        line,
        $"{CorpusFormatException.Quote(text)} in {Describe(column)}",
        column == Weights ? "a weight, a finite number of 0 or more" : "a finite number" + (IsSeparatedOtherwise(text) ? ", or to be told what separates columns" : _isChosen ? "" : ", or to be told which columns to read"));

    /// <summary>A column by its number, and its name where it has one.</summary>
    public string Describe(int column) =>
        string.Create(CultureInfo.InvariantCulture, $"column {column + 1}") + (_names is null ? "" : $", {CorpusFormatException.Quote(_names[column])}");

    private int[] Chosen(IReadOnlyList<string> wanted)
    {
        int[] places = new int[wanted.Count];
        for (int i = 0; i < places.Length; i++)
        {
            places[i] = Place(wanted[i]);
            int before = Array.IndexOf(places, places[i], 0, i);
            if (before >= 0)
            {
                throw Bad(_line, $"{CorpusFormatException.Quote(wanted[before])} and {CorpusFormatException.Quote(wanted[i])}, which are one column", "each column once");
            }

            if (places[i] == Weights)
            {
                throw Bad(_line, $"{CorpusFormatException.Quote(wanted[i])} among the columns to read and as that of the weights", "one of the two");
            }
        }

        return places;
    }

    private int Place(string wanted)
    {
        int place = _names is null ? -1 : Array.IndexOf(_names, wanted);
        if (place >= 0)
        {
            return Array.LastIndexOf(_names!, wanted) == place ? place : throw Bad(_line, $"two columns called {CorpusFormatException.Quote(wanted)}", "one");
        }

        if (int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= _width)
        {
            return number - 1;
        }

        string range = string.Create(CultureInfo.InvariantCulture, $"a number from 1 to {_width}");
        throw Bad(
            _line,
            _names is null ? "no line with the columns' names" : $"the columns {CorpusFormatException.Quote(string.Join(',', _names))}",
            $"one called {CorpusFormatException.Quote(wanted)}, or {range}{(_names is [string only] && IsSeparatedOtherwise(only) ? ", or to be told what separates columns" : "")}");
    }

    /// <summary>Whether the one column there is looks like several.</summary>
    private bool IsSeparatedOtherwise(string text) => _width == 1 && text.AsSpan().IndexOfAny(";,\t| ") >= 0;

    private CorpusFormatException Bad(long line, string found, string expected) => new(_file, line, found, expected);
}
