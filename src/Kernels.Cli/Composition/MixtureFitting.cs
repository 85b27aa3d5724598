using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Threading;
using Kernels.Cli.Options;
using Kernels.Cli.Output;
using Kernels.Inference;

namespace Kernels.Cli.Composition;

/// <summary>A table to a mixture by EM: all rows in memory, or a block at a time.</summary>
/// <param name="request">The table.</param>
/// <param name="range">The numbers of components that are wanted of it.</param>
/// <param name="report">Told how it goes.</param>
/// <param name="stop">Ctrl-C: what was learnt until then is returned.</param>
internal sealed class MixtureFitting<T>(TableRequest request, ComponentRange range, MixtureReport report, CancellationToken stop)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private TableInMemory<T>? _table;
    private IReadOnlyList<string>? _columns;

    /// <summary>All rows in every iteration. The table is read once, however often this is called.</summary>
    public GaussianMixture Batch(GaussianMixtureOptions options)
    {
        _table ??= WithRowsEnough(TableInMemory<T>.Read(request, report, stop));
        report.Phase(options.ComponentCount, "choosing where to start");
        GaussianMixtureTrainer<T> trainer = new(options);
        return BadInput.Naming($"table {request.Path}", () =>
            trainer.Fit(_table.Values, _table.Dimension, _table.Weights, progress => report.Iteration(options.ComponentCount, progress), stop)).WithColumns(_table.Columns);
    }

    /// <summary>Stepwise EM: each block of rows is learnt from and forgotten; a last pass scores the model, where the table can be read again.</summary>
    public GaussianMixture Online(GaussianMixtureOptions options, int batchSize, int passes)
    {
        GaussianMixtureOnlineTrainer<T>? trainer = null;
        bool isWhole = Unstopped(() => trainer is { BatchCount: > 0 }, () =>
        {
            for (int pass = 1; pass <= passes; pass++)
            {
                Read(batchSize, (block, weights, dimension) =>
                {
                    trainer ??= new(options, dimension);
                    double logLikelihood = BadInput.Naming($"table {request.Path}", () => trainer.PartialFit(block, weights, stop));
                    report.Block(options.ComponentCount, pass, passes, trainer.ObservationCount, logLikelihood);
                });
            }
        });
        if (trainer is null)
        {
            throw new BadInputException($"table {request.Path}: found no rows, expected some");
        }

        GaussianMixture mixture = trainer.Model();
        GaussianMixtureScore score = default;
        report.Phase(options.ComponentCount, "scoring the rows");
        bool isScored = isWhole && !request.IsStandardInput && (isWhole = Unstopped(() => true, () =>
            Read(batchSize, (block, weights, _) => score += mixture.Score(block, weights, options.Threads))));
        score = isScored ? score : new(double.NaN, double.NaN, trainer.ObservationCount);
        return mixture.WithColumns(_columns).WithFit(GaussianMixtureFitResult.Of(mixture.Parameters, score, options.Regularization) with
        {
            Iterations = trainer.BatchCount,
            Cancelled = !isWhole,
            Reseeded = trainer.Reseeded,
            History = trainer.History,
        });
    }

    /// <summary>The largest of several numbers of components is refused before the smaller ones are fit, not after.</summary>
    private TableInMemory<T> WithRowsEnough(TableInMemory<T> table)
    {
        int rows = table.Weights.Length > 0 ? table.Weights.Count(weight => weight > T.Zero) : table.Values.Length / table.Dimension;
        return range.Most == range.Fewest || rows >= range.Most
            ? table
            : throw new BadInputException($"option --components: found {range.Fewest}..{range.Most}, expected no more than the {Amounts.Of(rows, "row")} of {request.Path}{(table.Weights.Length > 0 ? " that have weight" : "")}");
    }

    /// <summary>Does work; false where it was stopped and something had been learnt. A pipe's other end stops with us: input cut off by that is no bad input.</summary>
    private bool Unstopped(Func<bool> hasLearnt, Action work)
    {
        try
        {
            work();
            return true;
        }
        catch (Exception exception) when (stop.IsCancellationRequested && (exception is OperationCanceledException || BadInput.Is(exception)) && hasLearnt())
        {
            return false;
        }
    }

    /// <summary>Hands out blocks of rows that count: one of weight 0 says nothing.</summary>
    private void Read(int batchSize, Action<ReadOnlyMemory<T>, ReadOnlyMemory<T>, int> take)
    {
        using TableRows rows = TableRows.Open(request, stop);
        (_columns, int dimension) = (rows.Columns, rows.ColumnCount);
        if ((long)batchSize * dimension > Array.MaxLength)
        {
            throw new BadInputException($"option --batch-size: found {batchSize} rows of {dimension} columns, expected at most {Array.MaxLength / dimension}");
        }

        double[] block = new double[batchSize * dimension], weights = new double[rows.HasWeights ? batchSize : 0];
        long read = 0;
        for (int count; (count = rows.Read(block, weights)) > 0; read += count)
        {
            stop.ThrowIfCancellationRequested();
            T[] values = TableInMemory<T>.Convert(block[..(count * dimension)], dimension, read, request.Path);
            T[] counts = rows.HasWeights ? TableInMemory<T>.Convert(weights[..count], 1, read, request.Path) : [];
            int kept = rows.HasWeights ? KeepWeighty(values, counts, dimension) : count;
            if (kept > 0)
            {
                take(values.AsMemory(0, kept * dimension), counts.AsMemory(0, Math.Min(kept, counts.Length)), dimension);
            }
        }
    }

    private static int KeepWeighty(T[] values, T[] weights, int dimension)
    {
        int kept = 0;
        for (int n = 0; n < weights.Length; n++)
        {
            if (weights[n] > T.Zero)
            {
                values.AsSpan(n * dimension, dimension).CopyTo(values.AsSpan(kept * dimension));
                weights[kept++] = weights[n];
            }
        }

        return kept;
    }
}
