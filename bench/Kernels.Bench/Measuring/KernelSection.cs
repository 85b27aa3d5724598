using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Bench.Reporting;

namespace Kernels.Bench.Measuring;

/// <summary>The kernels by width in the first-level cache, by size at the widest lanes, and against the machine's walls.</summary>
internal sealed class KernelSection<T> : ISection
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Values that fit in the first-level cache with the results.</summary>
    public const int Small = 1024;

    private readonly ArithmeticLimits<T> _arithmetic;
    private readonly BandwidthLimits _bandwidth;
    private readonly List<Entry> _entries = [];
    private readonly int _widest = ArithmeticLimits<T>.Widths().Max();

    public KernelSection(ArithmeticLimits<T> arithmetic, BandwidthLimits bandwidth, bool quick)
    {
        (_arithmetic, _bandwidth) = (arithmetic, bandwidth);
        int[] lengths = quick ? [64, 1024, 65_536, 4_194_304] : [16, 64, 256, 1024, 4096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304];

        // Arguments and results together are as much as main memory is measured with.
        int far = (int)Math.Clamp(bandwidth.Caches.Levels[^1].WorkingSet / (2 * Unsafe.SizeOf<T>()), lengths[^1], 1 << 30);
        T[] result = new T[far];

        // Kernels of the same arguments share them: they are large.
        Dictionary<(double, double), T[]> arguments = [];
        foreach (KernelEntry<T> kernel in KernelList.All<T>())
        {
            if (!arguments.TryGetValue((kernel.From, kernel.To), out T[]? x))
            {
                arguments.Add((kernel.From, kernel.To), x = kernel.Arguments(far));
            }

            _entries.Add(new Entry(kernel, x, result, kernel.RowLength == 0 ? lengths : []));
        }
    }

    public IReadOnlyList<Work> Works => [.. _entries.SelectMany(entry => entry.Works)];

    private static string Type => typeof(T) == typeof(double) ? "double" : "float";

    /// <summary>A width as the tables name it.</summary>
    public static string Variant(int bits) => bits == 1 ? "scalar" : bits.ToString(CultureInfo.InvariantCulture);

    public void Report(List<Figure> figures, List<Curves> curves)
    {
        List<Series> points = [];
        foreach (Entry entry in _entries)
        {
            entry.Check();
            string name = $"{entry.Kernel.Name} ({Type})";
            Operations operations = entry.Operations;
            (double read, double written) = (entry.Kernel.Inputs * Unsafe.SizeOf<T>(), entry.Kernel.Written * Unsafe.SizeOf<T>());
            foreach ((string what, double count) in new[]
            {
                ("multiply–adds", operations.MultiplyAdds), ("multiplications", operations.Multiplications), ("additions", operations.Additions),
                ("divisions", operations.Divisions), ("others", operations.Others), ("bytes", read + written),
            })
            {
                figures.Add(new("operations", name, what, "an element", count, 0, Measured: false));
            }

            CacheLevel near = _bandwidth.Caches.Levels[0], far = _bandwidth.Caches.Levels[^1];
            foreach ((string variant, Work work) in entry.ByVariant)
            {
                Figure figure = new("kernels", name, variant, "ns", work.Timing.Nanoseconds / entry.Elements, work.Timing.Noise);
                figures.Add(variant == Variant(_widest) ? Nearest(operations, read, written, near).Bound(figure) : figure);
            }

            points.Add(new(entry.Kernel.Name, [operations.Flops / (read + written)], [operations.Flops * entry.Elements / entry.ByVariant[0].Work.Timing.Nanoseconds]));
            if (entry.Far is { } inMemory)
            {
                figures.Add(Nearest(operations, read, written, far).Bound(new("memory", name, "", "ns", inMemory.Timing.Nanoseconds / entry.FarElements, inMemory.Timing.Noise)));
            }
        }

        curves.Add(Roofline.Of($"roofline, {Type}", _arithmetic.At(_widest), _bandwidth, [_bandwidth.Caches.Levels[0]], points));
        foreach (Entry entry in _entries.Where(entry => entry.BySize.Count > 0))
        {
            // Both types in one picture.
            int there = curves.FindIndex(picture => picture.Group == "sizes" && picture.Title == entry.Kernel.Name);
            if (there < 0)
            {
                curves.Add(new("sizes", entry.Kernel.Name, "elements", "ns an element", LogX: true, LogY: true, [entry.Line]));
            }
            else
            {
                curves[there] = curves[there] with { Lines = [.. curves[there].Lines, entry.Line] };
            }
        }
    }

    private Wall Nearest(Operations operations, double read, double written, CacheLevel level) => Wall.Nearest(
        Wall.OfArithmetic(operations, _arithmetic.At(_widest)).Concat(Wall.OfMemory(read, written, _bandwidth.Reading(level), _bandwidth.Copying(level), level.Name)));

    private sealed class Entry
    {
        /// <summary>Values of a call in main memory; what is timed are calls over all of it, so that no lucky part of it is a figure.</summary>
        public const int Piece = 1 << 18;

        private readonly List<Action> _checks = [];

        public Entry(KernelEntry<T> kernel, T[] x, T[] result, int[] lengths)
        {
            // Results as long as the arguments: a library may go over all the room it is given.
            T[] small = x[..Small], results = new T[Small];
            Kernel = kernel;
            Elements = kernel.Elements(Small);
            Operations = kernel.Count(small) / Elements;
            foreach (int bits in ArithmeticLimits<T>.Widths().Reverse())
            {
                ByVariant.Add((Variant(bits), new Work(() => kernel.Ours(small, results), bits)));
            }

            ByVariant.Add(("plain", new Work(() => kernel.Plain(small, results))));
            if (kernel.Library is { } library)
            {
                ByVariant.Add(("library", new Work(() => library(small, results))));
            }

            if (lengths.Length > 0)
            {
                FarElements = x.Length / Piece * kernel.Elements(Piece);
                Far = new Work(() =>
                {
                    for (int at = 0; at + Piece <= x.Length; at += Piece)
                    {
                        kernel.Ours(x.AsSpan(at, Piece), result.AsSpan(at, Piece));
                    }
                });
            }

            _checks.Add(() => kernel.Check(small, results));
            _checks.AddRange(lengths.Append(lengths.Length > 0 ? Piece : 0).Where(length => length > 0).Select(length => (Action)(() => kernel.Check(x.AsSpan(0, length), result.AsSpan(0, length)))));
            BySize.AddRange(lengths.Select(length => (kernel.Elements(length), new Work(() => kernel.Ours(x.AsSpan(0, length), result.AsSpan(0, length))))));
        }

        public KernelEntry<T> Kernel { get; }

        /// <summary>That everything that was timed gives numbers, and not nothing.</summary>
        public void Check() => _checks.ForEach(check => check());

        public int Elements { get; }

        /// <summary>An element's.</summary>
        public Operations Operations { get; }

        /// <summary>The widest lanes first.</summary>
        public List<(string Variant, Work Work)> ByVariant { get; } = [];

        public List<(int Elements, Work Work)> BySize { get; } = [];

        /// <summary>Of a sweep over main memory.</summary>
        public int FarElements { get; }

        /// <summary>In main memory; null where that is not asked.</summary>
        public Work? Far { get; }

        public IEnumerable<Work> Works => [.. ByVariant.Select(entry => entry.Work), .. BySize.Select(entry => entry.Work), .. Far is null ? Array.Empty<Work>() : [Far]];

        public Series Line => new(Type, [.. BySize.Select(entry => (double)entry.Elements)], [.. BySize.Select(entry => entry.Work.Timing.Nanoseconds / entry.Elements)]);
    }
}
