using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Lda;

/// <summary>The two products of the γ fixed point over padded rows: rows times a vector, and a weighted sum of rows.</summary>
internal static unsafe class RowKernels<TBlock, T>
    where TBlock : struct, ILanes<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Rows of a tile taken together: few enough to stay in the first-level cache between the two products.</summary>
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
                s0 = TBlock.FusedMultiplyAdd(TBlock.Load(in c[0]), v, s0);
                s1 = TBlock.FusedMultiplyAdd(TBlock.Load(in c[stride]), v, s1);
                s2 = TBlock.FusedMultiplyAdd(TBlock.Load(in c[2 * stride]), v, s2);
                s3 = TBlock.FusedMultiplyAdd(TBlock.Load(in c[3 * stride]), v, s3);
                s4 = TBlock.FusedMultiplyAdd(TBlock.Load(in c[4 * stride]), v, s4);
                s5 = TBlock.FusedMultiplyAdd(TBlock.Load(in c[5 * stride]), v, s5);
                s6 = TBlock.FusedMultiplyAdd(TBlock.Load(in c[6 * stride]), v, s6);
                s7 = TBlock.FusedMultiplyAdd(TBlock.Load(in c[7 * stride]), v, s7);
            }

            sums[i] = TBlock.Sum(s0);
            sums[i + 1] = TBlock.Sum(s1);
            sums[i + 2] = TBlock.Sum(s2);
            sums[i + 3] = TBlock.Sum(s3);
            sums[i + 4] = TBlock.Sum(s4);
            sums[i + 5] = TBlock.Sum(s5);
            sums[i + 6] = TBlock.Sum(s6);
            sums[i + 7] = TBlock.Sum(s7);
        }
    }

    /// <summary>sum[k] += Σ_i weights[i]·rows[index[i], k], rows in the order given; a null index is 0, 1, 2, ….</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void AddWeighted(T* rows, int stride, int* index, int rowCount, T* weights, T* sum)
    {
        int k = 0;
        for (; k <= stride - (4 * TBlock.Count); k += 4 * TBlock.Count)
        {
            AddFour(rows + k, stride, index, rowCount, weights, sum + k);
        }

        if (k <= stride - (2 * TBlock.Count))
        {
            AddTwo(rows + k, stride, index, rowCount, weights, sum + k);
            k += 2 * TBlock.Count;
        }

        if (k < stride)
        {
            AddOne(rows + k, stride, index, rowCount, weights, sum + k);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void AddFour(T* rows, int stride, int* index, int rowCount, T* weights, T* sum)
    {
        TBlock s0 = TBlock.Load(in sum[0]);
        TBlock s1 = TBlock.Load(in sum[TBlock.Count]);
        TBlock s2 = TBlock.Load(in sum[2 * TBlock.Count]);
        TBlock s3 = TBlock.Load(in sum[3 * TBlock.Count]);
        for (int i = 0; i < rowCount; i++)
        {
            T* r = rows + ((long)(index is null ? i : index[i]) * stride);
            TBlock w = TBlock.Broadcast(weights[i]);
            s0 = TBlock.FusedMultiplyAdd(w, TBlock.Load(in r[0]), s0);
            s1 = TBlock.FusedMultiplyAdd(w, TBlock.Load(in r[TBlock.Count]), s1);
            s2 = TBlock.FusedMultiplyAdd(w, TBlock.Load(in r[2 * TBlock.Count]), s2);
            s3 = TBlock.FusedMultiplyAdd(w, TBlock.Load(in r[3 * TBlock.Count]), s3);
        }

        TBlock.Store(s0, ref sum[0]);
        TBlock.Store(s1, ref sum[TBlock.Count]);
        TBlock.Store(s2, ref sum[2 * TBlock.Count]);
        TBlock.Store(s3, ref sum[3 * TBlock.Count]);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void AddTwo(T* rows, int stride, int* index, int rowCount, T* weights, T* sum)
    {
        TBlock s0 = TBlock.Load(in sum[0]);
        TBlock s1 = TBlock.Load(in sum[TBlock.Count]);
        for (int i = 0; i < rowCount; i++)
        {
            T* r = rows + ((long)(index is null ? i : index[i]) * stride);
            TBlock w = TBlock.Broadcast(weights[i]);
            s0 = TBlock.FusedMultiplyAdd(w, TBlock.Load(in r[0]), s0);
            s1 = TBlock.FusedMultiplyAdd(w, TBlock.Load(in r[TBlock.Count]), s1);
        }

        TBlock.Store(s0, ref sum[0]);
        TBlock.Store(s1, ref sum[TBlock.Count]);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void AddOne(T* rows, int stride, int* index, int rowCount, T* weights, T* sum)
    {
        TBlock s = TBlock.Load(in sum[0]);
        for (int i = 0; i < rowCount; i++)
        {
            T* r = rows + ((long)(index is null ? i : index[i]) * stride);
            s = TBlock.FusedMultiplyAdd(TBlock.Broadcast(weights[i]), TBlock.Load(in r[0]), s);
        }

        TBlock.Store(s, ref sum[0]);
    }

    /// <summary>row ← row·factor, what falls below the flush limit becomes 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddProduct(T* left, T* right, int length, T* sum)
    {
        for (int k = 0; k < length; k += TBlock.Count)
        {
            TBlock.Store(TBlock.FusedMultiplyAdd(TBlock.Load(in left[k]), TBlock.Load(in right[k]), TBlock.Load(in sum[k])), ref sum[k]);
        }
    }

    /// <summary>lambda ← keep·lambda + prior + gain·statistics, and statistics ← 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void UpdateLambda(T* lambda, T* statistics, T* prior, T keep, T gain, int length)
    {
        TBlock zero = TBlock.Constant(0);
        TBlock keepAll = TBlock.Broadcast(keep);
        TBlock gainAll = TBlock.Broadcast(gain);
        for (int k = 0; k < length; k += TBlock.Count)
        {
            TBlock kept = TBlock.FusedMultiplyAdd(keepAll, TBlock.Load(in lambda[k]), TBlock.Load(in prior[k]));
            TBlock.Store(TBlock.FusedMultiplyAdd(gainAll, TBlock.Load(in statistics[k]), kept), ref lambda[k]);
            TBlock.Store(zero, ref statistics[k]);
        }
    }
}
