using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Kernels.Bench.Suites.Running;

/// <summary>How far results may be apart, each by itself: relative to what is expected, and a little besides where that is near 0.</summary>
internal readonly record struct Agreement(double Relative, double Absolute)
{
    /// <summary>One line on the worst result that is too far off; null where all agree.</summary>
    /// <param name="what">Whose results, of what.</param>
    /// <param name="expected">Of a plain loop.</param>
    /// <param name="found">As many.</param>
    public string? Difference(string what, IReadOnlyList<double> expected, IReadOnlyList<double> found)
    {
        if (expected.Count != found.Count)
        {
            return $"{what} gives {found.Count} results; the plain loop gives {expected.Count}.";
        }

        (double relative, double absolute) = (Relative, Absolute);
        double Excess(int i) => Math.Abs(found[i] - expected[i]) / ((relative * Math.Abs(expected[i])) + absolute);
        int[] off = [.. Enumerable.Range(0, expected.Count).Where(i => !(Excess(i) <= 1))];
        if (off.Length == 0)
        {
            return null;
        }

        // What is no number is the worst.
        int worst = off.MaxBy(i => double.IsNaN(Excess(i)) ? double.PositiveInfinity : Excess(i));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{what} is off the plain loop in {off.Length} of {expected.Count} results: found {found[worst]:G9} at {worst}, expected {expected[worst]:G9} to {Relative:G1} of it and {Absolute:G1}.");
    }
}
