using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Formulas;
using Kernels.Lanes;

namespace Kernels.Spans;

/// <summary>Takes a gradient back through a function, number by number.</summary>
internal readonly unsafe struct SlopeMap<T, TSlope>(T* values, T* gradient, int length, T* destination) : IBlockAction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TSlope : ISlope<T>
{
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Invoke<TLanes>()
        where TLanes : struct, ILanes<TLanes, T>
    {
        int i = 0;
        for (; i <= length - TLanes.Count; i += TLanes.Count)
        {
            TLanes.Store(TSlope.Apply(TLanes.Load(in values[i]), TLanes.Load(in gradient[i])), ref destination[i]);
        }

        if (i < length)
        {
            Tail<TLanes>(i, length - i);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void Tail<TLanes>(int i, int left)
        where TLanes : struct, ILanes<TLanes, T> => TLanes.StorePart(
            TSlope.Apply(TLanes.LoadPart(values + i, left, T.One), TLanes.LoadPart(gradient + i, left, T.Zero)), destination + i, left);
}

/// <summary>The same over spans.</summary>
internal static class SlopeMap
{
    /// <summary>destination[i] = f′·gradient[i], f′ from values[i].</summary>
    public static unsafe void Run<T, TSlope>(ReadOnlySpan<T> values, ReadOnlySpan<T> gradient, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TSlope : ISlope<T>
    {
        ThrowHelper.CheckDestination(values, destination);
        ThrowHelper.CheckDestination(gradient, destination);
        ThrowHelper.CheckSameLength(values.Length, gradient.Length, nameof(gradient));
        fixed (T* value = values, slope = gradient, target = destination)
        {
            var action = new SlopeMap<T, TSlope>(value, slope, values.Length, target);
            BlockDispatch.RunElementwise<T, SlopeMap<T, TSlope>>(ref action);
        }
    }
}
