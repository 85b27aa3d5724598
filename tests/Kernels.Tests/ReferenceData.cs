using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Numerics;

namespace Kernels.Tests;

/// <summary>An argument and the exact result as Value + ValueLow.</summary>
internal readonly record struct ReferencePoint(double X, double Value, double ValueLow);

/// <summary>Reads RefData/*.csv (values from mpmath, see the generators beside them) and measures errors against them.</summary>
internal static class ReferenceData
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "RefData");

    public static ReferencePoint[] Points(string file) =>
        [.. Table(file).Select(row => new ReferencePoint(Number(row[0]), Number(row[1]), Number(row[2])))];

    /// <summary>The lines of a file after the first, split at commas.</summary>
    public static IEnumerable<string[]> Table(string file) => File.ReadLines(Path.Combine(Folder, file)).Skip(1).Select(line => line.Split(','));

    public static double[] List(string text) => text.Length == 0 ? [] : [.. text.Split(';').Select(Number)];

    public static double Number(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>The distance between neighbours of <typeparamref name="T"/> at a value that need not be one.</summary>
    public static double UnitInTheLastPlace<T>(double value)
        where T : IBinaryFloatingPointIeee754<T>
    {
        double magnitude = Math.Abs(value);
        if (typeof(T) == typeof(double))
        {
            return magnitude == double.MaxValue ? magnitude - Math.BitDecrement(magnitude) : Math.BitIncrement(magnitude) - magnitude;
        }

        return Math.ScaleB(1, Math.Max(magnitude == 0 ? -126 : Math.ILogB(magnitude), -126) - 23);
    }

    /// <summary>What the correctly rounded result is when it is no finite number.</summary>
    public static bool IsInfinite<T>(double value) => double.IsInfinity(value) || (typeof(T) == typeof(float) && Math.Abs(value) >= 3.4028235677973366e38);

    /// <summary>The error in the unit of the bound; 0 where special values agree, infinity where they do not.</summary>
    public static double Error<T>(T result, ReferencePoint point, ErrorUnit unit)
        where T : IBinaryFloatingPointIeee754<T>
    {
        double actual = double.CreateChecked(result);
        if (double.IsNaN(point.Value) || double.IsNaN(actual))
        {
            return double.IsNaN(point.Value) && double.IsNaN(actual) ? 0 : double.PositiveInfinity;
        }

        if (IsInfinite<T>(point.Value) || double.IsInfinity(actual))
        {
            return IsInfinite<T>(point.Value) && double.IsInfinity(actual) && Math.Sign(actual) == Math.Sign(point.Value) ? 0 : double.PositiveInfinity;
        }

        double error = Math.Abs(actual - point.Value - point.ValueLow);
        return unit switch
        {
            ErrorUnit.Absolute => error,
            ErrorUnit.Relative => error / Math.Max(1, Math.Abs(point.Value)),
            _ => error / UnitInTheLastPlace<T>(point.Value),
        };
    }
}
