using System.Collections.Generic;
using System.Linq;

namespace Kernels.Bench.Measuring;

/// <summary>A time and how far it can be trusted: the median of what the rounds gave, and the distance of their quartiles over it.</summary>
/// <remarks>
/// The rounds go through all that a report measures, one after the other, so they lie minutes apart: a machine that slows down meanwhile shows in the noise, and limits and
/// kernels meet the same machine.
/// </remarks>
/// <param name="Nanoseconds">The median.</param>
/// <param name="Noise">The quartiles' distance over it.</param>
/// <param name="Best">The least.</param>
internal readonly record struct Timing(double Nanoseconds, double Noise, double Best)
{
    /// <summary>Of one time a round, of which there is at least one.</summary>
    public static Timing Of(IEnumerable<double> rounds)
    {
        double[] sorted = [.. rounds.Order()];
        double median = Quantile(sorted, 0.5);
        return new Timing(median, (Quantile(sorted, 0.75) - Quantile(sorted, 0.25)) / median, sorted[0]);
    }

    /// <summary>Linear between the neighbours.</summary>
    private static double Quantile(double[] sorted, double share)
    {
        double at = share * (sorted.Length - 1);
        int below = (int)at;
        double above = below + 1 < sorted.Length ? sorted[below + 1] : sorted[below];
        return sorted[below] + ((at - below) * (above - sorted[below]));
    }
}
