using System;
using System.Numerics.Tensors;
using System.Threading.Tasks;

namespace Kernels.Inference;

/// <summary>Draws ln β of listed words from q(β_k) = Dir(λ_k), all other words together being one cell more.</summary>
/// <remarks>
/// β_kw = g_kw/Σ g_k with g_kw ~ Gamma(λ_kw, 1), independent. Sums of a Dirichlet's parts are a Dirichlet's parts: the words that are not listed take one draw,
/// from Gamma(Σ of their λ, 1), and the listed words have exactly the distribution that a draw of all V would give them.
/// The draw of word w and topic k is number w·K + k of its stream, that of the rest V·K + k: threads and the order of the words do not show.
/// </remarks>
/// <param name="topicCount">K.</param>
/// <param name="seed">The key.</param>
/// <param name="threads">Threads that draw.</param>
internal sealed class TopicDraws(int topicCount, long seed, int threads)
{
    private const int CellsAtOnce = 64;
    private readonly ulong _seed = unchecked((ulong)seed);

    /// <summary>Draws.</summary>
    /// <param name="stream">Which use of the seed.</param>
    /// <param name="cells">The words, and V for the rest if there is one.</param>
    /// <param name="count">How many cells.</param>
    /// <param name="lambda">λ, K values a cell.</param>
    /// <param name="logBeta">ln β, K values a cell.</param>
    /// <param name="logTotal">ln Σ g of each topic: with it ln β gives the draws back.</param>
    public void Draw(uint stream, int[] cells, int count, double[] lambda, double[] logBeta, Span<double> logTotal)
    {
        Parallel.For(0, (count + CellsAtOnce - 1) / CellsAtOnce, new ParallelOptions { MaxDegreeOfParallelism = threads }, part =>
        {
            var draws = new RandomStream(_seed, stream);
            for (int cell = part * CellsAtOnce; cell < Math.Min(count, (part + 1) * CellsAtOnce); cell++)
            {
                int start = cell * topicCount;
                Sampling.LogGamma<double>(draws, (long)cells[cell] * topicCount, lambda.AsSpan(start, topicCount), logBeta.AsSpan(start, topicCount));
            }
        });
        LogSums(logBeta.AsSpan(0, count * topicCount), logTotal);
        for (int cell = 0; cell < count; cell++)
        {
            Span<double> row = logBeta.AsSpan(cell * topicCount, topicCount);
            TensorPrimitives.Subtract(row, logTotal, row);
        }
    }

    /// <summary>ln Σ exp of each topic over the cells.</summary>
    private void LogSums(ReadOnlySpan<double> rows, Span<double> destination)
    {
        double[] largest = new double[topicCount];
        double[] row = new double[topicCount];
        Array.Fill(largest, double.NegativeInfinity);
        for (int start = 0; start < rows.Length; start += topicCount)
        {
            TensorPrimitives.Max(rows.Slice(start, topicCount), largest, largest);
        }

        destination.Clear();
        for (int start = 0; start < rows.Length; start += topicCount)
        {
            TensorPrimitives.Subtract(rows.Slice(start, topicCount), largest, row);
            SpecialFunctions.Exp<double>(row, row);
            TensorPrimitives.Add(destination, row, destination);
        }

        SpecialFunctions.Log<double>(destination, destination);
        TensorPrimitives.Add(destination, largest, destination);
    }
}
