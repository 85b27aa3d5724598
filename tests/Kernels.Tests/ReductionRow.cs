using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace Kernels.Tests;

/// <summary>The shape that every kernel that sums is brought to: rows in, a value an element and a value a row out, as far as the kernel has them.</summary>
internal delegate void RowKernel<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> second, int rowLength, Span<T> values, Span<T> results);

/// <summary>One row's arguments and its exact results, each as a sum of two numbers; an empty list where the kernel has none.</summary>
internal sealed record ReductionCase(string What, double[] X, double[] Second, ReferencePoint[] Values, ReferencePoint[] Results);

/// <summary>The contract of one kernel that sums.</summary>
internal sealed record ReductionRow
{
    public required string Name { get; init; }

    /// <summary>Every public method that this row answers for.</summary>
    public required IReadOnlyList<string> Methods { get; init; }

    /// <summary>As the README shows it.</summary>
    public required string Formula { get; init; }

    public required string Domain { get; init; }

    /// <summary>The bound as the README and the documentation word it, without the factor.</summary>
    public required string Unit { get; init; }

    /// <summary>The largest error in that unit.</summary>
    public required double DoubleLimit { get; init; }

    public required double SingleLimit { get; init; }

    /// <summary>What the unit is at an exact result, in multiples of eps.</summary>
    public required ErrorScale Scale { get; init; }

    public required RowKernel<double> DoubleRows { get; init; }

    public required RowKernel<float> SingleRows { get; init; }

    /// <summary>The method for one row; the row length is ignored.</summary>
    public required RowKernel<double> DoubleOne { get; init; }

    public required RowKernel<float> SingleOne { get; init; }

    /// <summary>A type the kernel refuses.</summary>
    public required RowKernel<Half> Refused { get; init; }

    /// <summary>Takes a second argument as long as the first.</summary>
    public bool HasSecond { get; init; }

    /// <summary>Writes a value an element, which may be where the arguments are.</summary>
    public bool HasValues { get; init; }

    /// <summary>Writes a value a row.</summary>
    public bool HasResults { get; init; }

    /// <summary>The values a row may begin where the arguments begin.</summary>
    public bool ResultsMayShareStart { get; init; }

    /// <summary>Arguments may be of any sign.</summary>
    public bool TakesLogarithms { get; init; }

    /// <summary>Rows, exact in both types, and what comes out to the bit.</summary>
    public required IReadOnlyList<(double[] X, double[] Second, double[] Values, double[] Results)> Specials { get; init; }

    /// <summary>Plain loops in double: values, then the result of the row, as far as the kernel has them.</summary>
    public required Func<double[], double[], double[]> Reference { get; init; }

    /// <summary>Values with more digits than double has.</summary>
    public required Func<IEnumerable<ReductionCase>> Cases { get; init; }

    public RowKernel<T> Rows<T>() => typeof(T) == typeof(double) ? (RowKernel<T>)(object)DoubleRows : (RowKernel<T>)(object)SingleRows;

    public RowKernel<T> One<T>() => typeof(T) == typeof(double) ? (RowKernel<T>)(object)DoubleOne : (RowKernel<T>)(object)SingleOne;

    public double Limit<T>() => typeof(T) == typeof(double) ? DoubleLimit : SingleLimit;

    public T[] Arguments<T>(int count, ulong seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => TakesLogarithms ? Inputs.Signed<T>(count, seed) : Inputs.Realistic<T>(count, seed);

    public int ValueCount(int length) => HasValues ? length : 0;

    public int ResultCount(int rows) => HasResults ? rows : 0;

    /// <summary>As the documentation words it.</summary>
    public string Bound(double limit) => Bound(limit, Unit);

    public string ReadmeLine()
    {
        string unit = Unit.Replace("|", "\\|", StringComparison.Ordinal);
        string names = string.Join(", ", Methods.Select(method => $"`{method}`"));
        return $"| {names} | {Formula} | {Domain} | {Bound(DoubleLimit, unit)} | {Bound(SingleLimit, unit)} |";
    }

    public override string ToString() => Name;

    private static string Bound(double limit, string unit) => unit.Length == 0 ? Tests.Bound.Number(limit) : $"{Tests.Bound.Number(limit)} {unit}";
}

/// <summary>The unit of an error, in multiples of eps, at an exact result: of the value with that index, or of the row's result where it is negative.</summary>
/// <param name="x">The arguments.</param>
/// <param name="second">The second arguments.</param>
/// <param name="index">Which.</param>
/// <param name="exact">The exact result.</param>
/// <param name="ulp">An ULP of it, in multiples of eps.</param>
internal delegate double ErrorScale(double[] x, double[] second, int index, double exact, double ulp);
