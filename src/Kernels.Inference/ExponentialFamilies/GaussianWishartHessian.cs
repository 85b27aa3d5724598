using System;

namespace Kernels.Inference;

/// <summary>∇²A of the Gaussian–Wishart family.</summary>
/// <remarks>
/// From dA = ψ_d(s)·ds − ln |V|·ds − s·tr(P·dV) − d/(2η₄)·dη₄ with P = V⁻¹ and dV = −dη₂ − ½·(dη₃·mᵀ + m·dη₃ᵀ) − m·mᵀ·dη₄, differentiated once more
/// with dP = −P·dV·P and dm = dη₃/β + (2m/β)·dη₄; u = P·m and q = mᵀ·P·m.
/// </remarks>
internal static class GaussianWishartHessian
{
    /// <summary>Rows one after the other, in the order (ln |Λ|, Λ, Λ·μ, μᵀ·Λ·μ).</summary>
    public static void Fill(GaussianWishartParameters parameters, Span<double> destination)
    {
        int size = parameters.Wishart.Size, square = size * size, count = 2 + size + square, vector = 1 + square, last = count - 1;
        double s = parameters.Wishart.Shape, beta = parameters.MeanPrecision, q = 0;
        double[] p = new double[square];
        double[] u = new double[size];
        parameters.Wishart.Factor.Invert(p);
        Symmetric.Multiply(p, parameters.Mean, u);
        for (int i = 0; i < size; i++)
        {
            q += u[i] * parameters.Mean[i];
        }

        destination[0] = MultivariateGamma.Trigamma(size, s);
        Set(destination, count, 0, last, q);
        Set(destination, count, last, last, (s * q * (q + (4 / beta))) + (2 * size / (beta * beta)));
        for (int ij = 0; ij < square; ij++)
        {
            (int i, int j) = Math.DivRem(ij, size);
            Set(destination, count, 0, 1 + ij, p[ij]);
            Set(destination, count, last, 1 + ij, s * u[i] * u[j]);
            for (int kl = 0; kl < square; kl++)
            {
                destination[((1 + ij) * count) + 1 + kl] = s * Symmetric.Pairs(p, size, ij, kl);
            }

            for (int k = 0; k < size; k++)
            {
                Set(destination, count, 1 + ij, vector + k, 0.5 * s * ((p[(i * size) + k] * u[j]) + (u[i] * p[(j * size) + k])));
            }
        }

        for (int i = 0; i < size; i++)
        {
            Set(destination, count, 0, vector + i, u[i]);
            Set(destination, count, last, vector + i, s * u[i] * (q + (2 / beta)));
            for (int k = 0; k < size; k++)
            {
                destination[((vector + i) * count) + vector + k] = s * ((p[(i * size) + k] * ((0.5 * q) + (1 / beta))) + (0.5 * u[i] * u[k]));
            }
        }
    }

    private static void Set(Span<double> matrix, int count, int row, int column, double value) =>
        matrix[(row * count) + column] = matrix[(column * count) + row] = value;
}
