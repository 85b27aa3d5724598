using System;
using System.Globalization;
using System.IO;
using Kernels.Inference;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Kernels.Cli.Output;

/// <summary>One bar that redraws itself: pass, documents/s, visits/s, bound, time left.</summary>
internal sealed class TerminalReport(TextWriter error) : TrainingReport
{
    private LdaProgress? _latest;
    private ProgressTask? _task;

    public override void Start(TrainingPlan plan, LdaCheckpoint? checkpoint) => TrainingText.Start(error, plan, checkpoint);

    public override void During(Action training)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) });
        console.Progress()
            .AutoClear(true)
            .Columns(new ProgressBarColumn { Width = 24 }, new PercentageColumn(), new Numbers(this))
            .Start(context =>
            {
                _task = context.AddTask("training", maxValue: 1);
                training();
            });
    }

    public override void Report(LdaProgress value)
    {
        _latest = value;
        if (_task is not null)
        {
            double part = (value.Pass - 1 + ((double)value.DocumentsDone / Math.Max(1, value.DocumentCount))) / value.Passes;
            _task.Value = (value.Restart - 1 + part) / value.Restarts;
        }
    }

    public override void Finish(LdaFitResult result, LdaOptions options, string folder) => TrainingText.Finish(error, result, options, folder);

    private sealed class Numbers(TerminalReport report) : ProgressColumn
    {
        protected override bool NoWrap => true;

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime)
        {
            if (report._latest is not { } progress)
            {
                return new Text("starting");
            }

            string bound = progress.BoundPerWord is double perWord ? string.Create(CultureInfo.InvariantCulture, $"  bound {perWord:0.0000}/word") : string.Empty;
            string run = progress.Restarts > 1 ? $"start {progress.Restart}/{progress.Restarts}  " : string.Empty;
            return new Text(
                $"{run}pass {progress.Pass}/{progress.Passes}  {Amounts.Rate(progress.DocumentsPerSecond)} docs/s  {Amounts.Rate(progress.VisitsPerSecond)} visits/s"
                + $"{bound}  {Amounts.Time(progress.Remaining.TotalSeconds)} left");
        }
    }
}
