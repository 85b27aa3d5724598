using System;
using System.Linq;
using System.Numerics;

namespace Kernels.Bench.Measuring;

internal delegate void Kernel<T>(ReadOnlySpan<T> x, Span<T> destination);

/// <summary>A kernel of the report.</summary>
/// <param name="Name">Its row.</param>
/// <param name="Ours">This library's.</param>
/// <param name="Plain">Loops over the runtime's function of one number, or one written in a few lines where it has none; as in the suites.</param>
/// <param name="Library">The obvious library: a call over spans, or a loop over a function of one number; null where there is none.</param>
/// <param name="From">The least argument.</param>
/// <param name="To">The largest; spread evenly over the logarithm where both are above 0, as γ and λ are.</param>
/// <param name="Count">What is done with the arguments given, counted with lanes that count.</param>
internal sealed record KernelEntry<T>(string Name, Kernel<T> Ours, Kernel<T> Plain, Kernel<T>? Library, double From, double To, Func<T[], Operations> Count)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Values of a row; 0 where all that is there is one.</summary>
    public int RowLength { get; init; }

    /// <summary>Arguments that make an element: two where the first half of the values is held against the second.</summary>
    public int Inputs { get; init; } = 1;

    /// <summary>Values written for an element: none where it ends in a sum.</summary>
    public int Written { get; init; } = 1;

    /// <summary>Elements of so many values at most.</summary>
    public int Elements(int values) => (RowLength == 0 ? values : values / RowLength * RowLength) / Inputs;

    /// <summary>So many arguments, the same in every run; many are some over and over.</summary>
    /// <remarks>They come again after a prime number of them, so that no half or quarter of many is the same as another: a kernel of two arguments gets two.</remarks>
    public T[] Arguments(int values)
    {
        const int Period = 65_537;
        var random = new Random(1);
        double Next() => From > 0 ? From * Math.Pow(To / From, random.NextDouble()) : From + ((To - From) * random.NextDouble());
        T[] some = [.. Enumerable.Range(0, Math.Min(values, Period)).Select(_ => T.CreateTruncating(Next()))], all = new T[values];
        for (int i = 0; i < values; i += some.Length)
        {
            Array.Copy(some, 0, all, i, Math.Min(some.Length, values - i));
        }

        return all;
    }

    /// <summary>Whether the kernel gives what a kernel should, at these arguments: numbers, and not nothing.</summary>
    /// <exception cref="InvalidOperationException">It does not: its time would be that of something else.</exception>
    public void Check(ReadOnlySpan<T> x, Span<T> destination)
    {
        destination.Clear();
        Ours(x, destination);
        ReadOnlySpan<T> results = destination[..(Written > 0 ? Elements(x.Length) : RowLength > 0 ? x.Length / RowLength : 1)];
        foreach (T result in results)
        {
            if (!T.IsFinite(result))
            {
                throw new InvalidOperationException($"{Name} of {x.Length} values gives {result}; expected numbers.");
            }
        }

        if (!results.ContainsAnyExcept(T.Zero))
        {
            throw new InvalidOperationException($"{Name} of {x.Length} values gives nothing but 0; expected results that are not all 0.");
        }
    }
}
