using System;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Threading;
using Kernels.Cli.Options;
using Kernels.Inference;

namespace Kernels.Cli.Output;

/// <summary>Tells how the fit of a mixture goes: a sign of life on standard error, or JSON lines on standard output, a second apart.</summary>
/// <param name="console">Where it is told.</param>
/// <param name="quiet">Nothing is told.</param>
/// <param name="json">As JSON lines.</param>
/// <param name="objective">What a fit climbs, as a person calls it.</param>
/// <param name="secondsBetween">Seconds between two lines of text; null for the usual.</param>
internal sealed class MixtureReport(ToolConsole console, bool quiet, bool json, string objective, double? secondsBetween = null) : IDisposable
{
    private const double SecondsBetweenLines = 1;
    private readonly StatusLine _line = new(console, secondsBetween);
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private double _last = double.NegativeInfinity;
    private volatile Func<string>? _latest;
    private Timer? _timer;

    /// <summary>Says that a table is being read, until it is disposed.</summary>
    public IDisposable? Reading(TableRequest request) => quiet || json ? null : new ReadingLine(console, request.Path, request.Path);

    /// <summary>What is done before the first iteration, or after the last: it may take long and says nothing itself.</summary>
    public void Phase(int components, string what)
    {
        if (quiet || json)
        {
            return;
        }

        _latest = () => $"{Amounts.Of(components, "component")}: {what}";
        TimeSpan period = TimeSpan.FromSeconds(_line.SecondsBetween);
        _timer ??= new Timer(_ => _line.Say(_latest), null, period, period);
    }

    /// <summary>An iteration of a start.</summary>
    public void Iteration(int components, MixtureProgress progress)
    {
        Say(
            () => $"{Amounts.Of(components, "component")}{(progress.Starts > 1 ? $", start {progress.Start} of {progress.Starts}" : "")}, iteration {progress.Iteration}: "
                + string.Create(CultureInfo.InvariantCulture, $"{objective} {progress.Objective:0.000}"),
            line =>
            {
                line.WriteNumber("components", components);
                line.WriteNumber("start", progress.Start);
                line.WriteNumber("starts", progress.Starts);
                line.WriteNumber("iteration", progress.Iteration);
                line.Number(objective == "bound" ? "bound" : "logLikelihood", progress.Objective);
            });
    }

    /// <summary>A block of rows that was learnt from.</summary>
    public void Block(int components, int pass, int passes, long rows, double logLikelihood)
    {
        Say(
            () => $"{Amounts.Of(components, "component")}{(passes > 1 ? $", pass {pass} of {passes}" : "")}, {Amounts.Of(rows, "row")}: "
                + string.Create(CultureInfo.InvariantCulture, $"{objective} {logLikelihood:0.0000} a row"),
            line =>
            {
                line.WriteNumber("components", components);
                line.WriteNumber("pass", pass);
                line.WriteNumber("passes", passes);
                line.WriteNumber("rows", rows);
                line.Number("logLikelihoodPerRow", logLikelihood);
            });
    }

    public void Dispose()
    {
        _timer?.Dispose();
        _line.Dispose();
    }

    private void Say(Func<string> text, Action<Utf8JsonWriter> fields)
    {
        if (quiet)
        {
            return;
        }

        if (!json)
        {
            _latest = text;
            _line.Say(text);
        }
        else if (_clock.Elapsed.TotalSeconds - _last >= SecondsBetweenLines)
        {
            _last = _clock.Elapsed.TotalSeconds;
            JsonLine.Write(console.Out, "progress", fields);
        }
    }
}
