using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Lda;

/// <summary>The two products of the γ fixed point over padded rows: rows times a vector, and a weighted sum of rows.</summary>
internal static unsafe class RowKernels<TBlock, T>
    where TBlock : struct, ILanes<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Rows are taken in multiples of this.</summary>
    public const int RowGroup = 8;

    /// <summary>sums[i] = Σ_k rows[i, k]·vector[k], for a multiple of eight rows.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Dot(T* rows, int stride, int rowCount, T* vector, T* sums)
    {
        for (int i = 0; i < rowCount; i += RowGroup)
        {
            T* r = rows + ((long)i * stride);
            TBlock v = TBlock.Load(in vector[0]);
            TBlock s0 = TBlock.Load(in r[0]) * v;
            TBlock s1 = TBlock.Load(in r[stride]) * v;
            TBlock s2 = TBlock.Load(in r[2 * stride]) * v;
            TBlock s3 = TBlock.Load(in r[3 * stride]) * v;
            TBlock s4 = TBlock.Load(in r[4 * stride]) * v;
            TBlock s5 = TBlock.Load(in r[5 * stride]) * v;
            TBlock s6 = TBlock.Load(in r[6 * stride]) * v;
            TBlock s7 = TBlock.Load(in r[7 * stride]) * v;
            for (int k = TBlock.Count; k < stride; k += TBlock.Count)
            {
                v = TBlock.Load(in vector[k]);
                T* c = r + k;
                s0 = TBlock.FusedMultiplyAdd(v, in c[0], s0);
                s1 = TBlock.FusedMultiplyAdd(v, in c[stride], s1);
                s2 = TBlock.FusedMultiplyAdd(v, in c[2 * stride], s2);
                s3 = TBlock.FusedMultiplyAdd(v, in c[3 * stride], s3);
                s4 = TBlock.FusedMultiplyAdd(v, in c[4 * stride], s4);
                s5 = TBlock.FusedMultiplyAdd(v, in c[5 * stride], s5);
                s6 = TBlock.FusedMultiplyAdd(v, in c[6 * stride], s6);
                s7 = TBlock.FusedMultiplyAdd(v, in c[7 * stride], s7);
            }

            TBlock.SumEight(s0, s1, s2, s3, s4, s5, s6, s7, ref sums[i]);
        }
    }

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

    /// <summary>Of each row the values whose vector entry is above 0, closed up in place to rows of a smaller stride, padded with zeros.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Compact(T* rows, int stride, int rowCount, T* vector, int kept, int newStride)
    {
        TBlock zero = TBlock.Constant(0);
        for (int i = 0; i < rowCount; i++)
        {
            T* from = rows + ((long)i * stride);
            T* to = rows + ((long)i * newStride);
            T* end = to + kept;
            for (int k = 0; k < stride; k += TBlock.Count)
            {
                // Never past what was read: to + (values kept) is at most from + k.
                to += TBlock.StoreSelected(TBlock.Load(in from[k]), TBlock.LessThan(zero, TBlock.Load(in vector[k])), ref to[0]);
            }

            for (T* padding = end; padding < end + newStride - kept; padding++)
            {
                *padding = T.Zero;
            }
        }
    }

    /// <summary>row ← row·factor, what falls below the flush limit becomes 0.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void ScaleAndFlush(T* row, int length, T factor)
    {
        TBlock scale = TBlock.Broadcast(factor);
        TBlock limit = TBlock.Constant(LdaPrecision<T>.Flush);
        for (int k = 0; k < length; k += TBlock.Count)
        {
            TBlock value = TBlock.Load(in row[k]) * scale;
            TBlock.Store(TBlock.BitAndNot(value, TBlock.LessThan(value, limit)), ref row[k]);
        }
    }

    /// <summary>ratios[i] = counts[i]/normalizers[i], 0 where the normaliser is below the limit. Returns whether that befell a word with a count.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static bool Ratios(T* counts, T* normalizers, int length, T limit, T* ratios)
    {
        TBlock smallest = TBlock.Broadcast(limit);
        TBlock zero = TBlock.Constant(0);
        TBlock lost = zero;
        for (int i = 0; i < length; i += TBlock.Count)
        {
            TBlock count = TBlock.Load(in counts[i]);
            TBlock normalizer = TBlock.Load(in normalizers[i]);
            TBlock tooSmall = TBlock.LessThan(normalizer, smallest);
            lost = TBlock.BitOr(lost, TBlock.BitAnd(tooSmall, TBlock.LessThan(zero, count)));
            TBlock.Store(TBlock.BitAndNot(count / TBlock.Select(tooSmall, smallest, normalizer), tooSmall), ref ratios[i]);
        }

        return TBlock.Any(lost);
    }

    /// <summary>gamma ← alpha + theta·sum; returns Σ |Δ gamma|.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static T UpdateGamma(T* alpha, T* theta, T* sum, int length, T* gamma)
    {
        TBlock sign = TBlock.FromBits(Formulas.FloatFormat<T>.SignMask);
        TBlock change = TBlock.Constant(0);
        for (int k = 0; k < length; k += TBlock.Count)
        {
            TBlock updated = TBlock.FusedMultiplyAdd(TBlock.Load(in theta[k]), TBlock.Load(in sum[k]), TBlock.Load(in alpha[k]));
            change += TBlock.BitAndNot(updated - TBlock.Load(in gamma[k]), sign);
            TBlock.Store(updated, ref gamma[k]);
        }

        return TBlock.Sum(change);
    }

    /// <summary>sum ← sum + left·right.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void AddProduct(T* left, T* right, int length, T* sum)
    {
        for (int k = 0; k < length; k += TBlock.Count)
        {
            TBlock.Store(TBlock.FusedMultiplyAdd(TBlock.Load(in left[k]), TBlock.Load(in right[k]), TBlock.Load(in sum[k])), ref sum[k]);
        }
    }
}
