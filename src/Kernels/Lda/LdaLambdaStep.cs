using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Formulas;
using Kernels.Lanes;

namespace Kernels.Lda;

/// <summary>The step of λ over the values of a row, of any length and nothing beyond it: a row may be padded with zeros, which stay.</summary>
internal readonly unsafe struct LdaLambdaStep<T>(T* lambda, T* statistics, int length, T keep, T prior, T gain) : IBlockAction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T* _lambda = lambda;
    private readonly T* _statistics = statistics;

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Invoke<TLanes>()
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes kept = TLanes.Broadcast(keep);
        TLanes constant = TLanes.Broadcast(prior);
        TLanes factor = TLanes.Broadcast(gain);
        int i = 0;
        for (; i <= length - TLanes.Count; i += TLanes.Count)
        {
            TLanes.Store(LambdaStep<T>.Evaluate(TLanes.Load(in _lambda[i]), TLanes.Load(in _statistics[i]), kept, constant, factor), ref _lambda[i]);
        }

        if (i < length)
        {
            Tail<TLanes>(i);
        }
    }

    /// <summary>Less than a block; apart, so that the loop's constants stay in registers where the parts are loaded by calls.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Tail<TLanes>(int start)
        where TLanes : struct, ILanes<TLanes, T>
    {
        int left = length - start;
        TLanes value = LambdaStep<T>.Evaluate(
            TLanes.LoadPart(_lambda + start, left, T.One),
            TLanes.LoadPart(_statistics + start, left, T.One),
            TLanes.Broadcast(keep),
            TLanes.Broadcast(prior),
            TLanes.Broadcast(gain));
        TLanes.StorePart(value, _lambda + start, left);
    }
}
