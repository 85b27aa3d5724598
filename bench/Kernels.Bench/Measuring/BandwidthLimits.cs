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
    private const int Blocks = 8;

    private readonly List<(CacheLevel Level, Work Read, Work Copy)> _levels = [];

    public BandwidthLimits(CacheLevels caches)
    {
        Caches = caches;
        foreach (CacheLevel level in caches.Levels)
        {
            long length = level.WorkingSet / sizeof(double) / 256 * 256;
            NativeBuffer<double> memory = new(length);
            var read = new ReadAction { Memory = memory, Length = length };
            var copy = new CopyAction { Memory = memory, Length = length / 2 };
            _levels.Add((level, new Work(() => BlockDispatch.RunElementwise<double, ReadAction>(ref read)), new Work(() => BlockDispatch.RunElementwise<double, CopyAction>(ref copy))));
        }
    }

    public CacheLevels Caches { get; }

    public IReadOnlyList<Work> Works => [.. _levels.SelectMany(level => new[] { level.Read, level.Copy })];

    /// <summary>Bytes a nanosecond.</summary>
    public double Reading(CacheLevel level) => level.WorkingSet / _levels.Single(entry => entry.Level == level).Read.Timing.Nanoseconds;

    /// <summary>Bytes a nanosecond, half of them read and half written.</summary>
    public double Copying(CacheLevel level) => level.WorkingSet / _levels.Single(entry => entry.Level == level).Copy.Timing.Nanoseconds;

    public void Report(List<Figure> figures, List<Curves> curves)
    {
        foreach ((CacheLevel level, Work read, Work copy) in _levels)
        {
            figures.Add(new("bandwidth", level.Name, "read", "GB/s", Reading(level), read.Timing.Noise, MoreIsBetter: true));
            figures.Add(new("bandwidth", level.Name, "read and written", "GB/s", Copying(level), copy.Timing.Noise, MoreIsBetter: true));
        }
    }

    private struct ReadAction : IBlockAction<double>
    {
        public NativeBuffer<double> Memory;
        public long Length;
        public double Sink;

        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke<TLanes>()
            where TLanes : struct, ILanes<TLanes, double>
        {
            // An operation on bits waits for nothing but its argument.
            TLanes a = TLanes.Constant(0), b = a, c = a, d = a;
            long step = Blocks * TLanes.Count;
            for (double* p = Memory.Pointer, end = p + Length; p < end; p += step)
            {
                a = TLanes.BitOr(a, TLanes.Load(in p[0]));
                b = TLanes.BitOr(b, TLanes.Load(in p[TLanes.Count]));
                c = TLanes.BitOr(c, TLanes.Load(in p[2 * TLanes.Count]));
                d = TLanes.BitOr(d, TLanes.Load(in p[3 * TLanes.Count]));
                a = TLanes.BitOr(a, TLanes.Load(in p[4 * TLanes.Count]));
                b = TLanes.BitOr(b, TLanes.Load(in p[5 * TLanes.Count]));
                c = TLanes.BitOr(c, TLanes.Load(in p[6 * TLanes.Count]));
                d = TLanes.BitOr(d, TLanes.Load(in p[7 * TLanes.Count]));
            }

            Sink = TLanes.Sum(TLanes.BitOr(TLanes.BitOr(a, b), TLanes.BitOr(c, d)));
        }
    }

    private struct CopyAction : IBlockAction<double>
    {
        public NativeBuffer<double> Memory;
        public long Length;

        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke<TLanes>()
            where TLanes : struct, ILanes<TLanes, double>
        {
            double* to = Memory.Pointer + Length;
            long step = Blocks / 2 * TLanes.Count;
            for (double* p = Memory.Pointer, end = p + Length; p < end; p += step, to += step)
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
