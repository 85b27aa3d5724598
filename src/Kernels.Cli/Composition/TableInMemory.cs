using System;
using System.Collections.Generic;
using System.Numerics;
using System.Threading;
using Kernels.Cli.Options;
using Kernels.Cli.Output;

namespace Kernels.Cli.Composition;

/// <summary>All rows of a table in memory.</summary>
/// <param name="Values">Row by row.</param>
/// <param name="Weights">One a row; none where rows have none.</param>
/// <param name="Dimension">Columns.</param>
/// <param name="Columns">Their names; null where there are none.</param>
internal sealed record TableInMemory<T>(T[] Values, T[] Weights, int Dimension, IReadOnlyList<string>? Columns)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static TableInMemory<T> Read(TableRequest request, MixtureReport report, CancellationToken stop)
    {
        using IDisposable? line = report.Reading(request);
        using TableRows rows = TableRows.Open(request, stop);
        (double[] values, double[] weights) = rows.ReadAll(request.Path, stop);
        return new(Convert(values, rows.ColumnCount, 0, request.Path), Convert(weights, 1, 0, request.Path), rows.ColumnCount, rows.Columns);
    }

    /// <summary>Numbers in the precision asked for, which must hold them.</summary>
    /// <param name="values">Row by row.</param>
    /// <param name="dimension">Columns.</param>
    /// <param name="rowsBefore">Rows of the table before these.</param>
    /// <param name="name">The table.</param>
    public static T[] Convert(double[] values, int dimension, long rowsBefore, string name)
    {
        if (values is T[] same)
        {
            return same;
        }

        T[] converted = Array.ConvertAll(values, T.CreateTruncating);
        int bad = Array.FindIndex(converted, value => !T.IsFinite(value));
        return bad < 0 ? converted : throw new BadInputException(FormattableString.Invariant(
            $"table {name}: row {rowsBefore + (bad / dimension) + 1}: found {values[bad]}, expected a number that float can hold, or --precision double"));
    }
}
