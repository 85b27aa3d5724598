using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Kernels.Drawing;

/// <summary>An axis of a chart: values onto coordinates.</summary>
/// <param name="Low">The value at <paramref name="Start"/>.</param>
/// <param name="High">The value at <paramref name="End"/>, above <paramref name="Low"/>.</param>
/// <param name="IsLog">By the logarithm; both values are above 0 then.</param>
/// <param name="Start">A coordinate.</param>
/// <param name="End">A coordinate.</param>
internal sealed record SvgAxis(double Low, double High, bool IsLog, double Start, double End)
{
    private const double Margin = 0.04;

    // Beyond it, arithmetic on the axis itself would overflow.
    private const double Largest = 1e250;

    /// <summary>An axis on which all values find room, with a little to spare.</summary>
    /// <remarks>Values that it cannot show (not finite, or all but; on a logarithmic axis not above 0) do not count; of none, it is any.</remarks>
    /// <param name="values">What it shows.</param>
    /// <param name="isLog">By the logarithm.</param>
    /// <param name="start">A coordinate.</param>
    /// <param name="end">A coordinate.</param>
    /// <param name="withNearZero">Whether 0 is shown where it is not far, so that twice as much is twice as high.</param>
    public static SvgAxis Of(IEnumerable<double> values, bool isLog, double start, double end, bool withNearZero = true)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (double value in values.Where(value => CanShow(value, isLog)))
        {
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
        }

        if (low > high)
        {
            (low, high) = (1, 10);
        }

        if (isLog)
        {
            // A single value, or values all but equal, in the middle of a factor of four.
            double factor = high > low * 1.01 ? Math.Pow(high, Margin) / Math.Pow(low, Margin) : 2;
            return new(low / factor, high * factor, true, start, end);
        }

        double room = high - low > 1e-9 * Math.Max(Math.Abs(low), Math.Abs(high)) ? Margin * (high - low) : Math.Max(Math.Abs(high) / 10, 1e-9);
        return new(withNearZero && low >= 0 && low < 0.8 * high ? 0 : low - room, high + room, false, start, end);
    }

    /// <summary>Whether the axis has a place for the value.</summary>
    public bool Shows(double value) => CanShow(value, IsLog);

    /// <summary>Where a value is.</summary>
    public double At(double value) => Start + ((End - Start) * (IsLog
        ? (Math.Log(value) - Math.Log(Low)) / (Math.Log(High) - Math.Log(Low))
        : (value - Low) / (High - Low)));

    /// <summary>Round values on the axis, at most as many as said, at least two unless the axis is too short for it.</summary>
    public IReadOnlyList<double> Ticks(int most)
    {
        if (IsLog)
        {
            IEnumerable<double[]> byStep =
            [
                Logarithmic([1, 1.5, 2, 3, 4, 5, 7], 1), Logarithmic([1, 2, 5], 1), Logarithmic([1, 3], 1),
                .. Enumerable.Range(1, 700).Select(decades => Logarithmic([1], decades)),
            ];
            double[]? ticks = byStep.FirstOrDefault(ticks => ticks.Length <= most);
            if (ticks is { Length: >= 2 })
            {
                return ticks;
            }
        }

        return Linear(most);
    }

    /// <summary>A tick's value, short.</summary>
    public static string Text(double tick)
    {
        double size = Math.Abs(tick);
        (double divisor, string suffix) = size switch { >= 1e9 => (1e9, "G"), >= 1e6 => (1e6, "M"), >= 1e4 => (1e3, "k"), _ => (1, string.Empty) };
        return size is > 0 and < 1e-4 ? tick.ToString("0.###e0", CultureInfo.InvariantCulture) : (tick / divisor).ToString("#,0.######", CultureInfo.InvariantCulture) + suffix;
    }

    private static bool CanShow(double value, bool isLog) => Math.Abs(value) <= Largest && (!isLog || value >= 1 / Largest);

    private double[] Logarithmic(double[] digits, int decades)
    {
        int first = (int)Math.Floor(Math.Log10(Low)), last = (int)Math.Ceiling(Math.Log10(High));
        return
        [
            .. Enumerable.Range(first, last - first + 1).Where(power => power % decades == 0)
                .SelectMany(power => digits.Select(digit => double.Parse(string.Create(CultureInfo.InvariantCulture, $"{digit}e{power}"), CultureInfo.InvariantCulture)))
                .Where(tick => tick >= Low && tick <= High),
        ];
    }

    private double[] Linear(int most)
    {
        double rough = (High - Low) / Math.Max(most - 1, 1);
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double step = (rough / power) switch { <= 1 => 1, <= 2 => 2, <= 2.5 => 2.5, <= 5 => 5, _ => 10 } * power;
        double first = Math.Ceiling((Low / step) - 1e-9);
        int count = (int)Math.Floor((High / step) + 1e-9 - first) + 1;
        return [.. Enumerable.Range(0, Math.Max(count, 0)).Select(i => (first + i) * step).Where(tick => tick > 0 || !IsLog).Select(tick => Math.Abs(tick) < step * 1e-9 ? 0 : tick).Select(Rounded)];
    }

    /// <summary>0.3, not 0.30000000000000004.</summary>
    private static double Rounded(double tick) => double.Parse(tick.ToString("G12", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
