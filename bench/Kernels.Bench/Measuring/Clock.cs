using System;
using System.Collections.Generic;
using System.Diagnostics;

namespace Kernels.Bench.Measuring;

/// <summary>Nanoseconds of one call: the fastest and the median batch, and the distance of the quartiles over the median.</summary>
internal readonly record struct Timing(double Best, double Median, double Noise);

/// <summary>Times short work in batches long enough for the clock, after the runtime has compiled it for the last time.</summary>
internal static class Clock
{
    private const double BatchNanoseconds = 200_000;

    // The runtime compiles again what runs often 100 ms after nothing new was met, in the background.
    private const int WarmMilliseconds = 400;

    public static Timing Of(Action work, int milliseconds = 300)
    {
        int batch = (int)Math.Clamp(BatchNanoseconds / Warm(work), 1, 1_000_000);
        List<double> times = [];
        for (var all = Stopwatch.StartNew(); all.ElapsedMilliseconds < milliseconds || times.Count < 5;)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < batch; i++)
            {
                work();
            }

            times.Add(Stopwatch.GetElapsedTime(start).TotalNanoseconds / batch);
        }

        return Summary(times);
    }

    /// <summary>Runs work until the runtime has compiled it for the last time; returns nanoseconds of a call on the way there.</summary>
    public static double Warm(Action work)
    {
        long calls = 0;
        var watch = Stopwatch.StartNew();
        for (; watch.ElapsedMilliseconds < WarmMilliseconds || calls < 2; calls++)
        {
            work();
        }

        return watch.Elapsed.TotalNanoseconds / calls;
    }

    /// <summary>The same of times taken elsewhere.</summary>
    public static Timing Summary(List<double> times)
    {
        times.Sort();
        double median = times[times.Count / 2];
        return new Timing(times[0], median, (times[times.Count * 3 / 4] - times[times.Count / 4]) / median);
    }
}
