using System;
using System.Collections.Generic;
using System.Threading;

namespace Kernels.Bench.Measuring;

/// <summary>How long a report measures: rounds over everything, and the time of one thing in one round.</summary>
internal sealed record Schedule(int Rounds, int WarmMilliseconds, int Milliseconds)
{
    // The runtime compiles what ran often again, in the background, 100 ms after nothing new was met.
    private const int CompilationMilliseconds = 300;

    /// <summary>For figures that are to be believed.</summary>
    public static Schedule Full { get; } = new(9, 100, 40);

    /// <summary>To see that everything runs.</summary>
    public static Schedule Quick { get; } = new(3, 10, 5);

    /// <summary>Warms everything up, then measures everything once in each round.</summary>
    public void Run(IReadOnlyList<Work> works, Action<string> say)
    {
        // Compiled twice: at once, and again with what was seen meanwhile.
        for (int time = 0; time < 2; time++)
        {
            foreach (Work work in works)
            {
                work.Warm(WarmMilliseconds);
            }

            Thread.Sleep(CompilationMilliseconds);
        }

        for (int round = 1; round <= Rounds; round++)
        {
            say($"round {round} of {Rounds}, {works.Count} measurements");
            foreach (Work work in works)
            {
                work.Sample(Milliseconds);
            }
        }
    }
}
