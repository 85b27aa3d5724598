using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using Kernels.Bench.Reporting;
using Kernels.Lanes;
using Kernels.Lda;

namespace Kernels.Bench.Measuring;

/// <summary>What one core reads, and reads and writes, of each level of memory: bytes a nanosecond, with the widest lanes.</summary>
internal sealed unsafe class BandwidthLimits : ISection
{
    private const int Loads = 16;
    private const int Copies = 4;

    private readonly List<(CacheLevel Level, Walk Read, Walk Copy)> _levels = [];

    public BandwidthLimits(CacheLevels caches)
    {
        Caches = caches;
        foreach (CacheLevel level in caches.Levels)
        {
            NativeBuffer<double> memory = new(level.WorkingSet / sizeof(double) / 1024 * 1024);
            _levels.Add((level, Walk.Over<ReadAction>(memory), Walk.Over<CopyAction>(memory)));
        }
    }

    public CacheLevels Caches { get; }

    public IReadOnlyList<Work> Works => [.. _levels.SelectMany(level => new[] { level.Read.Work, level.Copy.Work })];

    /// <summary>Bytes a nanosecond.</summary>
    public double Reading(CacheLevel level) => _levels.Single(entry => entry.Level == level).Read.Rate;

    /// <summary>Bytes a nanosecond, half of them read and half written.</summary>
    public double Copying(CacheLevel level) => _levels.Single(entry => entry.Level == level).Copy.Rate;

    public void Report(List<Figure> figures, List<Curves> curves)
    {
        foreach ((CacheLevel level, Walk read, Walk copy) in _levels)
        {
            figures.Add(new("bandwidth", level.Name, "read", "GB/s", read.Rate, read.Work.Timing.Noise, MoreIsBetter: true));
            figures.Add(new("bandwidth", level.Name, "read and written", "GB/s", copy.Rate, copy.Work.Timing.Noise, MoreIsBetter: true));
        }
    }

    private interface ISweepAction : IBlockAction<double>
    {
        NativeBuffer<double> Memory { get; set; }
    }

    /// <summary>Goes over all of the memory in a call, over small memory several times, so that the call itself does not count: the fastest part of large memory is not a figure.</summary>
    private sealed class Walk
    {
        private const long FewestValues = 1 << 16;
        private double _bytes;

        public required Work Work { get; init; }

        /// <summary>Bytes a nanosecond.</summary>
        public double Rate => _bytes / Work.Timing.Nanoseconds;

        public static Walk Over<TAction>(NativeBuffer<double> memory)
            where TAction : struct, ISweepAction
        {
            TAction action = new() { Memory = memory };
            long passes = Math.Max(1, FewestValues / memory.Length);
            return new Walk
            {
                _bytes = (double)passes * memory.Length * sizeof(double),
                Work = new Work(() =>
                {
                    for (long pass = 0; pass < passes; pass++)
                    {
                        BlockDispatch.RunElementwise<double, TAction>(ref action);
                    }
                }),
            };
        }
    }

    private struct ReadAction : ISweepAction
    {
        private double _sink;

        public NativeBuffer<double> Memory { get; set; }

        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke<TLanes>()
            where TLanes : struct, ILanes<TLanes, double>
        {
            // An operation on bits waits for nothing but its argument.
            TLanes a = TLanes.Constant(0), b = a, c = a, d = a, e = a, f = a, g = a, h = a;
            long step = Loads * TLanes.Count;
            for (double* p = Memory.Pointer, end = p + Memory.Length; p < end; p += step)
            {
                a = TLanes.BitOr(a, TLanes.Load(in p[0]));
                b = TLanes.BitOr(b, TLanes.Load(in p[TLanes.Count]));
                c = TLanes.BitOr(c, TLanes.Load(in p[2 * TLanes.Count]));
                d = TLanes.BitOr(d, TLanes.Load(in p[3 * TLanes.Count]));
                e = TLanes.BitOr(e, TLanes.Load(in p[4 * TLanes.Count]));
                f = TLanes.BitOr(f, TLanes.Load(in p[5 * TLanes.Count]));
                g = TLanes.BitOr(g, TLanes.Load(in p[6 * TLanes.Count]));
                h = TLanes.BitOr(h, TLanes.Load(in p[7 * TLanes.Count]));
                a = TLanes.BitOr(a, TLanes.Load(in p[8 * TLanes.Count]));
                b = TLanes.BitOr(b, TLanes.Load(in p[9 * TLanes.Count]));
                c = TLanes.BitOr(c, TLanes.Load(in p[10 * TLanes.Count]));
                d = TLanes.BitOr(d, TLanes.Load(in p[11 * TLanes.Count]));
                e = TLanes.BitOr(e, TLanes.Load(in p[12 * TLanes.Count]));
                f = TLanes.BitOr(f, TLanes.Load(in p[13 * TLanes.Count]));
                g = TLanes.BitOr(g, TLanes.Load(in p[14 * TLanes.Count]));
                h = TLanes.BitOr(h, TLanes.Load(in p[15 * TLanes.Count]));
            }

            _sink = TLanes.Sum(TLanes.BitOr(TLanes.BitOr(TLanes.BitOr(a, b), TLanes.BitOr(c, d)), TLanes.BitOr(TLanes.BitOr(e, f), TLanes.BitOr(g, h))));
        }
    }

    /// <summary>The first half of the memory to its second.</summary>
    private struct CopyAction : ISweepAction
    {
        public NativeBuffer<double> Memory { get; set; }

        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke<TLanes>()
            where TLanes : struct, ILanes<TLanes, double>
        {
            double* middle = Memory.Pointer + (Memory.Length / 2), to = middle;
            long step = Copies * TLanes.Count;
            for (double* p = Memory.Pointer; p < middle; p += step, to += step)
            {
                TLanes a = TLanes.Load(in p[0]);
                TLanes b = TLanes.Load(in p[TLanes.Count]);
                TLanes c = TLanes.Load(in p[2 * TLanes.Count]);
                TLanes d = TLanes.Load(in p[3 * TLanes.Count]);
                TLanes.Store(a, ref to[0]);
                TLanes.Store(b, ref to[TLanes.Count]);
                TLanes.Store(c, ref to[2 * TLanes.Count]);
                TLanes.Store(d, ref to[3 * TLanes.Count]);
            }
        }
    }
}
