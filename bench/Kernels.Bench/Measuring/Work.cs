using System;
using System.Collections.Generic;
using System.Diagnostics;

namespace Kernels.Bench.Measuring;

/// <summary>Something to be timed, round by round.</summary>
/// <param name="call">Does it once.</param>
/// <param name="width">Bits of the lanes it is to run with; 0 for those this process chose.</param>
/// <param name="before">Done before each call and not timed, for work that uses up what it is given; calls are then timed one by one. Null for none.</param>
internal sealed class Work(Action call, int width = 0, Action? before = null)
{
    /// <summary>Long enough for the clock.</summary>
    private const double BatchNanoseconds = 200_000;

    private const int CallsToCompile = 40;

    // A batch that is interrupted must not be the only one.
    private const int FewestBatches = 4;

    private readonly List<double> _rounds = [];
    private int _batch = 1;

    /// <summary>Nanoseconds of a call.</summary>
    public Timing Timing => Timing.Of(_rounds);

    /// <summary>Calls it for a time, and until the runtime has seen it often enough to compile it for good, if that does not take five times as long.</summary>
    public void Warm(int milliseconds)
    {
        using IDisposable? forced = Force();
        long calls = 0;
        var watch = Stopwatch.StartNew();
        for (; calls < 2 || watch.ElapsedMilliseconds < (calls < CallsToCompile ? 5 : 1) * milliseconds; calls++)
        {
            before?.Invoke();
            call();
        }

        Batch(watch.Elapsed.TotalNanoseconds / calls);
    }

    /// <summary>A round: the fastest of the batches that fit in the time, so that an interruption does not count.</summary>
    public void Sample(int milliseconds)
    {
        using IDisposable? forced = Force();
        double best = double.PositiveInfinity;
        var all = Stopwatch.StartNew();
        for (int batches = 0; batches < FewestBatches || all.ElapsedMilliseconds < milliseconds; batches++)
        {
            before?.Invoke();
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < _batch; i++)
            {
                call();
            }

            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalNanoseconds / _batch);
        }

        _rounds.Add(best);
        Batch(best);
    }

    private void Batch(double nanoseconds) => _batch = before is null ? (int)Math.Clamp(BatchNanoseconds / nanoseconds, 1, 1_000_000) : 1;

    private IDisposable? Force() => width == 0 ? null : LaneWidth.Force(width);
}
