using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Formulas;
using Kernels.Lanes;

namespace Kernels.Spans;

/// <summary>A step of Adam over spans, and whether it left only finite numbers.</summary>
internal unsafe struct AdamSteps<T>(AdamUpdate<T> update, T* gradient, int length, T* means, T* squares, T* parameters) : IBlockAction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public bool IsFinite { get; private set; }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Invoke<TLanes>()
        where TLanes : struct, ILanes<TLanes, T>
    {
        // A sum of zeros, but for a number that is not finite: zero times that is NaN.
        TLanes zero = TLanes.Constant(0);
        TLanes zeros = zero;
        int i = 0;
        for (; i <= length - TLanes.Count; i += TLanes.Count)
        {
            CacheHint.Soon((byte*)(gradient + i) + CacheHint.Page);
            CacheHint.Soon((byte*)(means + i) + CacheHint.Page);
            CacheHint.Soon((byte*)(squares + i) + CacheHint.Page);
            CacheHint.Soon((byte*)(parameters + i) + CacheHint.Page);
            TLanes slope = TLanes.Load(in gradient[i]);
            TLanes mean = update.Mean(TLanes.Load(in means[i]), slope);
            TLanes square = update.Square(TLanes.Load(in squares[i]), slope);
            TLanes parameter = update.Parameter(TLanes.Load(in parameters[i]), mean, square);
            TLanes.Store(mean, ref means[i]);
            TLanes.Store(square, ref squares[i]);
            TLanes.Store(parameter, ref parameters[i]);
            zeros = TLanes.FusedMultiplyAdd(zero, square, TLanes.FusedMultiplyAdd(zero, parameter, zeros));
        }

        if (i < length)
        {
            zeros += Tail<TLanes>(i, length - i);
        }

        IsFinite = TLanes.All(TLanes.Equal(zeros, zeros));
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private readonly TLanes Tail<TLanes>(int i, int left)
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes zero = TLanes.Constant(0);
        TLanes slope = TLanes.LoadPart(gradient + i, left, T.Zero);
        TLanes mean = update.Mean(TLanes.LoadPart(means + i, left, T.Zero), slope);
        TLanes square = update.Square(TLanes.LoadPart(squares + i, left, T.Zero), slope);
        TLanes parameter = update.Parameter(TLanes.LoadPart(parameters + i, left, T.Zero), mean, square);
        TLanes.StorePart(mean, means + i, left);
        TLanes.StorePart(square, squares + i, left);
        TLanes.StorePart(parameter, parameters + i, left);
        return (zero * square) + (zero * parameter);
    }
}
