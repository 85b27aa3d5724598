using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Kernels.Cli.Options;
using Kernels.Cli.Output;
using Kernels.Corpora;
using Kernels.Inference;

namespace Kernels.Cli.Composition;

/// <summary>Opens a table at the columns of a mixture: by name where both have names, else in order, which is said.</summary>
internal static class MixtureColumns
{
    public static TableRows Open(TableRequest request, GaussianMixture mixture, Action<string> note, CancellationToken stop)
    {
        TableRows rows = TableRows.Open(request, stop);
        try
        {
            if (request.Options.Columns is null && IsByName(request, mixture.Columns, rows.Columns))
            {
                rows.Choose(mixture.Columns!);
            }

            if (rows.ColumnCount != mixture.Parameters.Dimension)
            {
                throw new BadInputException(
                    $"table {request.Path}: found {Amounts.Of(rows.ColumnCount, "column")}, expected {mixture.Parameters.Dimension}{Named(mixture.Columns)}, as the model has; --columns chooses");
            }

            Compare(mixture.Columns, rows.Columns, note);
            return rows;
        }
        catch
        {
            rows.Dispose();
            throw;
        }
    }

    /// <summary>Whether the columns have to be looked up by name: both have names, and not the same in the same order.</summary>
    private static bool IsByName(TableRequest request, IReadOnlyList<string>? names, IReadOnlyList<string>? found)
    {
        if (names is null || found is null || names.SequenceEqual(found))
        {
            return false;
        }

        if (names.Except(found).Any())
        {
            throw new BadInputException($"table {request.Path}: found the columns {List(found)}, expected {List(names)}, by which the model was fit, or --columns to say which stand for them");
        }

        return true;
    }

    /// <summary>Says what is taken for what, where names do not say it; the model's own names in another order are a mistake.</summary>
    private static void Compare(IReadOnlyList<string>? names, IReadOnlyList<string>? found, Action<string> note)
    {
        if (names is not null && found is not null)
        {
            if (!names.Except(found).Any() && !names.SequenceEqual(found))
            {
                throw new BadInputException($"option --columns: found {List(found)}, expected {List(names)}, the model's order, or no --columns: they are found by name");
            }

            if (!names.SequenceEqual(found))
            {
                note($"the table's columns {List(found)} are taken for the model's {List(names)}, in this order");
            }
        }
        else if (names is not null)
        {
            note($"the table's columns have no names: they are taken for {List(names)}, in this order");
        }
        else if (found is not null)
        {
            note($"the model's columns have no names: {List(found)} are taken in this order");
        }
    }

    private static string Named(IReadOnlyList<string>? names) => names is null ? "" : $" ({List(names)})";

    private static string List(IReadOnlyList<string> names) => string.Join(", ", names);
}
