using System;
using System.Numerics;
using System.Threading.Tasks;

namespace Kernels.Inference;

/// <summary>Work in parts that do not touch each other's results, for several threads. Which thread does which part never shows in a result.</summary>
internal static class WorkShares
{
    /// <summary>Below this many multiply–adds a product costs less than waking a thread.</summary>
    private const double LeastProduct = 2e6;

    /// <summary>Columns of a share are a multiple of this, so that few register tiles are cut.</summary>
    private const int ColumnGroup = 32;

    /// <summary>Calls work(first, end) on ranges that make up [0, count), at most one a thread and none shorter than a grain.</summary>
    public static void Run(int threads, int count, int grain, Action<int, int> work)
    {
        int shares = Math.Min(threads, count / grain);
        if (shares <= 1)
        {
            work(0, count);
            return;
        }

        int groups = (count + grain - 1) / grain;
        Parallel.For(0, shares, new ParallelOptions { MaxDegreeOfParallelism = shares }, share =>
            work(Bound(share), Bound(share + 1)));

        int Bound(int share) => (int)Math.Min(count, (long)groups * share / shares * grain);
    }

    /// <summary>destination ← left·right + beta·destination, columns shared out: an element's sum does not know of it.</summary>
    public static void Multiply<T>(
        int threads,
        ReadOnlyMemory<T> left,
        MatrixLayout leftLayout,
        ReadOnlyMemory<T> right,
        MatrixLayout rightLayout,
        int rows,
        int columns,
        int inner,
        T beta,
        Memory<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (threads == 1 || (double)rows * columns * inner < LeastProduct)
        {
            MatrixProduct.Multiply(left.Span, leftLayout, right.Span, rightLayout, rows, columns, inner, T.One, beta, destination.Span, columns);
            return;
        }

        Share(threads, left, leftLayout, right, rightLayout, rows, columns, inner, beta, destination);
    }

    /// <summary>Apart, so that a call that shares nothing makes no closure.</summary>
    private static void Share<T>(
        int threads,
        ReadOnlyMemory<T> left,
        MatrixLayout leftLayout,
        ReadOnlyMemory<T> right,
        MatrixLayout rightLayout,
        int rows,
        int columns,
        int inner,
        T beta,
        Memory<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Run(threads, columns, ColumnGroup, (first, end) => MatrixProduct.Multiply(
            left.Span,
            leftLayout,
            right.Span[(rightLayout.Transposed ? first * rightLayout.Stride : first)..],
            rightLayout,
            rows,
            end - first,
            inner,
            T.One,
            beta,
            destination.Span[first..],
            columns));
}
