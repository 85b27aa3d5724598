using System;
using System.Threading.Tasks;

namespace Kernels.Inference;

/// <summary>The gradient of a mini-batch's part of the structured bound, E_q(β|λ)[Σ_d ℓ_d(β)], in the λ of its words, and its natural gradient.</summary>
/// <remarks>
/// Topics stand apart, so let λ, β, n̂ be of one topic; ℓ = Σ_d ℓ_d, and n̂_w = ∂ℓ/∂ log β_w = Σ_d n_dw φ_dwk(β) by the envelope theorem, where the documents have converged.
/// <para>Reparameterised: β_w = g_w/G, G = Σ g, g_v ~ Gamma(λ_v, 1), so ∂ log β_w/∂λ_v = r_v·(δ_vw − β_v) with r_v = ∂ log g_v/∂λ_v (<see cref="Sampling.LogGammaShapeDerivative"/>), and
/// ∂ℓ/∂λ_v = r_v·(n̂_v − β_v·Σ_w n̂_w).</para>
/// <para>Control variate: m̂, the statistics of mean field, follow from λ alone, and E[∂ log β_w/∂λ_v] = F_vw, the Fisher information diag ψ′(λ) − ψ′(Σλ)·11ᵀ. So
/// F·m̂ + E[r_v·((n̂ − m̂)_v − β_v·Σ_w (n̂ − m̂)_w)] is the same gradient with less noise: its natural gradient is m̂ + F⁻¹·(what <see cref="Add"/> adds up). Without noise or
/// correlation that is mean field's step.</para>
/// <para>Aggregation: ℓ depends on the β of the batch's words only, and of those the marginal of Dir(λ) is Dir(λ_B, R) with R = Σ λ of all other words. So the mean over the
/// cells B and rest is the mean over all V, and ∂E[ℓ]/∂λ_v of every word v outside B is the same number, that of the rest cell: −E[r_R·β_R·Σ_w n̂_w]. Nothing is approximated up to here.</para>
/// <para>The natural gradient is taken in the batch's words with the other coordinates held: F_BB⁻¹·∇_B, by Sherman and Morrison O(words of the batch). F_BB is a block of F itself (its ψ′(Σλ) is
/// that of all V words), so this is the steepest ascent of the batch's part among steps of its own words, and the whole of F⁻¹∇ where the batch has every word. Otherwise what F⁻¹∇ has more,
/// a multiple of 1/ψ′(λ_v) that is the same for all v, the ones outside of B included, is left out: it would write V·K values for every batch.
/// The expectation of the part without correlation, F_BB⁻¹·(F·(n̂ − m̂))_B, is n̂ − m̂ exactly in either case, as both are 0 outside of B.</para>
/// Sources: Hoffman and Blei 2015 ("Structured stochastic variational inference") for the bound; Figurnov, Mohamed and Mnih 2018 for r; the composition is this library's.
/// </remarks>
/// <param name="topicCount">K.</param>
/// <param name="threads">Threads; they do not show in the result.</param>
internal sealed class CorrectedGradient(int topicCount, int threads)
{
    private const int CellsAtOnce = 16;

    /// <summary>gradient += r·(n̂ − m̂ − β·Σ_w (n̂ − m̂)) of one draw of the topics.</summary>
    /// <param name="cells">The batch's words, and after them the rest if there is one.</param>
    /// <param name="words">The batch's words.</param>
    /// <param name="lambda">λ, K values a cell.</param>
    /// <param name="logBeta">ln β as drawn, K values a cell.</param>
    /// <param name="logTotal">ln Σ g, K values.</param>
    /// <param name="difference">n̂ − m̂, K values a word.</param>
    /// <param name="gradient">K values a cell.</param>
    public void Add(int cells, int words, double[] lambda, double[] logBeta, double[] logTotal, double[] difference, double[] gradient)
    {
        double[] sums = new double[topicCount];
        for (int i = 0; i < words * topicCount; i++)
        {
            sums[i % topicCount] += difference[i];
        }

        Parallel.For(0, (cells + CellsAtOnce - 1) / CellsAtOnce, new ParallelOptions { MaxDegreeOfParallelism = threads }, part =>
        {
            double[] room = new double[2 * topicCount];
            Span<double> value = room.AsSpan(0, topicCount);
            Span<double> derivative = room.AsSpan(topicCount);
            for (int cell = part * CellsAtOnce; cell < Math.Min(cells, (part + 1) * CellsAtOnce); cell++)
            {
                int start = cell * topicCount;
                for (int k = 0; k < topicCount; k++)
                {
                    value[k] = logBeta[start + k] + logTotal[k];
                }

                Sampling.LogGammaShapeDerivative<double>(lambda.AsSpan(start, topicCount), value, derivative);
                SpecialFunctions.Exp<double>(logBeta.AsSpan(start, topicCount), value);
                for (int k = 0; k < topicCount; k++)
                {
                    gradient[start + k] += derivative[k] * ((cell < words ? difference[start + k] : 0) - (value[k] * sums[k]));
                }
            }
        });
    }

    /// <summary>The gradient of the words becomes the natural gradient F_BB⁻¹·gradient; that of the rest is not read.</summary>
    /// <param name="cells">The batch's words, and after them the rest if there is one.</param>
    /// <param name="words">The batch's words.</param>
    /// <param name="lambda">λ, K values a cell.</param>
    /// <param name="gradient">K values a cell.</param>
    public void ToNatural(int cells, int words, double[] lambda, double[] gradient)
    {
        int length = words * topicCount;
        if (cells == 1)
        {
            // A vocabulary of one word: β is 1 whatever λ is, and F is 0.
            gradient.AsSpan(0, length).Clear();
            return;
        }

        double[] information = new double[length];
        SpecialFunctions.Trigamma<double>(lambda.AsSpan(0, length), information);
        double[] total = new double[topicCount];
        for (int i = 0; i < cells * topicCount; i++)
        {
            total[i % topicCount] += lambda[i];
        }

        SpecialFunctions.Trigamma<double>(total, total);
        double[] inverses = new double[topicCount];
        double[] shift = new double[topicCount];
        for (int i = 0; i < length; i++)
        {
            inverses[i % topicCount] += 1 / information[i];
            shift[i % topicCount] += gradient[i] / information[i];
        }

        for (int k = 0; k < topicCount; k++)
        {
            shift[k] *= total[k] / (1 - (total[k] * inverses[k]));
        }

        for (int i = 0; i < length; i++)
        {
            gradient[i] = (gradient[i] + shift[i % topicCount]) / information[i];
        }
    }
}
