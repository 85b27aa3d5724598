using System;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Kernels.Spans;

/// <summary>Runs a composed distribution over spans: in double, block by block, then rounded.</summary>
internal static unsafe class ComposedDraws
{
    private const int MostParameters = 3;

    /// <summary>destination[i] = draw number first + i.</summary>
    public static void Sample<T, TDraw>(in RandomStream stream, long first, in TDraw draw, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TDraw : struct, IComposedDraw
    {
        ThrowHelper.CheckDraws<T>(first, destination.Length);
        Blocks(stream, first, draw, destination, default);
    }

    /// <summary>The same, and the derivatives of each draw: all with respect to the first parameter, then all with respect to the next.</summary>
    public static void Sample<T, TDraw>(in RandomStream stream, long first, in TDraw draw, Span<T> destination, Span<T> derivatives)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TDraw : struct, IComposedDraw
    {
        ThrowHelper.CheckDraws<T>(first, destination.Length);
        ThrowHelper.CheckDerivatives<T>(destination, derivatives, TDraw.ParameterCount);
        Blocks(stream, first, draw, destination, derivatives);
    }

    [SkipLocalsInit]
    private static void Blocks<T, TDraw>(in RandomStream stream, long first, in TDraw draw, Span<T> destination, Span<T> derivatives)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TDraw : struct, IComposedDraw
    {
        double* room = stackalloc double[(1 + MostParameters) * GammaDraws.BlockLength];
        for (int start = 0; start < destination.Length; start += GammaDraws.BlockLength)
        {
            int count = Math.Min(GammaDraws.BlockLength, destination.Length - start);
            Span<double> draws = new(room, count);
            Span<double> slopes = derivatives.IsEmpty ? default : new Span<double>(room + GammaDraws.BlockLength, TDraw.ParameterCount * count);
            draw.Block(stream, first + start, draws, slopes);
            Round(draws, destination.Slice(start, count));
            for (int parameter = 0; parameter < TDraw.ParameterCount && !slopes.IsEmpty; parameter++)
            {
                Round(slopes.Slice(parameter * count, count), derivatives.Slice((parameter * destination.Length) + start, count));
            }
        }
    }

    /// <summary>Exactly.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static void Widen<T>(ReadOnlySpan<T> values, Span<double> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < values.Length; i++)
        {
            destination[i] = double.CreateTruncating(values[i]);
        }
    }

    /// <summary>To nearest, and to the largest number what is beyond: factors of what may be 0.</summary>
    internal static void RoundWithin<T>(Span<double> values, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double largest = sizeof(T) == sizeof(double) ? double.MaxValue : float.MaxValue;
        foreach (ref double value in values)
        {
            value = Math.Min(value, largest);
        }

        Round(values, destination);
    }

    /// <summary>To nearest.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static void Round<T>(ReadOnlySpan<double> values, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < values.Length; i++)
        {
            destination[i] = T.CreateTruncating(values[i]);
        }
    }
}
