using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Kernels.Tests;

/// <summary>The shape of every element-wise kernel.</summary>
internal delegate void SpanKernel<T>(ReadOnlySpan<T> x, Span<T> destination);

/// <summary>What a bound is measured in.</summary>
internal enum ErrorUnit
{
    Ulp,
    Absolute,

    /// <summary>Of the larger of |value| and 1: an absolute error near the roots.</summary>
    Relative,
}

/// <summary>The error promised on an interval. Of several that hold an argument the first counts.</summary>
internal sealed record Bound(double Limit, ErrorUnit Unit, string Where, double From, double To)
{
    public override string ToString()
    {
        string unit = Unit switch { ErrorUnit.Absolute => " absolute", ErrorUnit.Relative => " relative", _ => string.Empty };
        return Number(Limit) + unit + (Where.Length == 0 ? string.Empty : " " + Where);
    }

    public static string Number(double value) =>
        value.ToString("R", CultureInfo.InvariantCulture).Replace("E-", "e-", StringComparison.Ordinal).Replace("e-0", "e-", StringComparison.Ordinal);
}

/// <summary>The contract of one element-wise kernel.</summary>
internal sealed record KernelRow
{
    /// <summary>Where it stands.</summary>
    public Type Class { get; init; } = typeof(SpecialFunctions);

    public required string Name { get; init; }

    /// <summary>As the README shows it.</summary>
    public required string Formula { get; init; }

    public required string Domain { get; init; }

    public required SpanKernel<double> Double { get; init; }

    public required SpanKernel<float> Single { get; init; }

    /// <summary>A type the kernel refuses.</summary>
    public required SpanKernel<Half> Refused { get; init; }

    public required IReadOnlyList<Bound> DoubleBounds { get; init; }

    public required IReadOnlyList<Bound> SingleBounds { get; init; }

    /// <summary>Arguments, exact in both types, and the results that are not a matter of accuracy.</summary>
    public required IReadOnlyList<(double X, double Expected)> Specials { get; init; }

    /// <summary>Plain loops in double.</summary>
    public required Func<double, double> Reference { get; init; }

    /// <summary>Where the plain reference is swept.</summary>
    public required IReadOnlyList<(double From, double To)> Sweep { get; init; }

    /// <summary>Files of reference values: RefData/{this}.csv and RefData/{this}_f32.csv.</summary>
    public required string ReferenceFile { get; init; }

    public IReadOnlyList<Bound> Bounds<T>() => typeof(T) == typeof(double) ? DoubleBounds : SingleBounds;

    public SpanKernel<T> Kernel<T>() => typeof(T) == typeof(double) ? (SpanKernel<T>)(object)Double : (SpanKernel<T>)(object)Single;

    public static string UlpText(IReadOnlyList<Bound> bounds) => string.Join("; ", bounds.Select(bound => bound.ToString()));

    public string ReadmeLine() => $"| `{Name}` | {Formula} | {Domain} | {UlpText(DoubleBounds)} | {UlpText(SingleBounds)} |";

    public override string ToString() => Name;
}
