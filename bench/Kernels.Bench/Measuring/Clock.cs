using System;

namespace Kernels.Bench.Measuring;

/// <summary>Times one piece of work by itself, outside the rounds of a report.</summary>
internal static class Clock
{
    private const int WarmMilliseconds = 400;
    private const int Rounds = 5;

    /// <summary>A few rounds, one after the other, once it is warm.</summary>
    public static Timing Of(Action work, int milliseconds = 300)
    {
        Work timed = new(work);
        timed.Warm(WarmMilliseconds);
        for (int round = 0; round < Rounds; round++)
        {
            timed.Sample(milliseconds / Rounds);
        }

        return timed.Timing;
    }

    /// <summary>Runs work until the runtime has compiled it for the last time: 100 ms after nothing new was met, and in the background.</summary>
    public static void Warm(Action work) => new Work(work).Warm(WarmMilliseconds);
}
