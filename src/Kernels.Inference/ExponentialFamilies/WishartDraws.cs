using System;

namespace Kernels.Inference;

/// <summary>Wishart matrices by Bartlett's decomposition.</summary>
/// <remarks>
/// Λ = X·Xᵀ, X = L⁻ᵀ·B with V = L·Lᵀ, B lower triangular, B_ii² ~ Gamma(s − i/2, 1), B_ij ~ N(0, ½): any root of W may stand before the triangle.
/// Source: Bartlett 1933; Smith and Hocking 1972, algorithm AS 53.
/// </remarks>
internal static class WishartDraws
{
    /// <summary>Parts of an observation's random numbers: two for each gamma, one for each normal number.</summary>
    public static int Parts(int size) => (2 * size) + (size * (size - 1) / 2);

    /// <summary>Matrices one after the other.</summary>
    public static void Fill(WishartParameters parameters, IndexedDraws draws, Span<double> destination)
    {
        int size = parameters.Size, square = size * size;
        double[] values = new double[draws.Count];
        destination.Clear();
        int part = 0;
        for (int i = 0; i < size; i++)
        {
            draws.LogGamma(parameters.Shape - (0.5 * i), part, values);
            part += 2;
            Symmetric.Scale(values, 0.5);
            SpecialFunctions.Exp<double>(values, values);
            Scatter(values, (i * size) + i, square, destination);
            for (int j = 0; j < i; j++)
            {
                draws.Normal(part++, values);
                Symmetric.Scale(values, Math.Sqrt(0.5));
                Scatter(values, (i * size) + j, square, destination);
            }
        }

        double[] root = new double[square];
        double[] column = new double[size];
        for (int n = 0; n < draws.Count; n++)
        {
            Multiply(parameters.Factor, destination.Slice(n * square, square), column, root);
        }
    }

    private static void Scatter(ReadOnlySpan<double> values, int place, int square, Span<double> destination)
    {
        for (int n = 0; n < values.Length; n++)
        {
            destination[(n * square) + place] = values[n];
        }
    }

    /// <summary>triangle ← (L⁻ᵀ·triangle)·(L⁻ᵀ·triangle)ᵀ.</summary>
    private static void Multiply(PositiveDefinite factor, Span<double> triangle, Span<double> column, Span<double> root)
    {
        int size = column.Length;
        root.Clear();
        for (int j = 0; j < size; j++)
        {
            for (int i = 0; i < size; i++)
            {
                column[i] = triangle[(i * size) + j];
            }

            factor.SolveUpper(column);
            for (int i = 0; i < size; i++)
            {
                root[(j * size) + i] = column[i];
            }
        }

        triangle.Clear();
        for (int j = 0; j < size; j++)
        {
            Symmetric.AddOuter(1, root.Slice(j * size, size), triangle);
        }
    }
}
