using System;
using System.Numerics;

namespace Kernels.Bench.Alternatives;

/// <summary>LDA's updates in plain loops, as the papers write them (Blei, Ng and Jordan 2003; Hoffman, Blei and Bach 2010).</summary>
internal static class PlainLda
{
    /// <summary>exp E[log β], words × K, of λ.</summary>
    public static double[] ExpectedBeta(ReadOnlySpan<double> lambda, int topicCount)
    {
        double[] result = new double[lambda.Length], sums = new double[topicCount];
        for (int i = 0; i < lambda.Length; i++)
        {
            sums[i % topicCount] += lambda[i];
        }

        for (int i = 0; i < lambda.Length; i++)
        {
            result[i] = Math.Exp(TextbookDigamma<double>.Evaluate(lambda[i]) - TextbookDigamma<double>.Evaluate(sums[i % topicCount]));
        }

        return result;
    }

    /// <summary>γ of a document from a uniform start, so many iterations of γ ← α + θ·Bᵀ(n / Bθ), θ = exp ψ(γ).</summary>
    /// <param name="beta">exp E[log β] of the document's words, words × K.</param>
    /// <param name="counts">n.</param>
    /// <param name="alpha">α, K values.</param>
    /// <param name="iterations">How many.</param>
    /// <param name="theta">Room for K values.</param>
    /// <param name="gamma">γ.</param>
    public static void Update<T>(ReadOnlySpan<T> beta, ReadOnlySpan<float> counts, ReadOnlySpan<T> alpha, int iterations, Span<T> theta, Span<T> gamma)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        float tokens = 0;
        foreach (float count in counts)
        {
            tokens += count;
        }

        gamma.Fill(alpha[0] + (T.CreateTruncating(tokens) / T.CreateTruncating(gamma.Length)));
        Span<T> sum = stackalloc T[gamma.Length];
        for (int iteration = 0; iteration < iterations; iteration++)
        {
            for (int k = 0; k < theta.Length; k++)
            {
                theta[k] = TextbookExpDigamma<T>.Evaluate(gamma[k]);
            }

            sum.Clear();
            for (int word = 0; word < counts.Length; word++)
            {
                ReadOnlySpan<T> row = beta.Slice(word * gamma.Length, gamma.Length);
                T ratio = T.CreateTruncating(counts[word]) / Dot(theta, row);
                for (int k = 0; k < row.Length; k++)
                {
                    sum[k] += ratio * row[k];
                }
            }

            for (int k = 0; k < theta.Length; k++)
            {
                gamma[k] = alpha[k] + (theta[k] * sum[k]);
            }
        }
    }

    /// <summary>An E-step: γ of every document, and statistics += n·φ of that γ.</summary>
    public static void EStep(
        ReadOnlySpan<double> beta, ReadOnlySpan<long> offsets, ReadOnlySpan<int> ids, ReadOnlySpan<float> counts, double alpha, int iterations, int topicCount, Span<double> gamma, Span<double> statistics)
    {
        double[] priors = new double[topicCount], theta = new double[topicCount];
        Array.Fill(priors, alpha);
        for (int document = 0; document + 1 < offsets.Length; document++)
        {
            Range pairs = (int)offsets[document]..(int)offsets[document + 1];
            ReadOnlySpan<int> words = ids[pairs];
            double[] rows = new double[words.Length * topicCount];
            for (int i = 0; i < words.Length; i++)
            {
                beta.Slice(words[i] * topicCount, topicCount).CopyTo(rows.AsSpan(i * topicCount));
            }

            Span<double> own = gamma.Slice(document * topicCount, topicCount);
            Update(rows, counts[pairs], priors, iterations, theta, own);
            for (int k = 0; k < topicCount; k++)
            {
                theta[k] = TextbookExpDigamma<double>.Evaluate(own[k]);
            }

            for (int i = 0; i < words.Length; i++)
            {
                ReadOnlySpan<double> row = rows.AsSpan(i * topicCount, topicCount);
                double ratio = counts[pairs][i] / Dot(theta, row);
                for (int k = 0; k < topicCount; k++)
                {
                    statistics[(words[i] * topicCount) + k] += ratio * theta[k] * row[k];
                }
            }
        }
    }

    /// <summary>λ ← (1 − ρ)·λ + ρ·(η + scale·statistics).</summary>
    public static void Step<T>(Span<T> lambda, ReadOnlySpan<T> statistics, T eta, double rho, double scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (T keep, T take, T prior) = (T.CreateTruncating(1 - rho), T.CreateTruncating(rho * scale), T.CreateTruncating(rho) * eta);
        for (int i = 0; i < lambda.Length; i++)
        {
            lambda[i] = (keep * lambda[i]) + prior + (take * statistics[i]);
        }
    }

    private static T Dot<T>(ReadOnlySpan<T> left, ReadOnlySpan<T> right)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        for (int k = 0; k < left.Length; k++)
        {
            sum += left[k] * right[k];
        }

        return sum;
    }
}
