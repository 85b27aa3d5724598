using System;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace Kernels;

/// <summary>Argument errors, out of line so that the checks inline.</summary>
internal static class ThrowHelper
{
    /// <summary>Of smaller shapes the logarithms of Gamma numbers, ln U/shape, would be infinite.</summary>
    private const double SmallestShape = 1e-300;

    /// <summary>A destination holds the result of every input, and shares memory with it all or not at all.</summary>
    public static void CheckDestination<T>(ReadOnlySpan<T> source, Span<T> destination)
    {
        CheckType<T>();
        if (destination.Length < source.Length)
        {
            DestinationTooShort(destination.Length, source.Length);
        }

        if (source.Overlaps(destination, out int offset) && offset != 0)
        {
            PartialOverlap(offset);
        }
    }

    /// <summary>Only binary32 and binary64 have coefficients.</summary>
    public static void CheckType<T>()
    {
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double))
        {
            throw new NotSupportedException($"The element type is {typeof(T).Name}; expected Single or Double.");
        }
    }

    /// <summary>Rows fill the span.</summary>
    public static void CheckRows(int length, int rowLength)
    {
        if (rowLength < 1 || length % rowLength != 0)
        {
            throw new ArgumentException($"The row length is {rowLength} and the span holds {length} values; expected a row length of at least 1 that divides it.");
        }
    }

    /// <summary>Two spans of one length.</summary>
    public static void CheckSameLength(int left, int right, string name)
    {
        if (left != right)
        {
            throw new ArgumentException($"The span holds {right} values; expected {left}, as many as the first.", name);
        }
    }

    /// <summary>Draws have numbers from 0 on.</summary>
    public static void CheckDraws<T>(long first, long count)
    {
        CheckType<T>();
        if (first < 0 || first > long.MaxValue - count)
        {
            throw new ArgumentOutOfRangeException(nameof(first), first, $"The first of {count} draws has the number {first}; expected 0 or more, and the last one below 2^63.");
        }
    }

    /// <summary>Rows have numbers from 0 on, and their values too.</summary>
    public static void CheckRowDraws<T>(long firstRow, int count, int rowLength)
    {
        CheckType<T>();
        if (firstRow < 0 || firstRow > (long.MaxValue - count) / rowLength)
        {
            throw new ArgumentOutOfRangeException(
                nameof(firstRow), firstRow, $"The first of {count / rowLength} rows of {rowLength} draws has the number {firstRow}; expected 0 or more, and the last draw's number below 2^63.");
        }
    }

    /// <summary>A derivative for each draw and parameter, in memory of their own.</summary>
    public static void CheckDerivatives<T>(ReadOnlySpan<T> draws, ReadOnlySpan<T> derivatives, int parameterCount)
    {
        if (derivatives.Length != (long)draws.Length * parameterCount)
        {
            throw new ArgumentException(
                $"The span holds {derivatives.Length} derivatives; expected {(long)draws.Length * parameterCount}, one for each of {draws.Length} draws and {parameterCount} parameters.",
                nameof(derivatives));
        }

        if (draws.Overlaps(derivatives))
        {
            throw new ArgumentException("The derivatives overlap the draws; expected separate memory.", nameof(derivatives));
        }
    }

    /// <summary>Shapes of Gamma and Dirichlet numbers.</summary>
    public static void CheckShapes<T>(ReadOnlySpan<T> shapes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < shapes.Length; i++)
        {
            if (!(double.CreateTruncating(shapes[i]) >= SmallestShape && T.IsFinite(shapes[i])))
            {
                throw new ArgumentException($"Shape {i} is {shapes[i]}; expected a finite number above 0, {SmallestShape} or more.");
            }
        }
    }

    /// <summary>A parameter that must be a number.</summary>
    public static double CheckFinite(double value, string name) =>
        double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, value, $"The {name} is {value}; expected a finite number.");

    /// <summary>A parameter that must be above 0.</summary>
    public static double CheckPositive(double value, string name) =>
        value > 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, value, $"The {name} is {value}; expected a finite number above 0.");

    /// <summary>A parameter that the type of draws and densities holds: not rounded to an infinity and, where it divides or is divided by, not to 0.</summary>
    public static void CheckHeld<T>(double value, string name, bool isDivisor = false)
    {
        if (typeof(T) == typeof(float) && (!float.IsFinite((float)value) || (isDivisor && (float)value == 0)))
        {
            throw new InvalidOperationException(FormattableString.Invariant($"{name} is {value}, which is {((float)value == 0 ? "0" : "infinite")} in float; expected a number that float holds, or draws and densities in double."));
        }
    }

    /// <summary>A parameter that is the shape of a Gamma number.</summary>
    public static double CheckShape(double value, string name) =>
        value >= SmallestShape && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"The {name} is {value}; expected a finite number above 0, {SmallestShape} or more.");

    [DoesNotReturn]
    private static void DestinationTooShort(int actual, int expected) =>
        throw new ArgumentException($"The destination holds {actual} values; expected at least {expected}.");

    [DoesNotReturn]
    private static void PartialOverlap(int offset) =>
        throw new ArgumentException($"The destination starts {offset} values into the input; expected the same start or separate memory.");
}
