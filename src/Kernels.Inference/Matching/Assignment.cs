using System;

namespace Kernels.Inference;

/// <summary>The linear assignment problem: partners one to one so that their costs sum to the least, in O(n²·m) for n ≤ m.</summary>
/// <remarks>
/// Shortest augmenting paths: rows are given partners one after another, each by Dijkstra's algorithm over the reduced costs c_ij − u_i − v_j, which stay ≥ 0.
/// Source: Jonker and Volgenant 1987, without their initialisation; for rectangles Crouse 2016. Among equal costs the lower column decides.
/// </remarks>
internal sealed class Assignment
{
    private const int None = -1;

    private readonly double[] _cost;
    private readonly int _columns;
    private readonly double[] _rowPrice;
    private readonly double[] _columnPrice;
    private readonly int[] _columnOf;
    private readonly int[] _rowOf;
    private readonly double[] _distance;
    private readonly int[] _previousRow;
    private readonly bool[] _settled;

    private Assignment(double[] cost, int rows, int columns)
    {
        (_cost, _columns) = (cost, columns);
        (_rowPrice, _columnPrice) = (new double[rows], new double[columns]);
        (_columnOf, _rowOf) = (new int[rows], new int[columns]);
        (_distance, _previousRow, _settled) = (new double[columns], new int[columns], new bool[columns]);
        Array.Fill(_columnOf, None);
        Array.Fill(_rowOf, None);
    }

    /// <summary>Finds each row's column.</summary>
    /// <param name="cost">rows × columns finite numbers, row by row.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="columns">How many columns.</param>
    /// <returns>The column of each row; −1 for a row without one, where there are more rows than columns.</returns>
    /// <exception cref="ArgumentException">The sizes do not fit, or a cost is not finite.</exception>
    public static int[] Minimum(ReadOnlySpan<double> cost, int rows, int columns)
    {
        if (rows < 0 || columns < 0 || cost.Length != (long)rows * columns)
        {
            throw new ArgumentException($"There are {cost.Length} costs for {rows} rows and {columns} columns; expected their product.", nameof(cost));
        }

        foreach (double value in cost)
        {
            if (!double.IsFinite(value))
            {
                throw new ArgumentException(FormattableString.Invariant($"A cost is {value}; expected finite numbers."), nameof(cost));
            }
        }

        if (rows <= columns)
        {
            var assignment = new Assignment(cost.ToArray(), rows, columns);
            assignment.Solve();
            return assignment._columnOf;
        }

        double[] transposed = new double[cost.Length];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                transposed[(column * rows) + row] = cost[(row * columns) + column];
            }
        }

        var other = new Assignment(transposed, columns, rows);
        other.Solve();
        return other._rowOf;
    }

    private void Solve()
    {
        for (int row = 0; row < _columnOf.Length; row++)
        {
            Augment(row, ShortestPath(row, out double length), length);
        }
    }

    /// <summary>The free column that is nearest to a free row along alternating edges, and how far it is.</summary>
    private int ShortestPath(int start, out double length)
    {
        Array.Fill(_distance, double.PositiveInfinity);
        Array.Clear(_settled);
        int row = start;
        length = 0;
        while (true)
        {
            ReadOnlySpan<double> cost = _cost.AsSpan(row * _columns, _columns);
            int nearest = None;
            for (int column = 0; column < _columns; column++)
            {
                if (_settled[column])
                {
                    continue;
                }

                double through = length + (cost[column] - _rowPrice[row] - _columnPrice[column]);
                if (through < _distance[column])
                {
                    (_distance[column], _previousRow[column]) = (through, row);
                }

                if (nearest == None || _distance[column] < _distance[nearest])
                {
                    nearest = column;
                }
            }

            length = _distance[nearest];
            _settled[nearest] = true;
            if (_rowOf[nearest] == None)
            {
                return nearest;
            }

            row = _rowOf[nearest];
        }
    }

    /// <summary>Moves the prices so that the path costs nothing, then gives every row on it the next column.</summary>
    private void Augment(int start, int end, double length)
    {
        _rowPrice[start] += length;
        for (int column = 0; column < _columns; column++)
        {
            if (_settled[column] && column != end)
            {
                _rowPrice[_rowOf[column]] += length - _distance[column];
                _columnPrice[column] -= length - _distance[column];
            }
        }

        for (int column = end; column != None;)
        {
            int row = _previousRow[column];
            int next = _columnOf[row];
            (_rowOf[column], _columnOf[row]) = (row, column);
            column = row == start ? None : next;
        }
    }
}
