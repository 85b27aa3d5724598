using System;
using System.Collections.Generic;

namespace Kernels.Inference;

/// <summary>The indirect confirmation of C_V: words compared by what they confirm, not by whether they meet (Röder et al. 2015).</summary>
internal static class ContextVectors
{
    /// <summary>Mean over a topic's words i of cos(v_i, Σ_j v_j), where v_i holds the confirmation of i with every word of the topic.</summary>
    /// <param name="words">The topic's words.</param>
    /// <param name="pairs">Which pair stands where in <paramref name="confirmations"/>.</param>
    /// <param name="confirmations">A value a pair.</param>
    /// <param name="selves">A value a word: with itself.</param>
    public static double Coherence(IReadOnlyList<int> words, TopicWordPairs pairs, double[] confirmations, double[] selves)
    {
        int count = words.Count;
        double[] sum = new double[count];
        double[][] vectors = new double[count][];
        for (int i = 0; i < count; i++)
        {
            vectors[i] = new double[count];
            for (int j = 0; j < count; j++)
            {
                vectors[i][j] = i == j ? selves[words[i]] : confirmations[pairs.PairOf(words[i], words[j])];
                sum[j] += vectors[i][j];
            }
        }

        double total = 0;
        foreach (double[] vector in vectors)
        {
            double norms = Math.Sqrt(InOrder.Dot(vector, vector) * InOrder.Dot(sum, sum));
            total += norms > 0 ? InOrder.Dot(vector, sum) / norms : 0;
        }

        return total / count;
    }
}
