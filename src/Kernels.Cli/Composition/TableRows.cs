using System;
using System.Collections.Generic;
using System.IO;
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
        BadInput.RequireNoFolder(request.Path, "a table: CSV, TSV or .npy");
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

    /// <summary>Whether rows have weights.</summary>
    public abstract bool HasWeights { get; }

    /// <summary>Reads these columns instead, by their names; before the first row.</summary>
    public abstract void Choose(IReadOnlyList<string> names);

    /// <summary>As many whole rows as there is room for, or as are left, and their weights where they have any.</summary>
    public abstract int Read(Span<double> destination, Span<double> weights);

    /// <summary>All rows, and their weights; none where they have none.</summary>
    public (double[] Values, double[] Weights) ReadAll(string name, CancellationToken stop)
    {
        double[] values = new double[RowsAtOnce * ColumnCount], weights = new double[HasWeights ? RowsAtOnce : 0];
        int rows = 0;
        for (int count; (count = Read(values.AsSpan(rows * ColumnCount), weights.AsSpan(Math.Min(rows, weights.Length)))) > 0;)
        {
            stop.ThrowIfCancellationRequested();
            rows += count;
            int used = rows * ColumnCount;
            if (values.Length - used < ColumnCount)
            {
                if (used > Array.MaxLength / 2)
                {
                    throw new BadInputException($"table {name}: found more than {used} numbers, expected fewer, or --method online, which keeps none");
                }

                Array.Resize(ref values, (int)Math.Min(2L * values.Length, Array.MaxLength));
                Array.Resize(ref weights, HasWeights ? values.Length / ColumnCount : 0);
            }
        }

        return (values[..(rows * ColumnCount)], HasWeights ? weights[..rows] : []);
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

        public override bool HasWeights => reader.HasWeights;

        public override int Read(Span<double> destination, Span<double> weights) => reader.Read(destination, weights);

        public override void Choose(IReadOnlyList<string> names) => reader.Choose(names);

        protected override void Dispose(bool disposing) => reader.Dispose();
    }
}
