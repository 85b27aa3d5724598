using System;
using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Linq;
using Kernels.Cli.Composition;
using Kernels.Cli.Options;
using Kernels.Cli.Output;
using Kernels.Corpora;
using Kernels.Inference;

namespace Kernels.Cli.Commands;

/// <summary><c>kernels gmm assign</c>.</summary>
internal sealed class GmmAssignCommand
{
    private const int RowsAtOnce = 4096;

    private readonly ToolConsole _console;
    private readonly Command _command = new("assign", "Give each row of a table to its likeliest component, with its responsibilities and its log density.");
    private readonly Argument<string> _folder = new("DIR") { Description = "A model folder that gmm fit wrote." };
    private readonly TableInput _table;
    private readonly Option<string?> _output = new("--output") { HelpName = "FILE", Description = "Where to: .csv, .jsonl, or .npy for responsibilities alone (default: CSV on standard output)." };
    private readonly Option<bool> _force = new("--force") { Description = "Replace the file if it is already there." };

    private GmmAssignCommand(ToolConsole console)
    {
        _console = console;
        _command.Add(_folder);
        _table = new TableInput(_command);
        _command.Add(_output);
        _command.Add(_force);
        _command.SetAction(Run);
    }

    public static Command Create(ToolConsole console) => ExampleHelp.WithExamples(
        new GmmAssignCommand(console)._command,
        "kernels gmm assign model faithful.csv",
        "kernels gmm assign model faithful.csv --output responsibilities.npy",
        "",
        "Columns are found by the names the model was fit with, or, where either has none, by their order. Components are numbered from 1.");

    private int Run(ParseResult parsed)
    {
        string? path = parsed.GetValue(_output);
        AssignmentFile file = path is null ? new AssignmentFile.Csv()
            : AssignmentFile.For(path) ?? throw new BadInputException($"option --output: found \"{path}\", expected {AssignmentFile.Expected}");
        if (path is not null)
        {
            OutputPath.CheckFile(path, "option --output", parsed.GetValue(_force));
        }

        TableRequest request = _table.Request(parsed);
        GaussianMixture mixture = MixtureFolder.Open(parsed.GetValue(_folder)!);
        using TableRows rows = Open(request, mixture);
        if (path is null)
        {
            using Stream output = new TextStream(_console.Out);
            Write(output, file, mixture, rows);
            return ExitCode.Success;
        }

        long count = 0;
        OutputFile.Write(path, stream => count = Write(stream, file, mixture, rows));
        _console.Error.WriteLine($"{Amounts.Count(count)} rows, {mixture.Parameters.ComponentCount} components: {path}");
        return ExitCode.Success;
    }

    private TableRows Open(TableRequest request, GaussianMixture mixture)
    {
        TableRows rows = TableRows.Open(request, _console.Stop);
        if (request.Options.Columns is null && mixture.Columns is { } names && rows.Columns is { } found && !names.SequenceEqual(found))
        {
            // Read again with the model's columns; what cannot be read twice has to have them as they are.
            rows.Dispose();
            rows = request.Path != CorpusReader.StandardInput
                ? TableRows.Open(request with { Options = new TableReadOptions { Columns = names, HasHeader = true, Separator = request.Options.Separator } }, _console.Stop)
                : throw new BadInputException($"table -: found the columns {string.Join(", ", found)}, expected {string.Join(", ", names)} in this order, or --columns");
        }

        if (rows.ColumnCount != mixture.Parameters.Dimension)
        {
            int count = rows.ColumnCount;
            rows.Dispose();
            throw new BadInputException($"table {request.Path}: found {count} columns, expected {mixture.Parameters.Dimension}, as the model has; --columns chooses");
        }

        return rows;
    }

    private long Write(Stream stream, AssignmentFile file, GaussianMixture mixture, TableRows rows)
    {
        (int d, int k) = (mixture.Parameters.Dimension, mixture.Parameters.ComponentCount);
        double[] x = new double[RowsAtOnce * d], responsibilities = new double[RowsAtOnce * k], logDensities = new double[RowsAtOnce];
        long total = 0;
        file.Begin(stream, k);
        for (int count; (count = rows.Read(x)) > 0; total += count)
        {
            _console.Stop.ThrowIfCancellationRequested();
            mixture.Responsibilities<double>(x.AsSpan(0, count * d), responsibilities, logDensities);
            for (int n = 0; n < count; n++)
            {
                if (!double.IsFinite(logDensities[n]))
                {
                    throw new BadInputException($"row {total + n + 1} of the table: found a log density of {logDensities[n].ToString(CultureInfo.InvariantCulture)}, expected a row nearer to the components: its distance is beyond double");
                }

                file.Row(stream, responsibilities.AsSpan(n * k, k), logDensities[n]);
            }
        }

        file.End(stream, total, k);
        return total;
    }

    /// <summary>ASCII bytes to the console.</summary>
    private sealed class TextStream(TextWriter writer) : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => writer.Write(System.Text.Encoding.ASCII.GetString(buffer));

        protected override void Dispose(bool disposing)
        {
            writer.Flush();
            base.Dispose(disposing);
        }
    }
}
