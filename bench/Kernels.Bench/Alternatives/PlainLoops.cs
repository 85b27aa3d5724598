using System.Numerics;
using Kernels.Bench.Measuring;

namespace Kernels.Bench.Alternatives;

/// <summary>The loops one writes without this library, as the report's kernels.</summary>
internal static class PlainLoops<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A function of each number.</summary>
    public static Kernel<T> Each<TFunction>()
        where TFunction : struct, IScalarFunction<T> => (x, destination) =>
        {
            for (int i = 0; i < x.Length; i++)
            {
                destination[i] = TFunction.Evaluate(x[i]);
            }
        };

    /// <summary>A function of rows of a length, 0 for one row of all, that writes a value for each of x.</summary>
    public static Kernel<T> Values<TFunction>(int rowLength)
        where TFunction : struct, IRowFunction<T> => (x, destination) =>
        {
            int length = rowLength == 0 ? x.Length : rowLength;
            for (int first = 0; first + length <= x.Length; first += length)
            {
                TFunction.Evaluate(x.Slice(first, length), [], destination.Slice(first, length), out _);
            }
        };

    /// <summary>The same of a function with one result a row; the results stand one behind the other, and the function may write below and beyond them.</summary>
    public static Kernel<T> Results<TFunction>(int rowLength)
        where TFunction : struct, IRowFunction<T> => (x, destination) =>
        {
            int length = rowLength == 0 ? x.Length : rowLength;
            for (int row = 0, first = 0; first + length <= x.Length; row++, first += length)
            {
                TFunction.Evaluate(x.Slice(first, length), [], destination.Slice(first, length), out T result);
                destination[row] = result;
            }
        };

    /// <summary>A function of the first half of the values beside the second.</summary>
    public static Kernel<T> Halves<TFunction>()
        where TFunction : struct, IRowFunction<T> => (x, destination) =>
            TFunction.Evaluate(x[..(x.Length / 2)], x[(x.Length / 2)..], destination, out destination[0]);
}
