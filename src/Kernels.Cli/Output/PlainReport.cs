using System.Globalization;
using System.IO;
using Kernels.Inference;

namespace Kernels.Cli.Output;

/// <summary>A line a pass, and one every ten seconds within a long pass.</summary>
internal sealed class PlainReport(TextWriter error) : TrainingReport
{
    private const double SecondsBetweenLines = 10;
    private LdaProgress? _unsaid;
    private double _lastLine;

    public override void Start(TrainingPlan plan, LdaCheckpoint? checkpoint) => TrainingText.Start(error, plan, checkpoint);

    public override void Report(LdaProgress value)
    {
        // A pass is told when its bound is known, which is when the next one begins or training ends.
        if (_unsaid is not null && (_unsaid.Pass, _unsaid.Restart) != (value.Pass, value.Restart))
        {
            Say(_unsaid);
        }
        else if (value.Seconds - _lastLine >= SecondsBetweenLines)
        {
            Say(value);
            return;
        }

        _unsaid = value;
    }

    public override void Finish(LdaFitResult result, LdaOptions options, string folder)
    {
        if (_unsaid is not null)
        {
            Say(_unsaid);
        }

        TrainingText.Finish(error, result, options, folder);
    }

    private void Say(LdaProgress progress)
    {
        _lastLine = progress.Seconds;
        _unsaid = null;
        string part = progress.DocumentsDone == progress.DocumentCount ? string.Empty : $", {Amounts.Count(progress.DocumentsDone)} of {Amounts.Of(progress.DocumentCount, "document")}";
        string bound = progress.BoundPerWord is double perWord ? string.Create(CultureInfo.InvariantCulture, $", bound {perWord:0.0000} per word") : string.Empty;
        string run = progress.Restarts > 1 ? $"start {progress.Restart} of {progress.Restarts}, " : string.Empty;
        error.WriteLine(
            $"{run}pass {progress.Pass} of {progress.Passes}{part}: {Amounts.Time(progress.Seconds)}, {Amounts.Rate(progress.DocumentsPerSecond)} documents/s, "
            + $"{Amounts.Rate(progress.VisitsPerSecond)} visits/s{bound}, {Amounts.Time(progress.Remaining.TotalSeconds)} left");
    }
}
