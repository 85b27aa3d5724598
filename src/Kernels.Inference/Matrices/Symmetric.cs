using System;

namespace Kernels.Inference;

/// <summary>What symmetric matrices need, rows one after the other.</summary>
internal static class Symmetric
{
    /// <summary>destination = factor·½·(M + Mᵀ).</summary>
    public static void Part(ReadOnlySpan<double> matrix, int size, double factor, Span<double> destination)
    {
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++)
            {
                destination[(i * size) + j] = factor * (0.5 * (matrix[(i * size) + j] + matrix[(j * size) + i]));
            }
        }
    }

    /// <summary>The Cholesky factor of a matrix that must be symmetric and positive definite; what it is says the error.</summary>
    public static PositiveDefinite Factor(int size, ReadOnlySpan<double> matrix, string what)
    {
        if (Difference(size, matrix) is { } difference)
        {
            throw new ArgumentException($"The {what} {difference}");
        }

        var factor = new PositiveDefinite(size);
        return factor.TryFactor(matrix) ? factor : throw new ArgumentException(size == 1
            ? FormattableString.Invariant($"The {what} is {matrix[0]}; expected a finite number above 0.")
            : $"The {what} is not positive definite; expected a matrix whose Cholesky factor exists.");
    }

    /// <summary>Where a matrix is not symmetric but for rounding, and what was expected; nothing where it is.</summary>
    public static string? Difference(int size, ReadOnlySpan<double> matrix)
    {
        const double Tolerance = 1e-9;
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double left = matrix[(i * size) + j], right = matrix[(j * size) + i];
                if (!(Math.Abs(left - right) <= Tolerance * Math.Sqrt(Math.Abs(matrix[(i * size) + i])) * Math.Sqrt(Math.Abs(matrix[(j * size) + j]))))
                {
                    return FormattableString.Invariant($"has {left} in row {i}, column {j}, and {right} in row {j}, column {i}; expected a symmetric matrix.");
                }
            }
        }

        return null;
    }

    /// <summary>values ← factor·values.</summary>
    public static void Scale(Span<double> values, double factor)
    {
        foreach (ref double value in values)
        {
            value *= factor;
        }
    }

    /// <summary>destination = M·x.</summary>
    public static void Multiply(ReadOnlySpan<double> matrix, ReadOnlySpan<double> x, Span<double> destination)
    {
        for (int i = 0; i < x.Length; i++)
        {
            double sum = 0;
            for (int j = 0; j < x.Length; j++)
            {
                sum += matrix[(i * x.Length) + j] * x[j];
            }

            destination[i] = sum;
        }
    }

    /// <summary>M ← M + weight·x·xᵀ.</summary>
    public static void AddOuter(double weight, ReadOnlySpan<double> x, Span<double> matrix)
    {
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j < x.Length; j++)
            {
                matrix[(i * x.Length) + j] += weight * (x[i] * x[j]);
            }
        }
    }

    /// <summary>½·(M_ik·M_jl + M_il·M_jk) for entries (i, j) and (k, l) given by their places.</summary>
    public static double Pairs(ReadOnlySpan<double> matrix, int size, int ij, int kl)
    {
        (int i, int j) = Math.DivRem(ij, size);
        (int k, int l) = Math.DivRem(kl, size);
        return 0.5 * ((matrix[(i * size) + k] * matrix[(j * size) + l]) + (matrix[(i * size) + l] * matrix[(j * size) + k]));
    }
}
