using System;

namespace Kernels.Inference;

/// <summary>Stein's loss tr(M) − ln |M| − p ≥ 0 of M = ρ·S·T⁻¹ for symmetric positive definite matrices of size p and ρ = above/below; exactly 0 for the same matrix.</summary>
/// <remarks>
/// Both arrangements are sums of terms that are all ≥ 0, with g(u) = u − ln(1 + u). Far from each other: B = √ρ·L_T⁻¹·L_S, lower triangular, and
/// Σ_i g(B_ii² − 1) + Σ_(i>j) B_ij². Close to each other B's distance from 1 has the rounding of both factors in it, half of the result's digits; there it is
/// E = L_T⁻¹·(ρ·S − T)·L_T⁻ᵀ, of which all are left, and the factor C of 1 + E: Σ_i g(u_i) + Σ_(i>j) C_ij² with u_i = C_ii² − 1 = E_ii − Σ_(j&lt;i) C_ij².
/// Source: James and Stein 1961 for the loss; the arrangements are our own.
/// </remarks>
internal static class SteinLoss
{
    /// <summary>The loss.</summary>
    /// <param name="factorOfS">Of S.</param>
    /// <param name="s">S, rows one after the other.</param>
    /// <param name="factorOfT">Of T.</param>
    /// <param name="t">T.</param>
    /// <param name="above">ρ's numerator, above 0.</param>
    /// <param name="below">ρ's denominator, above 0.</param>
    public static double Of(PositiveDefinite factorOfS, ReadOnlySpan<double> s, PositiveDefinite factorOfT, ReadOnlySpan<double> t, double above = 1, double below = 1)
    {
        double[] excess = new double[s.Length];
        double ratio = above / below, rest = Math.FusedMultiplyAdd(-ratio, below, above) / below;
        Whiten(s, t, ratio, rest, factorOfT, excess);

        // No pivot of 1 + E is further from 1 than E's norm.
        return InOrder.Dot(excess, excess) < OneNumber.Near * OneNumber.Near ? OfClose(excess, factorOfT.Size) : OfFar(factorOfS, factorOfT, Math.Sqrt(ratio));
    }

    private static double OfClose(Span<double> excess, int size)
    {
        double loss = 0;
        for (int i = 0; i < size; i++)
        {
            Span<double> row = excess.Slice(i * size, size);
            for (int j = 0; j <= i; j++)
            {
                for (int k = 0; k < j; k++)
                {
                    row[j] -= row[k] * excess[(j * size) + k];
                }

                // On the diagonal u stays, off it C.
                row[j] = j < i ? row[j] / Math.Sqrt(1 + excess[(j * size) + j]) : row[j];
                loss += j < i ? row[j] * row[j] : OneNumber.LogGap(row[i]);
            }
        }

        return loss;
    }

    private static double OfFar(PositiveDefinite factorOfS, PositiveDefinite factorOfT, double root)
    {
        int size = factorOfT.Size;
        double[] column = new double[size];
        double total = 0;
        for (int j = 0; j < size; j++)
        {
            for (int i = 0; i < size; i++)
            {
                column[i] = root * factorOfS.Lower[(i * size) + j];
            }

            factorOfT.SolveLower(column);
            ReadOnlySpan<double> under = column.AsSpan(j + 1);
            double square = (column[j] - 1) * (column[j] + 1), below = InOrder.Dot(under, under);

            // 1 + square is 0 where S is nothing beside T: then the logarithm is of B itself.
            total += below + (Math.Abs(square) < OneNumber.Near ? OneNumber.LogGap(square) : square - (2 * OneNumber.Log(column[j])));
        }

        return total;
    }

    /// <summary>destination = L_T⁻¹·((ratio + rest)·S − T)·L_T⁻ᵀ: the columns of the difference, rounded once, solved, and then the rows.</summary>
    private static void Whiten(ReadOnlySpan<double> s, ReadOnlySpan<double> t, double ratio, double rest, PositiveDefinite factorOfT, Span<double> destination)
    {
        int size = factorOfT.Size;
        double[] solved = new double[s.Length];
        double[] column = new double[size];
        for (int j = 0; j < size; j++)
        {
            for (int i = 0; i < size; i++)
            {
                column[i] = Math.FusedMultiplyAdd(ratio, s[(i * size) + j], -t[(i * size) + j]) + (rest * s[(i * size) + j]);
            }

            factorOfT.SolveLower(column);
            for (int i = 0; i < size; i++)
            {
                solved[(i * size) + j] = column[i];
            }
        }

        for (int i = 0; i < size; i++)
        {
            Span<double> row = destination.Slice(i * size, size);
            solved.AsSpan(i * size, size).CopyTo(row);
            factorOfT.SolveLower(row);
        }
    }
}
