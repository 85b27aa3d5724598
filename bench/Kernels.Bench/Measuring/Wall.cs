using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Kernels.Bench.Reporting;

namespace Kernels.Bench.Measuring;

/// <summary>What stops a piece of work, and the least time it leaves.</summary>
/// <param name="Nanoseconds">No run can be faster.</param>
/// <param name="Text">What of, and how much.</param>
internal sealed record Wall(double Nanoseconds, string Text)
{
    /// <summary>The nearest: the one that leaves most time.</summary>
    public static Wall Nearest(IEnumerable<Wall> walls) => walls.MaxBy(wall => wall.Nanoseconds) ?? throw new ArgumentException("No walls; expected at least one.", nameof(walls));

    /// <summary>A figure beside its limit; the figure is in nanoseconds, or in millions a second.</summary>
    public Figure Bound(Figure figure) => figure with { Limit = figure.MoreIsBetter ? 1e3 / Nanoseconds : Nanoseconds, Wall = Text };

    /// <summary>The walls of arithmetic: multiply–adds, additions, both together, divisions.</summary>
    public static IEnumerable<Wall> OfArithmetic(Operations operations, ArithmeticRates rates)
    {
        yield return new(operations.Products / rates.MultiplyAdds, Amount(operations.Products, "multiply–adds"));
        yield return new(operations.Additions / rates.Additions, Amount(operations.Additions, "additions"));
        yield return new((operations.Products + operations.Additions) / rates.Both, Amount(operations.Products + operations.Additions, "multiply–adds and additions"));
        yield return new(operations.Divisions / rates.Divisions, Amount(operations.Divisions, "divisions"));
    }

    /// <summary>The walls of memory: what is read at least, and what is read and written at least.</summary>
    /// <param name="read">Bytes.</param>
    /// <param name="written">Bytes.</param>
    /// <param name="reading">Bytes a nanosecond.</param>
    /// <param name="copying">Bytes a nanosecond, half read and half written.</param>
    /// <param name="level">Where they are.</param>
    public static IEnumerable<Wall> OfMemory(double read, double written, double reading, double copying, string level)
    {
        yield return OfReading(read, reading, level);

        // A byte that is only read may go beside a pair of a read and a written one.
        double copied = 2 * Math.Min(read, written);
        yield return new(copied / copying, $"{Number(copied)} bytes read and written, {level}");
    }

    /// <summary>The wall of what is read at least.</summary>
    public static Wall OfReading(double read, double reading, string level) => new(read / reading, $"{Number(read)} bytes read, {level}");

    private static string Amount(double count, string what) => $"{Number(count)} {what}";

    private static string Number(double value) => value.ToString("#,0.#", CultureInfo.InvariantCulture);
}
