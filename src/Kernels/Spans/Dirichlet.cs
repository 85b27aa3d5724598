using System;
using System.Numerics;
using Kernels.Lanes;
using Kernels.Spans;

namespace Kernels;

/// <summary>Expectations and divergences of Dirichlet distributions, over spans of float or double.</summary>
public static partial class Dirichlet
{
    /// <summary>Σ x in the canonical order.</summary>
    private readonly ref struct SumAction<T>(ReadOnlySpan<T> x, ref T result) : IBlockAction<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly ReadOnlySpan<T> _x = x;
        private readonly ref T _result = ref result;

        public void Invoke<TBlock>()
            where TBlock : struct, ILanes<TBlock, T> => _result = BlockReduction.Sum<TBlock, T>(in _x[0], _x.Length);
    }

    private static T Sum<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T result = T.Zero;
        var action = new SumAction<T>(x, ref result);
        BlockDispatch.Run<T, SumAction<T>>(ref action);
        return result;
    }
}
