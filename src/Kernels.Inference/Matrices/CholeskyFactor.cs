using System;

namespace Kernels.Inference;

/// <summary>Σ = L·Lᵀ of small symmetric matrices, row by row. The framework has no matrices, and a package of them would be a large thing for three loops.</summary>
/// <remarks>Source: Golub and Van Loan (2013), "Matrix computations", algorithms 4.2.1 and 3.1.1.</remarks>
internal static class CholeskyFactor
{
    /// <summary>Roundings of a matrix of moments: its sums run over some thousand products a part, which leave about the square root of their number.</summary>
    public const double OfMoments = 64;

    /// <summary>L of the lower triangle of a matrix; false where it is not positive definite.</summary>
    /// <param name="matrix">d × d values, of which the lower triangle is read.</param>
    /// <param name="dimension">d.</param>
    /// <param name="factor">Receives L, zeros above the diagonal; not the same memory.</param>
    /// <param name="roundings">Roundings, of the size of a diagonal element, that each element may carry: what they can leave is taken for nothing.</param>
    public static bool TryFactor(ReadOnlySpan<double> matrix, int dimension, Span<double> factor, double roundings = 1)
    {
        factor.Clear();
        for (int i = 0; i < dimension; i++)
        {
            Span<double> row = factor.Slice(i * dimension, dimension);
            for (int j = 0; j <= i; j++)
            {
                ReadOnlySpan<double> other = factor.Slice(j * dimension, dimension);
                double sum = matrix[(i * dimension) + j];
                for (int k = 0; k < j; k++)
                {
                    sum -= row[k] * other[k];
                }

                if (j < i)
                {
                    row[j] = sum / other[j];
                }
                else if (sum > roundings * RoundingOf(matrix[(i * dimension) + i], i) && double.IsFinite(sum))
                {
                    row[i] = Math.Sqrt(sum);
                }
                else
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>vector ← L⁻¹·vector.</summary>
    /// <param name="factor">L.</param>
    /// <param name="dimension">d.</param>
    /// <param name="vector">d values.</param>
    /// <param name="first">How many of them are 0 at the beginning, and stay so.</param>
    public static void Solve(ReadOnlySpan<double> factor, int dimension, Span<double> vector, int first = 0)
    {
        for (int i = first; i < dimension; i++)
        {
            ReadOnlySpan<double> row = factor.Slice(i * dimension, i + 1);
            vector[i] = (vector[i] - InOrder.Dot(row[first..i], vector[first..i])) / row[i];
        }
    }

    /// <summary>W = L⁻¹, a lower triangle again.</summary>
    /// <param name="factor">L.</param>
    /// <param name="dimension">d.</param>
    /// <param name="inverse">Receives W, zeros above the diagonal; not the same memory.</param>
    public static void Invert(ReadOnlySpan<double> factor, int dimension, Span<double> inverse)
    {
        Span<double> unit = dimension <= 64 ? stackalloc double[dimension] : new double[dimension];
        for (int column = 0; column < dimension; column++)
        {
            unit.Clear();
            unit[column] = 1;
            Solve(factor, dimension, unit, first: column);
            for (int i = 0; i < dimension; i++)
            {
                inverse[(i * dimension) + column] = unit[i];
            }
        }
    }

    /// <summary>What i subtractions from a variance can leave of it where nothing should be left.</summary>
    private static double RoundingOf(double variance, int i) => (i + 1) * double.ScaleB(variance, -52);
}
