using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;
using Kernels.Lda;

namespace Kernels.Bench.Measuring;

/// <summary>What this machine can do at most, measured in the same run: multiply–adds, divisions, reading from each level of memory.</summary>
internal sealed class Limits
{
    private const int Rounds = 1000;
    private const int Chains = 8;

    private Limits(int bits, double multiplyAddsDouble, double multiplyAddsSingle, double divisionsDouble, double divisionsSingle) =>
        (Bits, MultiplyAddsDouble, MultiplyAddsSingle, DivisionsDouble, DivisionsSingle) = (bits, multiplyAddsDouble, multiplyAddsSingle, divisionsDouble, divisionsSingle);

    public int Bits { get; }

    /// <summary>Thousand million operations a second; a multiply–add is one.</summary>
    public double MultiplyAddsDouble { get; }

    public double MultiplyAddsSingle { get; }

    public double DivisionsDouble { get; }

    public double DivisionsSingle { get; }

    /// <summary>Operations a nanosecond at a width.</summary>
    public static Limits Of(int bits) => bits switch
    {
        512 => new(512, MultiplyAdds<Lanes512<double>, double>(), MultiplyAdds<Lanes512<float>, float>(), Divisions<Lanes512<double>, double>(), Divisions<Lanes512<float>, float>()),
        256 => new(256, MultiplyAdds<Lanes256<double>, double>(), MultiplyAdds<Lanes256<float>, float>(), Divisions<Lanes256<double>, double>(), Divisions<Lanes256<float>, float>()),
        128 => new(128, MultiplyAdds<Lanes128<double>, double>(), MultiplyAdds<Lanes128<float>, float>(), Divisions<Lanes128<double>, double>(), Divisions<Lanes128<float>, float>()),
        _ => new(1, MultiplyAdds<Scalar<double>, double>(), MultiplyAdds<Scalar<float>, float>(), Divisions<Scalar<double>, double>(), Divisions<Scalar<float>, float>()),
    };

    /// <summary>Bytes a nanosecond that one core reads of a working set, with the widest lanes.</summary>
    public static double ReadBandwidth(long bytes) => LaneWidth.IsSupported(512) ? Read<Lanes512<double>>(bytes) : LaneWidth.IsSupported(256) ? Read<Lanes256<double>>(bytes) : Read<Lanes128<double>>(bytes);

    private static double MultiplyAdds<TLanes, T>()
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T sink = T.Zero;
        double operations = (double)Rounds * Chains * TLanes.Count;
        double rate = operations / Clock.Of(() => sink += MultiplyAddChains<TLanes, T>()).Best;
        GC.KeepAlive(sink);
        return rate;
    }

    private static double Divisions<TLanes, T>()
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T sink = T.Zero;
        double operations = (double)Rounds * Chains * TLanes.Count;
        double rate = operations / Clock.Of(() => sink += DivisionChains<TLanes, T>()).Best;
        GC.KeepAlive(sink);
        return rate;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static T MultiplyAddChains<TLanes, T>()
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TLanes m = TLanes.Constant(0.999);
        TLanes a = m, b = m, c = m, d = m, e = m, f = m, g = m, h = m;
        for (int i = 0; i < Rounds; i++)
        {
            a = TLanes.FusedMultiplyAdd(a, m, m);
            b = TLanes.FusedMultiplyAdd(b, m, m);
            c = TLanes.FusedMultiplyAdd(c, m, m);
            d = TLanes.FusedMultiplyAdd(d, m, m);
            e = TLanes.FusedMultiplyAdd(e, m, m);
            f = TLanes.FusedMultiplyAdd(f, m, m);
            g = TLanes.FusedMultiplyAdd(g, m, m);
            h = TLanes.FusedMultiplyAdd(h, m, m);
        }

        return TLanes.Sum(a + b + c + d + e + f + g + h);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static T DivisionChains<TLanes, T>()
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TLanes m = TLanes.Constant(1.37);
        TLanes a = TLanes.Constant(1.1), b = TLanes.Constant(1.2), c = TLanes.Constant(1.3), d = TLanes.Constant(1.4);
        TLanes e = TLanes.Constant(1.5), f = TLanes.Constant(1.6), g = TLanes.Constant(1.7), h = TLanes.Constant(1.8);
        for (int i = 0; i < Rounds; i++)
        {
            // m/(m/x) = x: the values stay where division is neither easy nor denormal.
            a = m / a;
            b = m / b;
            c = m / c;
            d = m / d;
            e = m / e;
            f = m / f;
            g = m / g;
            h = m / h;
        }

        return TLanes.Sum(a + b + c + d + e + f + g + h);
    }

    private static unsafe double Read<TLanes>(long bytes)
        where TLanes : struct, ILanes<TLanes, double>
    {
        using var memory = new NativeBuffer<double>(bytes / sizeof(double));
        double sink = 0;
        double rate = memory.Length * sizeof(double) / Clock.Of(() => sink += ReadAll<TLanes>(memory.Pointer, memory.Length)).Best;
        GC.KeepAlive(sink);
        return rate;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static unsafe double ReadAll<TLanes>(double* memory, long length)
        where TLanes : struct, ILanes<TLanes, double>
    {
        TLanes a = TLanes.Constant(0), b = a, c = a, d = a;
        long step = 4 * TLanes.Count;
        for (double* p = memory, end = memory + (length / step * step); p < end; p += step)
        {
            a += TLanes.Load(in p[0]);
            b += TLanes.Load(in p[TLanes.Count]);
            c += TLanes.Load(in p[2 * TLanes.Count]);
            d += TLanes.Load(in p[3 * TLanes.Count]);
        }

        return TLanes.Sum(a + b + c + d);
    }
}
