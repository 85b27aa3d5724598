using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Kernels.Formulas;
using Kernels.Lanes;

namespace Kernels.Spans;

/// <summary>Draws of distributions that are a function of one uniform number, and functions of them, over spans.</summary>
internal static unsafe class Draws
{
    /// <summary>Random bits at hand at once, in bytes: they stay in the first-level cache.</summary>
    private const int BufferBytes = 4096;

    /// <summary>destination[i] = draw number first + i.</summary>
    public static void Sample<T, TFormula>(in RandomStream stream, long first, in TFormula formula, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TFormula : struct, IDrawFormula<T>
    {
        ThrowHelper.CheckDraws<T>(first, destination.Length);
        var action = new SampleAction<T, TFormula>(stream, (ulong)first, formula, destination, 0, default);
        BlockDispatch.RunElementwise<T, SampleAction<T, TFormula>>(ref action);
    }

    /// <summary>The same, and the derivatives of each draw: all with respect to the first parameter, then all with respect to the next.</summary>
    public static void Sample<T, TFormula>(in RandomStream stream, long first, in TFormula formula, int parameterCount, Span<T> destination, Span<T> derivatives)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TFormula : struct, IDrawFormula<T>
    {
        ThrowHelper.CheckDerivatives<T>(destination, derivatives, parameterCount);
        ThrowHelper.CheckDraws<T>(first, destination.Length);
        var action = new SampleAction<T, TFormula>(stream, (ulong)first, formula, destination, parameterCount, derivatives);
        BlockDispatch.RunElementwise<T, SampleAction<T, TFormula>>(ref action);
    }

    /// <summary>destination[i] = ln p(x[i]).</summary>
    public static void LogDensity<T, TFormula>(ReadOnlySpan<T> x, in TFormula formula, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TFormula : struct, IDensityFormula<T>
    {
        ThrowHelper.CheckDestination(x, destination);
        var action = new MapAction<T, TFormula>(x, formula, destination);
        BlockDispatch.RunElementwise<T, MapAction<T, TFormula>>(ref action);
    }

    /// <summary>destination[i] = formula at the uniform number of bits[i]; bits may be read up to a group of lanes beyond the last.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void OfBits<TLanes, T, TFormula>(T* bits, in TFormula formula, T* destination, int length)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TFormula : struct, IDrawFormula<T>
    {
        TFormula own = formula;
        for (int i = 0; i < length; i += TLanes.Count)
        {
            TLanes drawn = own.Draw(UnitNoise<TLanes, T>.Of(TLanes.Load(in bits[i])));
            if (i <= length - TLanes.Count)
            {
                TLanes.Store(drawn, ref destination[i]);
            }
            else
            {
                TLanes.StorePart(drawn, destination + i, length - i);
            }
        }
    }

    /// <summary>destination[i] = derivative by a parameter of draw x[i], made of bits[i].</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void DerivativesOfBits<TLanes, T, TFormula>(T* bits, T* x, in TFormula formula, int parameter, T* destination, int length)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TFormula : struct, IDrawFormula<T>
    {
        TFormula own = formula;
        for (int i = 0; i < length; i += TLanes.Count)
        {
            var noise = UnitNoise<TLanes, T>.Of(TLanes.Load(in bits[i]));
            if (i <= length - TLanes.Count)
            {
                TLanes.Store(own.Derivative(noise, TLanes.Load(in x[i]), parameter), ref destination[i]);
            }
            else
            {
                TLanes.StorePart(own.Derivative(noise, TLanes.LoadPart(x + i, length - i, T.One), parameter), destination + i, length - i);
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Map<TLanes, T, TFormula>(T* x, in TFormula formula, T* destination, int length)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TFormula : struct, IDensityFormula<T>
    {
        TFormula own = formula;
        for (int i = 0; i < length; i += TLanes.Count)
        {
            if (i <= length - TLanes.Count)
            {
                TLanes.Store(Density<TLanes, T, TFormula>(own, TLanes.Load(in x[i])), ref destination[i]);
            }
            else
            {
                TLanes.StorePart(Density<TLanes, T, TFormula>(own, TLanes.LoadPart(x + i, length - i, T.One)), destination + i, length - i);
            }
        }
    }

    /// <summary>ln p, −∞ at the ends of the line: there the terms of several formulas are infinities of both signs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLanes Density<TLanes, T, TFormula>(in TFormula formula, TLanes x)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TFormula : struct, IDensityFormula<T>
    {
        TLanes isInfinite = TLanes.Equal(TLanes.BitAndNot(x, TLanes.FromBits(FloatFormat<T>.SignMask)), TLanes.Constant(double.PositiveInfinity));
        return TLanes.Select(isInfinite, TLanes.Constant(double.NegativeInfinity), formula.LogDensity(x));
    }

    private readonly ref struct SampleAction<T, TFormula>(
        RandomStream stream, ulong first, TFormula formula, Span<T> destination, int parameterCount, Span<T> derivatives) : IBlockAction<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TFormula : struct, IDrawFormula<T>
    {
        private readonly TFormula _formula = formula;
        private readonly Span<T> _destination = destination;
        private readonly Span<T> _derivatives = derivatives;

        [SkipLocalsInit]
        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Invoke<TLanes>()
            where TLanes : struct, ILanes<TLanes, T>
        {
            int blockLength = RandomBits.BlockLength<T>();
            int most = BufferBytes / sizeof(T);
            T* bits = stackalloc T[most + Vector512Count];
            fixed (T* target = _destination, slopes = _derivatives)
            {
                for (int done = 0; done < _destination.Length;)
                {
                    ulong index = first + (ulong)done;
                    int skip = (int)(index % (ulong)blockLength);
                    int count = Math.Min(most - skip, _destination.Length - done);
                    RandomBits.Fill<TLanes, T>(stream.Seed, stream.Stream, index / (ulong)blockLength, (skip + count + blockLength - 1) / blockLength, ref *bits);
                    OfBits<TLanes, T, TFormula>(bits + skip, _formula, target + done, count);
                    for (int parameter = 0; parameter < parameterCount; parameter++)
                    {
                        DerivativesOfBits<TLanes, T, TFormula>(
                            bits + skip, target + done, _formula, parameter, slopes + ((long)parameter * _destination.Length) + done, count);
                    }

                    done += count;
                }
            }
        }

        /// <summary>Room for a group of lanes beyond the last value.</summary>
        private static int Vector512Count => 64 / sizeof(T);
    }

    private readonly ref struct MapAction<T, TFormula>(ReadOnlySpan<T> x, TFormula formula, Span<T> destination) : IBlockAction<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TFormula : struct, IDensityFormula<T>
    {
        private readonly ReadOnlySpan<T> _x = x;
        private readonly TFormula _formula = formula;
        private readonly Span<T> _destination = destination;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Invoke<TLanes>()
            where TLanes : struct, ILanes<TLanes, T>
        {
            fixed (T* source = _x)
            fixed (T* target = _destination)
            {
                Map<TLanes, T, TFormula>(source, _formula, target, _x.Length);
            }
        }
    }
}
