using System;
using System.Collections.Generic;
using System.Linq;
using Kernels.Bench.Reporting;

namespace Kernels.Bench.Measuring;

/// <summary>The picture of Williams, Waterman and Patterson (2009): operations a byte across, operations a second up, the machine's limits as roofs, work as points below them.</summary>
internal static class Roofline
{
    /// <param name="title">Of the picture.</param>
    /// <param name="rates">Of arithmetic.</param>
    /// <param name="bandwidth">Of memory.</param>
    /// <param name="levels">Where the points' data lie: the roof of another level would say nothing of them.</param>
    /// <param name="points">One point each.</param>
    public static Curves Of(string title, ArithmeticRates rates, BandwidthLimits bandwidth, IReadOnlyList<CacheLevel> levels, IReadOnlyList<Series> points)
    {
        double peak = rates.Flops;
        double Ridge(CacheLevel level) => peak / bandwidth.Reading(level);
        double least = Math.Min(points.Min(point => point.X[0]), levels.Min(Ridge)) / 2;
        double most = Math.Max(points.Max(point => point.X[0]), levels.Max(Ridge)) * 2;
        IEnumerable<Series> roofs = levels.Select(level => Roof(level.Name, bandwidth.Reading(level), peak, least, most));
        return new("walls", title, "operations a byte", "GFLOP/s", LogX: true, LogY: true, [.. roofs, .. points]);
    }

    /// <summary>Up with the bandwidth until arithmetic is the limit, then level.</summary>
    private static Series Roof(string name, double bandwidth, double peak, double least, double most)
    {
        double ridge = peak / bandwidth;
        return new Series(name, [least, ridge, most], [least * bandwidth, peak, peak]) { Guide = true };
    }
}
