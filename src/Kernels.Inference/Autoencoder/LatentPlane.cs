using System;
using System.Numerics;
using System.Threading;

namespace Kernels.Inference;

/// <summary>Latent values of many images in a plane, to be looked at: as they are where there are two, else along the two directions in which they vary most.</summary>
/// <remarks>
/// Principal components (Pearson 1901; Hotelling 1933): the leading eigenvectors of the covariance. An axis points to where its largest component is positive.
/// </remarks>
/// <example>
/// <code>
/// double[] codes = [0, 0, 0, 3, 4, 0, 6, 8, 0, 9, 12, 0.1]; // four codes of three values, all but on a line
/// double[] plane = new double[2 * 4];
/// double share = LatentPlane.Project&lt;double&gt;(codes, rowLength: 3, plane);
/// Console.WriteLine($"{share:F4} of the variance; first axis {plane[0]:F1} {plane[2]:F1} {plane[4]:F1} {plane[6]:F1}");
/// // 1.0000 of the variance; first axis -7.5 -2.5 2.5 7.5
/// </code>
/// </example>
public static class LatentPlane
{
    private const int Axes = 2;

    /// <summary>Puts rows of values into the plane.</summary>
    /// <param name="values">Rows.</param>
    /// <param name="rowLength">Values of a row.</param>
    /// <param name="coordinates">Receives two for each row.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <returns>The share of the variance that the plane shows; 1 where there is none.</returns>
    /// <exception cref="ArgumentException">Rows do not fill the values, or there is too little room.</exception>
    public static double Project<T>(ReadOnlySpan<T> values, int rowLength, Span<double> coordinates)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rowLength, 1);
        if (values.Length % rowLength != 0 || coordinates.Length < 2 * (values.Length / rowLength))
        {
            throw new ArgumentException($"There are {values.Length} values and room for {coordinates.Length} coordinates; expected rows of {rowLength}, and room for two coordinates each.");
        }

        int rows = values.Length / rowLength;
        double[] mean = new double[rowLength];
        double[] centred = new double[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            centred[i] = double.CreateTruncating(values[i]);
            mean[i % rowLength] += centred[i] / rows;
        }

        if (rowLength <= 2)
        {
            for (int row = 0; row < rows; row++)
            {
                coordinates[2 * row] = centred[row * rowLength];
                coordinates[(2 * row) + 1] = rowLength == 2 ? centred[(row * rowLength) + 1] : 0;
            }

            return 1;
        }

        for (int i = 0; i < centred.Length; i++)
        {
            centred[i] -= mean[i % rowLength];
        }

        return OnAxes(centred, rows, rowLength, coordinates);
    }

    private static double OnAxes(double[] centred, int rows, int rowLength, Span<double> coordinates)
    {
        double[] covariance = new double[rowLength * rowLength];
        MatrixProduct.Multiply<double>(
            centred, MatrixLayout.TransposedRows(rowLength), centred, MatrixLayout.Rows(rowLength), rowLength, rowLength, rows, 1.0 / Math.Max(rows, 1), 0, covariance, rowLength);
        double total = 0;
        for (int i = 0; i < rowLength; i++)
        {
            total += covariance[(i * rowLength) + i];
        }

        var leading = LeadingEigenvectors.Of(covariance, rowLength, Axes, CancellationToken.None);
        double shown = 0;
        for (int axis = 0; axis < Axes; axis++)
        {
            shown += Math.Max(0, leading.Values[axis]);
            double[] direction = leading.Direction(axis);
            for (int row = 0; row < rows; row++)
            {
                coordinates[(Axes * row) + axis] = InOrder.Dot(centred.AsSpan(row * rowLength, rowLength), direction);
            }
        }

        return total > 0 ? Math.Min(1, shown / total) : 1;
    }
}
