using System;
using System.Collections.Generic;
using System.Linq;
using static Kernels.Tests.Reference.PlainFunctions;

namespace Kernels.Inference.Tests;

/// <summary>log p(w) of tiny corpora, summed over every assignment of topics to tokens.</summary>
internal static class ExactLda
{
    /// <summary>ln p(w | α, β) of one document with known topics: Σ_z of Dirichlet–multinomial p(z | α) times Π β_{z_n w_n}.</summary>
    public static double LogProbability(double[][] beta, double[] alpha, int[] tokens) => LogSumExp(
        [.. Assignments(beta.Length, tokens.Length).Select(z => LogPolya(alpha, z) + z.Select((topic, n) => Math.Log(beta[topic][tokens[n]])).Sum())]);

    /// <summary>ln p(w) of documents that share unknown topics β_k ~ Dir(λ_k): Σ_z Π_d p(z_d | α)·Π_k p(words of topic k | λ_k).</summary>
    public static double LogProbability(double[][] lambda, double[] alpha, int[][] documents)
    {
        int[] words = [.. documents.SelectMany(document => document)];
        return LogSumExp([.. Assignments(lambda.Length, words.Length).Select(z =>
        {
            double sum = 0;
            int start = 0;
            foreach (int[] document in documents)
            {
                sum += LogPolya(alpha, z[start..(start + document.Length)]);
                start += document.Length;
            }

            return sum + Enumerable.Range(0, lambda.Length).Sum(topic => LogPolya(lambda[topic], [.. words.Where((_, n) => z[n] == topic)]));
        })]);
    }

    /// <summary>ln of Γ(Σa)/Γ(Σa + N)·Π_i Γ(a_i + n_i)/Γ(a_i): a sequence drawn from Dir(a), in its order.</summary>
    private static double LogPolya(double[] prior, int[] sequence)
    {
        double sum = LogGamma(prior.Sum()) - LogGamma(prior.Sum() + sequence.Length);
        foreach (IGrouping<int, int> value in sequence.GroupBy(value => value))
        {
            sum += LogGamma(prior[value.Key] + value.Count()) - LogGamma(prior[value.Key]);
        }

        return sum;
    }

    private static IEnumerable<int[]> Assignments(int topics, int tokens)
    {
        for (int code = 0; code < Math.Pow(topics, tokens); code++)
        {
            int[] z = new int[tokens];
            for (int n = 0, rest = code; n < tokens; n++, rest /= topics)
            {
                z[n] = rest % topics;
            }

            yield return z;
        }
    }
}
