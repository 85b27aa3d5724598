using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Formulas;
using Kernels.Lanes;

namespace Kernels.Lda;

/// <summary>The two products of the γ fixed point over padded rows: rows times a vector, and a weighted sum of rows.</summary>
internal static unsafe partial class RowKernels<TBlock, T>
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

    /// <summary>Of each row the values whose vector entry is not 0, a NaN among them, closed up in place to rows of a smaller stride, padded with zeros.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Compact(T* rows, int stride, int rowCount, T* vector, int left, int newStride)
    {
        TBlock zero = TBlock.Constant(0);
        TBlock every = TBlock.FromBits(-1);
        for (int i = 0; i < rowCount; i++)
        {
            T* from = rows + ((long)i * stride);
            T* to = rows + ((long)i * newStride);
            T* end = to + left;
            for (int k = 0; k < stride; k += TBlock.Count)
            {
                // Never past what was read: to + (values kept) is at most from + k.
                TBlock kept = TBlock.BitAndNot(every, TBlock.Equal(zero, TBlock.Load(in vector[k])));
                to += TBlock.StoreSelected(TBlock.Load(in from[k]), kept, ref to[0]);
            }

            for (T* padding = end; padding < end + newStride - left; padding++)
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
            TBlock.Store(ScaledFactor<T>.Evaluate(TBlock.Load(in row[k]), scale, limit), ref row[k]);
        }
    }

    /// <summary>ratios[i] = counts[i]/normalizers[i], 0 where the normaliser is below the limit. Returns whether that befell a word with a count.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static bool Ratios(T* counts, T* normalizers, int length, T limit, T* ratios)
    {
        TBlock smallest = TBlock.Broadcast(limit);
        TBlock lost = TBlock.Constant(0);
        for (int i = 0; i < length; i += TBlock.Count)
        {
            TBlock count = TBlock.Load(in counts[i]);
            TBlock normalizer = TBlock.Load(in normalizers[i]);
            TBlock tooSmall = WordRatio<T>.IsTooSmall(normalizer, smallest);
            lost = TBlock.BitOr(lost, WordRatio<T>.IsLost(count, tooSmall));
            TBlock.Store(WordRatio<T>.Evaluate(count, normalizer, smallest, tooSmall), ref ratios[i]);
        }

        return TBlock.Any(lost);
    }

    /// <summary>gamma ← alpha + theta·sum; returns Σ |Δ gamma|.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static T UpdateGamma(T* alpha, T* theta, T* sum, int length, T* gamma)
    {
        TBlock change = TBlock.Constant(0);
        for (int k = 0; k < length; k += TBlock.Count)
        {
            TBlock updated = GammaUpdate<T>.Evaluate(TBlock.Load(in alpha[k]), TBlock.Load(in theta[k]), TBlock.Load(in sum[k]));
            change += GammaUpdate<T>.Change(updated, TBlock.Load(in gamma[k]));
            TBlock.Store(updated, ref gamma[k]);
        }

        return TBlock.Sum(change);
    }

    /// <summary>total ← total + sum with the rounding error added to error, and sum ← 0.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void JoinTotal(T* sum, int length, T* total, T* error)
    {
        TBlock zero = TBlock.Constant(0);
        for (int k = 0; k < length; k += TBlock.Count)
        {
            TBlock before = TBlock.Load(in total[k]);
            TBlock part = TBlock.Load(in sum[k]);
            TBlock after = before + part;
            TBlock.Store(CompensatedTotal<T>.Error(TBlock.Load(in error[k]), before, part, after), ref error[k]);
            TBlock.Store(after, ref total[k]);
            TBlock.Store(zero, ref sum[k]);
        }
    }

    /// <summary>sum ← total + (error + sum): the last of the sums, which was not joined.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void EndTotal(T* total, T* error, int length, T* sum)
    {
        for (int k = 0; k < length; k += TBlock.Count)
        {
            TBlock.Store(CompensatedTotal<T>.End(TBlock.Load(in total[k]), TBlock.Load(in error[k]), TBlock.Load(in sum[k])), ref sum[k]);
        }
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
