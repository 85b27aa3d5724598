using System;
using System.Runtime.CompilerServices;

namespace Kernels.Lda;

/// <content>A weighted sum of rows.</content>
internal static unsafe partial class RowKernels<TBlock, T>
{
    /// <summary>sum[k] += Σ_i weights[i]·rows[index[i], k], rows in the order given; a null index is 0, 1, 2, ….</summary>
    /// <remarks>
    /// Each row is a chain of additions, so as many blocks as there are registers for go side by side. Where fewer are left, some of the
    /// eight (or two) fall on the same block and do the same work twice, which costs less than a second pass over the rows.
    /// </remarks>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void AddWeighted(T* rows, int stride, int* index, int rowCount, T* weights, T* sum)
    {
        int k = 0;
        for (; stride - k > 2 * TBlock.Count; k += 8 * TBlock.Count)
        {
            AddEight(rows + k, stride, Math.Min(stride - k, 8 * TBlock.Count) - TBlock.Count, index, rowCount, weights, sum + k);
        }

        if (k < stride)
        {
            AddTwo(rows + k, stride, stride - k - TBlock.Count, index, rowCount, weights, sum + k);
        }
    }

    /// <summary>Up to eight blocks; <paramref name="last"/> is where the last of them begins.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void AddEight(T* rows, int stride, int last, int* index, int rowCount, T* weights, T* sum)
    {
        int k3 = Math.Min(3 * TBlock.Count, last);
        int k4 = Math.Min(4 * TBlock.Count, last);
        int k5 = Math.Min(5 * TBlock.Count, last);
        int k6 = Math.Min(6 * TBlock.Count, last);
        TBlock s0 = TBlock.Load(in sum[0]);
        TBlock s1 = TBlock.Load(in sum[TBlock.Count]);
        TBlock s2 = TBlock.Load(in sum[2 * TBlock.Count]);
        TBlock s3 = TBlock.Load(in sum[k3]);
        TBlock s4 = TBlock.Load(in sum[k4]);
        TBlock s5 = TBlock.Load(in sum[k5]);
        TBlock s6 = TBlock.Load(in sum[k6]);
        TBlock s7 = TBlock.Load(in sum[last]);
        for (int i = 0; i < rowCount; i++)
        {
            T* r = rows + ((long)(index is null ? i : index[i]) * stride);
            TBlock w = TBlock.Broadcast(weights[i]);
            s0 = TBlock.FusedMultiplyAdd(w, in r[0], s0);
            s1 = TBlock.FusedMultiplyAdd(w, in r[TBlock.Count], s1);
            s2 = TBlock.FusedMultiplyAdd(w, in r[2 * TBlock.Count], s2);
            s3 = TBlock.FusedMultiplyAdd(w, in r[k3], s3);
            s4 = TBlock.FusedMultiplyAdd(w, in r[k4], s4);
            s5 = TBlock.FusedMultiplyAdd(w, in r[k5], s5);
            s6 = TBlock.FusedMultiplyAdd(w, in r[k6], s6);
            s7 = TBlock.FusedMultiplyAdd(w, in r[last], s7);
        }

        TBlock.Store(s0, ref sum[0]);
        TBlock.Store(s1, ref sum[TBlock.Count]);
        TBlock.Store(s2, ref sum[2 * TBlock.Count]);
        TBlock.Store(s3, ref sum[k3]);
        TBlock.Store(s4, ref sum[k4]);
        TBlock.Store(s5, ref sum[k5]);
        TBlock.Store(s6, ref sum[k6]);
        TBlock.Store(s7, ref sum[last]);
    }

    /// <summary>One block or two, even rows and odd rows apart: <paramref name="last"/> is where the last block begins.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void AddTwo(T* rows, int stride, int last, int* index, int rowCount, T* weights, T* sum)
    {
        TBlock even0 = TBlock.Load(in sum[0]);
        TBlock even1 = TBlock.Load(in sum[last]);
        TBlock odd0 = TBlock.Constant(0);
        TBlock odd1 = odd0;
        int i = 0;
        for (; i + 1 < rowCount; i += 2)
        {
            T* r = rows + ((long)(index is null ? i : index[i]) * stride);
            T* next = rows + ((long)(index is null ? i + 1 : index[i + 1]) * stride);
            TBlock w = TBlock.Broadcast(weights[i]);
            TBlock nextWeight = TBlock.Broadcast(weights[i + 1]);
            even0 = TBlock.FusedMultiplyAdd(w, in r[0], even0);
            even1 = TBlock.FusedMultiplyAdd(w, in r[last], even1);
            odd0 = TBlock.FusedMultiplyAdd(nextWeight, in next[0], odd0);
            odd1 = TBlock.FusedMultiplyAdd(nextWeight, in next[last], odd1);
        }

        if (i < rowCount)
        {
            T* r = rows + ((long)(index is null ? i : index[i]) * stride);
            TBlock w = TBlock.Broadcast(weights[i]);
            even0 = TBlock.FusedMultiplyAdd(w, in r[0], even0);
            even1 = TBlock.FusedMultiplyAdd(w, in r[last], even1);
        }

        TBlock.Store(even0 + odd0, ref sum[0]);
        TBlock.Store(even1 + odd1, ref sum[last]);
    }
}
