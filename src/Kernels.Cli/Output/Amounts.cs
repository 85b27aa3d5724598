using System;
using System.Globalization;

namespace Kernels.Cli.Output;

/// <summary>Numbers as a person reads them; the same in every language setting.</summary>
internal static class Amounts
{
    public static string Count(double value) => value.ToString("#,0.##", CultureInfo.InvariantCulture);

    /// <summary>A number and what it counts: 1 document, 2 documents.</summary>
    /// <param name="count">How many.</param>
    /// <param name="one">What one is called.</param>
    /// <param name="several">What several are called; null where they end in s.</param>
    public static string Of(double count, string one, string? several = null) => $"{Count(count)} {(count == 1 ? one : several ?? one + "s")}";

    /// <summary>Three digits and a unit: 640, 12.3k, 98.1M, 1.20G.</summary>
    public static string Rate(double value) => Scaled(value, 1000, ["", "k", "M", "G", "T"]);

    public static string Bytes(double value) => Scaled(value, 1024, [" bytes", " KiB", " MiB", " GiB", " TiB"]);

    public static string Time(double seconds) =>
        seconds < 60 ? string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s")
        : seconds < 3600 ? string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(seconds / 60):0} min {Math.Floor(seconds % 60):00} s")
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(seconds / 3600):0} h {Math.Floor(seconds % 3600 / 60):00} min");

    private static string Scaled(double value, double step, string[] units)
    {
        int unit = 0;
        while (value >= step && unit < units.Length - 1)
        {
            value /= step;
            unit++;
        }

        string format = unit == 0 || value >= 100 ? "0" : value >= 10 ? "0.0" : "0.00";
        return value.ToString(format, CultureInfo.InvariantCulture) + units[unit];
    }
}
