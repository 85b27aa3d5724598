using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Kernels.Lanes;
using Kernels.Spans;

namespace Kernels;

/// <summary>Products of dense matrices over spans, rows one after the other: no allocation once a thread has its room, the same bits on every machine.</summary>
public static class MatrixProduct
{
    /// <summary>destination = left·right, all rows without gaps.</summary>
    /// <remarks>See the general form for accuracy and exceptions.</remarks>
    /// <example>
    /// <code>
    /// double[] left = [1, 2, 3, 4, 5, 6]; // 2 × 3
    /// double[] right = [1, 0, 0, 1, 1, 1]; // 3 × 2
    /// double[] product = new double[4];   // 2 × 2
    /// MatrixProduct.Multiply&lt;double&gt;(left, right, rows: 2, columns: 2, inner: 3, product);
    /// Console.WriteLine(string.Join(' ', product)); // 4 5 10 11
    /// </code>
    /// </example>
    /// <param name="left">rows × inner.</param>
    /// <param name="right">inner × columns.</param>
    /// <param name="rows">Rows of the result.</param>
    /// <param name="columns">Columns of the result.</param>
    /// <param name="inner">Terms of every sum.</param>
    /// <param name="destination">rows × columns; what it holds is not read.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    public static void Multiply<T>(ReadOnlySpan<T> left, ReadOnlySpan<T> right, int rows, int columns, int inner, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Multiply(left, MatrixLayout.Rows(inner), right, MatrixLayout.Rows(columns), rows, columns, inner, T.One, T.Zero, destination, columns);

    /// <summary>destination ← alpha·left·right + beta·destination.</summary>
    /// <remarks>
    /// Every element is Σ_k left[i, k]·right[k, j] in the order of k, by fused multiply–adds, in blocks of 256 terms, the last of up to 320, that are added up
    /// one after the other: the bits do not depend on the width of lanes, nor on how rows and columns are shared out among calls.
    /// Error of a sum of K terms, in units of eps·Σ|left·right|: at most min(K, 320) + K/256. With beta = 0 the destination is not read, so it may hold NaN.
    /// With inner = 0 the sum is 0. NaN and infinities as in the sums written out.
    /// Source: the packed and blocked arrangement of Goto and van de Geijn (2008), with the left factor read where it lies.
    /// </remarks>
    /// <param name="left">The left factor, rows × inner.</param>
    /// <param name="leftLayout">How it lies in its span.</param>
    /// <param name="right">The right factor, inner × columns.</param>
    /// <param name="rightLayout">How it lies in its span.</param>
    /// <param name="rows">Rows of the result.</param>
    /// <param name="columns">Columns of the result.</param>
    /// <param name="inner">Terms of every sum.</param>
    /// <param name="alpha">Factor of the product.</param>
    /// <param name="beta">Factor of what the destination holds.</param>
    /// <param name="destination">The result, rows × columns; no memory of either factor.</param>
    /// <param name="destinationStride">From the start of a row of the result to the start of the next; what lies between rows is left alone.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
    /// <exception cref="ArgumentException">A span or a stride is too short, or the destination shares memory with a factor.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static void Multiply<T>(
        ReadOnlySpan<T> left,
        MatrixLayout leftLayout,
        ReadOnlySpan<T> right,
        MatrixLayout rightLayout,
        int rows,
        int columns,
        int inner,
        T alpha,
        T beta,
        Span<T> destination,
        int destinationStride)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowHelper.CheckType<T>();
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        ArgumentOutOfRangeException.ThrowIfNegative(inner);
        left = Checked(left, leftLayout.Extent(rows, inner, nameof(leftLayout)), nameof(left));
        right = Checked(right, rightLayout.Extent(inner, columns, nameof(rightLayout)), nameof(right));
        destination = MemoryMarshal.CreateSpan(
            ref MemoryMarshal.GetReference(destination),
            Checked<T>(destination, new MatrixLayout(destinationStride).Extent(rows, columns, nameof(destinationStride)), nameof(destination)).Length);
        if (destination.Overlaps(left) || destination.Overlaps(right))
        {
            throw new ArgumentException("The destination shares memory with a factor; expected memory of its own.", nameof(destination));
        }

        if (destination.IsEmpty)
        {
            return;
        }

        Run(left, leftLayout, right, rightLayout, new MatrixSizes<T>(rows, columns, inner, alpha, beta), destination, destinationStride);
    }

    private static ReadOnlySpan<T> Checked<T>(ReadOnlySpan<T> values, long extent, string name) => values.Length >= extent
        ? values[..(int)extent]
        : throw new ArgumentException($"The span holds {values.Length} values; expected at least {extent}.", name);

    private static unsafe void Run<T>(
        ReadOnlySpan<T> left, MatrixLayout leftLayout, ReadOnlySpan<T> right, MatrixLayout rightLayout, MatrixSizes<T> sizes, Span<T> destination, int stride)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (T* a = left, b = right, c = destination)
        {
            var action = new MatrixBlocks<T>(a, leftLayout, b, rightLayout, sizes, c, stride);
            BlockDispatch.RunElementwise<T, MatrixBlocks<T>>(ref action);
        }
    }
}
