using System;

namespace Kernels;

/// <summary>How a factor of <see cref="MatrixProduct"/> lies in its span: rows one after the other, <paramref name="Stride"/> values apart, and whether the product takes it transposed.</summary>
/// <param name="Stride">From the start of a stored row to the start of the next, in values; at least the length of a stored row.</param>
/// <param name="Transposed">Whether the factor is the transpose of what is stored.</param>
/// <example>
/// The covariance of three observations of two values, XᵀX/3, without a transposed copy:
/// <code>
/// double[] x = [1, 2, -1, 0, 0, -2]; // three rows of two, each column of mean 0
/// double[] covariance = new double[4];
/// MatrixProduct.Multiply&lt;double&gt;(
///     x, MatrixLayout.TransposedRows(2), x, MatrixLayout.Rows(2), rows: 2, columns: 2, inner: 3,
///     alpha: 1.0 / 3, beta: 0, covariance, destinationStride: 2);
/// Console.WriteLine($"{covariance[0]:F4} {covariance[1]:F4} {covariance[2]:F4} {covariance[3]:F4}");
/// // 0.6667 0.6667 0.6667 2.6667
/// </code>
/// </example>
public readonly record struct MatrixLayout(int Stride, bool Transposed = false)
{
    /// <summary>Whether many values of a left factor are zeros, as in images: terms in which six rows of it are all zero are then left out. Of a right factor it says nothing.</summary>
    /// <remarks>
    /// The result has the same bits, except that a zero times an infinity or NaN of the right factor may count as 0. Of 128 handwritten digits (MNIST, 19 % of the pixels are not 0)
    /// times 784 × 400 weights 44 % of the terms are left, and the product took 0.57 of its time; the transpose, 34 % and 0.62 (Zen 5, float). Where no term can be left out it took 1.05, the transpose 1.17 of its time.
    /// </remarks>
    public bool ManyZeros { get; init; }

    /// <summary>Rows that follow each other without a gap.</summary>
    /// <param name="rowLength">Values of a stored row.</param>
    public static MatrixLayout Rows(int rowLength) => new(rowLength);

    /// <summary>The transpose of stored rows that follow each other without a gap.</summary>
    /// <param name="rowLength">Values of a stored row.</param>
    public static MatrixLayout TransposedRows(int rowLength) => new(rowLength, Transposed: true);

    /// <summary>Values from the first to the last of a factor of so many rows and columns, as the product sees it.</summary>
    internal long Extent(int rows, int columns, string name)
    {
        (int storedRows, int storedLength) = Transposed ? (columns, rows) : (rows, columns);
        if (Stride < storedLength)
        {
            throw new ArgumentException($"The stride is {Stride}; expected at least {storedLength}, the length of a stored row.", name);
        }

        return storedRows == 0 || storedLength == 0 ? 0 : ((long)(storedRows - 1) * Stride) + storedLength;
    }
}
