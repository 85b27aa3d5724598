using System;
using System.IO;
using System.Numerics;
using System.Threading;
using Kernels.Cli.Options;
using Kernels.Inference;

namespace Kernels.Cli.Composition;

/// <summary>A table to a mixture: all rows in memory, or a block at a time.</summary>
/// <param name="request">The table.</param>
/// <param name="stop">Ctrl-C.</param>
internal sealed class MixtureFitting<T>(TableRequest request, CancellationToken stop)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private T[]? _values;
    private int _dimension;
    private System.Collections.Generic.IReadOnlyList<string>? _columns;

    /// <summary>All rows in every iteration. The table is read once, however often this is called.</summary>
    public GaussianMixture Batch(GaussianMixtureOptions options)
    {
        if (_values is null)
        {
            using TableRows rows = TableRows.Open(request, stop);
            (_dimension, _columns) = (rows.ColumnCount, rows.Columns);
            _values = Converted(rows.ReadAll(request.Path, stop));
        }

        return Guarded(() => new GaussianMixtureTrainer<T>(options).Fit(_values, _dimension, default, stop)).WithColumns(_columns);
    }

    /// <summary>Stepwise EM: each block of rows is learnt from and forgotten; a last pass scores the model.</summary>
    public GaussianMixture Online(GaussianMixtureOptions options, int batchSize, int passes)
    {
        if (request.Path == Corpora.CorpusReader.StandardInput)
        {
            throw new BadInputException("table -: found standard input, expected a file with --method online, which reads it more than once");
        }

        GaussianMixtureOnlineTrainer<T>? trainer = null;
        for (int pass = 0; pass < passes; pass++)
        {
            Read(batchSize, (block, dimension) =>
            {
                trainer ??= new(options, dimension);
                Guarded(() => trainer.PartialFit(block, stop));
            });
        }

        GaussianMixture mixture = (trainer ?? throw new BadInputException($"table {request.Path}: found no rows, expected some")).Model();
        GaussianMixtureScore score = default;
        Read(batchSize, (block, _) => score += mixture.Score<T>(block, default, options.Threads));
        return mixture.WithColumns(_columns).WithFit(GaussianMixtureFitResult.Of(mixture.Parameters, score) with
        {
            Iterations = trainer.BatchCount,
            Reseeded = trainer.Reseeded,
            History = trainer.History,
        });
    }

    private void Read(int batchSize, Action<ReadOnlyMemory<T>, int> take)
    {
        using TableRows rows = TableRows.Open(request, stop);
        _columns = rows.Columns;
        if ((long)batchSize * rows.ColumnCount > Array.MaxLength)
        {
            throw new BadInputException($"option --batch-size: found {batchSize} rows of {rows.ColumnCount} columns, expected at most {Array.MaxLength / rows.ColumnCount}");
        }

        double[] block = new double[batchSize * rows.ColumnCount];
        for (int count; (count = rows.Read(block)) > 0;)
        {
            stop.ThrowIfCancellationRequested();
            take(Converted(block[..(count * rows.ColumnCount)]), rows.ColumnCount);
        }
    }

    private TResult Guarded<TResult>(Func<TResult> fit)
    {
        try
        {
            return fit();
        }
        catch (Exception exception) when (BadInput.IsRefusal(exception) || exception is ArithmeticException)
        {
            throw BadInput.From($"table {request.Path}", exception);
        }
    }

    private static T[] Converted(double[] values) => values is T[] same ? same : Array.ConvertAll(values, T.CreateTruncating);
}
