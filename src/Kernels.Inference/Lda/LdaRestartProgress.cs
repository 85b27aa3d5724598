using System;

namespace Kernels.Inference;

/// <summary>A run's progress as a part of that of several.</summary>
/// <param name="progress">Told of it.</param>
/// <param name="restart">Which run, from 1.</param>
/// <param name="restarts">Of how many.</param>
/// <param name="secondsBefore">Of the runs before it.</param>
/// <param name="seconds">Of this run before it was stopped, if it goes on.</param>
internal sealed class LdaRestartProgress(IProgress<LdaProgress>? progress, int restart, int restarts, double secondsBefore, double seconds) : IProgress<LdaProgress>
{
    /// <summary>Of this run, so far.</summary>
    public double Seconds { get; private set; } = seconds;

    public void Report(LdaProgress value)
    {
        Seconds = value.Seconds;
        double whole = value.Seconds + value.Remaining.TotalSeconds;
        double left = value.Remaining.TotalSeconds + ((restarts - restart) * whole);
        progress?.Report(value with
        {
            Restart = restart,
            Restarts = restarts,
            Seconds = secondsBefore + value.Seconds,
            Remaining = TimeSpan.FromSeconds(Math.Min(left, TimeSpan.MaxValue.TotalSeconds / 2)),
        });
    }
}
