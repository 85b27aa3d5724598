using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Formulas;
using Kernels.Lanes;

namespace Kernels.Lda;

/// <summary>The step of λ over the values of a row where every topic has a step size of its own, as <see cref="LdaLambdaStep{T}"/> is with one for all.</summary>
internal readonly unsafe struct LdaTopicwiseStep<T>(T* lambda, T* statistics, int length, T* keep, T* prior, T* gain) : IBlockAction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T* _lambda = lambda;
    private readonly T* _statistics = statistics;
    private readonly T* _keep = keep;
    private readonly T* _prior = prior;
    private readonly T* _gain = gain;

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Invoke<TLanes>()
        where TLanes : struct, ILanes<TLanes, T>
    {
        int i = 0;
        for (; i <= length - TLanes.Count; i += TLanes.Count)
        {
            TLanes value = LambdaStep<T>.Evaluate(
                TLanes.Load(in _lambda[i]), TLanes.Load(in _statistics[i]), TLanes.Load(in _keep[i]), TLanes.Load(in _prior[i]), TLanes.Load(in _gain[i]));
            TLanes.Store(value, ref _lambda[i]);
        }

        if (i < length)
        {
            Tail<TLanes>(i);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Tail<TLanes>(int start)
        where TLanes : struct, ILanes<TLanes, T>
    {
        int left = length - start;
        TLanes value = LambdaStep<T>.Evaluate(
            TLanes.LoadPart(_lambda + start, left, T.One),
            TLanes.LoadPart(_statistics + start, left, T.One),
            TLanes.LoadPart(_keep + start, left, T.One),
            TLanes.LoadPart(_prior + start, left, T.One),
            TLanes.LoadPart(_gain + start, left, T.One));
        TLanes.StorePart(value, _lambda + start, left);
    }
}
