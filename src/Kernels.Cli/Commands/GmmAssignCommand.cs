using System;
using System.CommandLine;
using System.IO;
using Kernels.Cli.Composition;
using Kernels.Cli.Options;
using Kernels.Cli.Output;
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
        "Columns are found by the names the model was fit with; where either has none, or --columns names others, they are taken in order, and a note says so.",
        "Components are numbered from 1. CSV: component,log_density,r1,r2,...; .jsonl: {\"component\":1,\"logDensity\":-3.2,\"responsibilities\":[...]}; .npy: rows x components.");

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
        using TableRows rows = MixtureColumns.Open(request, mixture, note => _console.Error.WriteLine($"note: {note}"), _console.Stop);
        if (path is null)
        {
            WriteOut(file, mixture, rows);
            return ExitCode.Success;
        }

        long count = 0;
        OutputFile.Write(path, stream => count = Write(stream, file, mixture, rows));
        _console.Error.WriteLine($"{Amounts.Of(count, "row")}, {Amounts.Of(mixture.Parameters.ComponentCount, "component")}: {path}");
        return ExitCode.Success;
    }

    /// <summary>To standard output, where rows cannot be taken back: one that is stopped says how many there are.</summary>
    private void WriteOut(AssignmentFile file, GaussianMixture mixture, TableRows rows)
    {
        long written = 0;
        using Stream output = new TextStream(_console.Out);
        try
        {
            Write(output, file, mixture, rows, total => written = total);
        }
        catch (Exception exception) when (_console.Stop.IsCancellationRequested && (exception is OperationCanceledException || BadInput.Is(exception)))
        {
            throw new StoppedMidwayException(written switch
            {
                0 => "no row was written to standard output",
                1 => "the first row was written to standard output",
                _ => $"the first {Amounts.Count(written)} rows were written to standard output",
            });
        }
    }

    private long Write(Stream stream, AssignmentFile file, GaussianMixture mixture, TableRows rows, Action<long>? tell = null)
    {
        (int d, int k) = (mixture.Parameters.Dimension, mixture.Parameters.ComponentCount);
        double[] x = new double[RowsAtOnce * d], responsibilities = new double[RowsAtOnce * k], logDensities = new double[RowsAtOnce];
        long total = 0;
        file.Begin(stream, k);
        for (int count; (count = rows.Read(x, default)) > 0; total += count)
        {
            _console.Stop.ThrowIfCancellationRequested();
            mixture.Responsibilities<double>(x.AsSpan(0, count * d), responsibilities, logDensities);
            for (int n = 0; n < count; n++)
            {
                RequireNumber(logDensities[n], total + n + 1);
                file.Row(stream, responsibilities.AsSpan(n * k, k), logDensities[n]);
                tell?.Invoke(total + n + 1);
            }
        }

        file.End(stream, total, k);
        return total;
    }

    private static void RequireNumber(double logDensity, long row)
    {
        if (!double.IsFinite(logDensity))
        {
            throw new BadInputException($"row {Amounts.Count(row)}: is further from every component than double can say; expected numbers of a smaller range");
        }
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
