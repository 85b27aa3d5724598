using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Kernels.Bench.Reporting;

namespace Kernels.Bench.Measuring;

/// <summary>The kernels by width, by size, and against the machine's walls.</summary>
internal static class KernelMeasures
{
    private const int Small = 1024;

    public static void Measure<T>(IReadOnlyDictionary<int, Limits> limits, double readsInFirstLevel, int milliseconds, List<Figure> figures, List<Curves> curves)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        string type = typeof(T) == typeof(double) ? "double" : "float";
        int widest = limits.Keys.Max();
        List<Series> bySize = [];
        foreach (KernelEntry<T> kernel in KernelList.All<T>())
        {
            T[] x = KernelList.Arguments(kernel, Small);
            T[] result = new T[Small];
            string name = $"{kernel.Name} ({type})";
            Figure Row(string variant, Action work)
            {
                Timing timing = Clock.Of(work, milliseconds);
                return new("kernels", name, variant, "ns", timing.Best / Small, timing.Noise);
            }

            figures.Add(Row("plain", () => Loop(kernel.Plain, x, result)));
            if (kernel.Library is not null)
            {
                figures.Add(Row("library", () => kernel.Library(x, result)));
            }

            foreach (int bits in limits.Keys.Order())
            {
                using IDisposable width = LaneWidth.Force(bits);
                Figure figure = Row(bits == 1 ? "scalar" : $"{bits}", () => kernel.Ours(x, result));
                figures.Add(figure);
                if (bits == widest && kernel.Operations is not null)
                {
                    figures.Add(AgainstWalls(kernel, x, limits[bits], readsInFirstLevel, figure));
                }
            }

            bySize.Add(Sizes(kernel, milliseconds));
        }

        curves.Add(new Curves("sizes", $"ns an element by number of elements ({type})", "elements", "ns", LogX: true, LogY: true, bySize));
    }

    private static void Loop<T>(Func<T, T> function, T[] x, T[] result)
    {
        for (int i = 0; i < x.Length; i++)
        {
            result[i] = function(x[i]);
        }
    }

    private static Figure AgainstWalls<T>(KernelEntry<T> kernel, T[] x, Limits limits, double readsInFirstLevel, Figure measured)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int Arithmetic, int Divisions)[] counts = [.. x.Select(kernel.Operations!)];
        bool isDouble = typeof(T) == typeof(double);
        (double Least, string Wall)[] walls =
        [
            (counts.Average(count => count.Arithmetic) / (isDouble ? limits.MultiplyAddsDouble : limits.MultiplyAddsSingle), $"{counts.Average(count => count.Arithmetic):F0} multiply–adds"),
            (counts.Average(count => count.Divisions) / (isDouble ? limits.DivisionsDouble : limits.DivisionsSingle), $"{counts.Average(count => count.Divisions):F1} divisions"),
            (2.0 * System.Runtime.CompilerServices.Unsafe.SizeOf<T>() / readsInFirstLevel, "first-level cache"),
        ];
        (double least, string wall) = walls.MaxBy(entry => entry.Least);
        return measured with { Group = "roofline", Variant = "ns", Limit = least, Wall = wall };
    }

    private static Series Sizes<T>(KernelEntry<T> kernel, int milliseconds)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] lengths = [16, 64, 256, 1024, 4096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304];
        T[] x = KernelList.Arguments(kernel, (int)lengths[^1]);
        T[] result = new T[x.Length];
        double[] times = [.. lengths.Select(length => Clock.Of(() => kernel.Ours(x.AsSpan(0, (int)length), result), milliseconds / 2).Best / length)];
        return new Series(kernel.Name, lengths, times);
    }
}
