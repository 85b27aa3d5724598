using System;
using System.Threading;
using System.Threading.Tasks;

namespace Kernels.Lda;

/// <summary>Hands ranges of work to threads. Which thread takes which range never shows in a result.</summary>
internal static class WorkSharing
{
    /// <summary>Calls <paramref name="work"/>(first, end, worker) for ranges of at most <paramref name="grain"/> items until [0, count) is done.</summary>
    public static void Run(int threads, int count, int grain, Action<int, int, int> work)
    {
        int ranges = (count + grain - 1) / grain;
        int workers = Math.Min(threads, ranges);
        if (workers <= 1)
        {
            for (int first = 0; first < count; first += grain)
            {
                work(first, Math.Min(count, first + grain), 0);
            }

            return;
        }

        int next = -1;
        Parallel.For(0, workers, new ParallelOptions { MaxDegreeOfParallelism = workers }, worker =>
        {
            for (int range; (range = Interlocked.Increment(ref next)) < ranges;)
            {
                work(range * grain, Math.Min(count, (range + 1) * grain), worker);
            }
        });
    }
}
