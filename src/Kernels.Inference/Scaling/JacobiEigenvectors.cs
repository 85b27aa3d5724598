using System;

namespace Kernels.Inference;

/// <summary>All eigenvectors of a small symmetric matrix by Jacobi's rotations.</summary>
/// <remarks>Row-cyclic, each rotation the smaller of the two that make an element 0 (Jacobi 1846; Golub and Van Loan, Matrix Computations, section 8.5). It converges quadratically, in under ten sweeps here.</remarks>
internal static class JacobiEigenvectors
{
    private const int MostSweeps = 60;

    /// <summary>Eigenvalues, largest first, and the eigenvectors, a row each.</summary>
    /// <param name="matrix">size × size, symmetric and finite; used as room.</param>
    /// <param name="size">Rows.</param>
    public static (double[] Values, double[] Vectors) Of(double[] matrix, int size)
    {
        double[] vectors = new double[size * size];
        for (int i = 0; i < size; i++)
        {
            vectors[(i * size) + i] = 1;
        }

        for (int sweep = 0; sweep < MostSweeps && Sweep(matrix, vectors, size); sweep++)
        {
        }

        int[] order = new int[size];
        double[] negated = new double[size];
        for (int i = 0; i < size; i++)
        {
            (order[i], negated[i]) = (i, -matrix[(i * size) + i]);
        }

        Array.Sort(negated, order);
        double[] sorted = new double[size * size];
        for (int k = 0; k < size; k++)
        {
            vectors.AsSpan(order[k] * size, size).CopyTo(sorted.AsSpan(k * size));
        }

        return (Array.ConvertAll(negated, value => -value), sorted);
    }

    /// <summary>Rotates every pair once; false when nothing was left to rotate.</summary>
    private static bool Sweep(double[] matrix, double[] vectors, int size)
    {
        bool rotated = false;
        for (int p = 0; p < size; p++)
        {
            for (int q = p + 1; q < size; q++)
            {
                double off = matrix[(p * size) + q];
                double first = matrix[(p * size) + p];
                double second = matrix[(q * size) + q];
                double diagonal = Math.Abs(first) + Math.Abs(second);

                // Too small to change either diagonal element, and where both are 0 too small for anything.
                if (diagonal + (Math.Abs(off) * 1e-2) == diagonal || Math.Abs(off) < 1e-300)
                {
                    continue;
                }

                rotated = true;
                double cotangent = (second - first) / (2 * off);
                double tangent = Math.CopySign(1, cotangent) / (Math.Abs(cotangent) + Math.Sqrt(1 + (cotangent * cotangent)));
                double cosine = 1 / Math.Sqrt(1 + (tangent * tangent));
                double sine = tangent * cosine;
                for (int i = 0; i < size; i++)
                {
                    Rotate(ref matrix[(i * size) + p], ref matrix[(i * size) + q], cosine, sine);
                }

                for (int i = 0; i < size; i++)
                {
                    Rotate(ref matrix[(p * size) + i], ref matrix[(q * size) + i], cosine, sine);
                    Rotate(ref vectors[(p * size) + i], ref vectors[(q * size) + i], cosine, sine);
                }

                matrix[(p * size) + q] = matrix[(q * size) + p] = 0;
            }
        }

        return rotated;
    }

    private static void Rotate(ref double first, ref double second, double cosine, double sine) =>
        (first, second) = ((cosine * first) - (sine * second), (sine * first) + (cosine * second));
}
