using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Formulas;
using Kernels.Lanes;

namespace Kernels.Spans;

/// <summary>Expectations under Dirichlet distributions, a batch of rows at a time.</summary>
/// <remarks>Σ α comes as high + low, and <see cref="DirichletNormalizer{T}"/> makes of them what follows.</remarks>
internal static unsafe class DirichletExpectations<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>destination[r, k] = ψ(α[r, k]) − ψ(Σ α[r]).</summary>
    [SkipLocalsInit]
    public static void ExpectedLog(T* alpha, int rows, int rowLength, T* destination)
    {
        T* totals = stackalloc T[RowBatch.Rows];
        T* lows = stackalloc T[RowBatch.Rows];
        T* normalizers = stackalloc T[RowBatch.Rows];
        int batch = RowBatch.Count(rowLength);
        for (int first = 0; first < rows; first += batch)
        {
            int count = Math.Min(batch, rows - first);
            T* source = alpha + ((nint)first * rowLength);
            T* target = destination + ((nint)first * rowLength);
            RowSums<T>.Run(source, count, rowLength, totals, lows);
            Corrections(totals, lows, count);
            SpanMap.Run<T, DigammaFormula<T>>(new(totals, count), new(normalizers, count));
            for (int row = 0; row < count; row++)
            {
                normalizers[row] += lows[row];
            }

            SpanMap.Run<T, DigammaFormula<T>>(new(source, count * rowLength), new(target, count * rowLength));
            RowOperation<T, Minus<T>>.Run(target, count, rowLength, normalizers);
        }
    }

    /// <summary>destination[r, k] = F(α[r, k])/F(Σ α[r]).</summary>
    [SkipLocalsInit]
    public static void ExpExpectedLog(T* alpha, int rows, int rowLength, T* destination)
    {
        T* totals = stackalloc T[RowBatch.Rows];
        T* lows = stackalloc T[RowBatch.Rows];
        T* corrections = stackalloc T[RowBatch.Rows];
        T* normalizers = stackalloc T[RowBatch.Rows];
        int batch = RowBatch.Count(rowLength);
        for (int first = 0; first < rows; first += batch)
        {
            int count = Math.Min(batch, rows - first);
            T* source = alpha + ((nint)first * rowLength);
            T* target = destination + ((nint)first * rowLength);
            RowSums<T>.Run(source, count, rowLength, totals, lows);
            if (HasSparse(totals, count))
            {
                if (count > 1)
                {
                    for (int row = 0; row < count; row++)
                    {
                        ExpExpectedLog(source + (row * rowLength), 1, rowLength, target + (row * rowLength));
                    }
                }
                else
                {
                    Sparse(source, rowLength, *totals, *lows, target);
                }

                continue;
            }

            new Span<T>(lows, count).CopyTo(new(corrections, count));
            Corrections(totals, corrections, count);
            SpanMap.Run<T, ExpDigammaFormula<T>>(new(totals, count), new(normalizers, count));
            for (int row = 0; row < count; row++)
            {
                normalizers[row] = DirichletNormalizer<T>.Corrected(new Scalar<T>(normalizers[row]), new Scalar<T>(corrections[row])).Value;
            }

            SpanMap.Run<T, ExpDigammaFormula<T>>(new(source, count * rowLength), new(target, count * rowLength));
            RowOperation<T, DividedBy<T>>.Run(target, count, rowLength, normalizers);
        }
    }

    /// <summary>lows[r] ← lows[r]·ψ′(totals[r]); 0 where ψ′ is out of range.</summary>
    [SkipLocalsInit]
    private static void Corrections(T* totals, T* lows, int count)
    {
        T* slopes = stackalloc T[RowBatch.Rows];
        SpanMap.Run<T, TrigammaFormula<T>>(new(totals, count), new(slopes, count));
        for (int row = 0; row < count; row++)
        {
            lows[row] = DirichletNormalizer<T>.Correction(new Scalar<T>(slopes[row]), new Scalar<T>(lows[row])).Value;
        }
    }

    private static bool HasSparse(T* totals, int count)
    {
        bool any = false;
        for (int row = 0; row < count; row++)
        {
            any |= totals[row] > T.Zero && totals[row] < T.One;
        }

        return any;
    }

    /// <summary>Σ α &lt; 1, where F(Σ α) may underflow.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Sparse(T* alpha, int length, T total, T low, T* destination)
    {
        (Scalar<T> inverse, Scalar<T> inverseLow) = DirichletNormalizer<T>.Reciprocal(new Scalar<T>(total), new Scalar<T>(low));
        T normalizer = ExpDigammaFormula<T>.Evaluate(new Scalar<T>(T.One + total)).Value;
        var action = new SparseAction(alpha, length, normalizer, inverse.Value, inverseLow.Value, destination);
        BlockDispatch.RunElementwise<T, SparseAction>(ref action);
    }

    private readonly struct SparseAction(T* alpha, int length, T normalizer, T inverse, T inverseLow, T* destination) : IBlockAction<T>
    {
        private readonly T* _alpha = alpha;
        private readonly int _length = length;
        private readonly T _normalizer = normalizer;
        private readonly T _inverse = inverse;
        private readonly T _inverseLow = inverseLow;
        private readonly T* _destination = destination;

        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke<TLanes>()
            where TLanes : struct, ILanes<TLanes, T>
        {
            for (int i = 0; i < _length; i += TLanes.Count)
            {
                TLanes alpha = TLanes.LoadPart(_alpha + i, _length - i, T.One);
                TLanes value = SparseExpectation<T>.Evaluate(alpha, TLanes.Broadcast(_normalizer), TLanes.Broadcast(_inverse), TLanes.Broadcast(_inverseLow));
                TLanes.StorePart(value, _destination + i, _length - i);
            }
        }
    }
}
