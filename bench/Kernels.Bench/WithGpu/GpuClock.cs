using System;
using System.Collections.Generic;
using System.Diagnostics;
using ILGPU.Runtime;

namespace Kernels.Bench;

/// <summary>Times launches by waiting for their stream, several at a time so that the waiting does not count.</summary>
internal static class GpuClock
{
    /// <summary>The fastest round, and the distance of the quartiles over the median.</summary>
    public static (double Seconds, double Noise) Of(AcceleratorStream stream, bool isQuick, Action work)
    {
        // The first compiles.
        work();
        stream.Synchronize();
        int rounds = isQuick ? 1 : 9, times = isQuick ? 1 : 5;
        List<double> seconds = [];
        for (int round = 0; round < rounds; round++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < times; i++)
            {
                work();
            }

            stream.Synchronize();
            seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds / times);
        }

        seconds.Sort();
        return (seconds[0], (seconds[rounds * 3 / 4] - seconds[rounds / 4]) / seconds[rounds / 2]);
    }
}
