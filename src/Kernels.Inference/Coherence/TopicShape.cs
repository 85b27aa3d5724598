using System;
using System.Collections.Generic;

namespace Kernels.Inference;

/// <summary>What a topic is like by itself, without a reference.</summary>
/// <example>
/// <code>
/// File.WriteAllLines("notes.txt", ["apple pear red red", "wheel motor red red", "pear apple red", "motor wheel red"]);
/// LdaOptions options = new() { TopicCount = 2, Alpha = [0.1], Eta = [0.1], Passes = 20, Seed = 1 };
/// using CpuLdaDevice&lt;float&gt; device = new();
/// using LdaModel model = new LdaTrainer&lt;float&gt;(options, device).Fit(CorpusReader.Read("notes.txt"), out _);
/// double[] exclusivity = TopicShape.Exclusivity(model, words: 3), effective = TopicShape.EffectiveWords(model);
/// for (int topic = 0; topic &lt; model.TopicCount; topic++)
/// {
///     string words = string.Join(' ', model.TopWords(topic, 3).Select(word =&gt; word.Word));
///     Console.WriteLine($"{words}: {exclusivity[topic]:F2} its own, {effective[topic]:F1} words");
/// }
/// // red motor wheel: 0.80 its own, 3.3 words
/// // red apple pear: 0.80 its own, 3.3 words
/// </code>
/// </example>
public static class TopicShape
{
    private const int WordsAtOnce = 256;

    /// <summary>How much of its top words a topic has for itself: the mean over its heaviest words w of β_kw/Σ_j β_jw, in (0, 1], K values.</summary>
    /// <remarks>The exclusivity of FREX (Bischof and Airoldi 2012), averaged over the top words; β is the mean λ_kw/Σ_w λ_kw.</remarks>
    /// <param name="model">The model.</param>
    /// <param name="words">How many of a topic's words, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 1 word.</exception>
    public static double[] Exclusivity(LdaModel model, int words)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(words, 1);
        double[] exclusivity = new double[model.TopicCount];
        double[] row = new double[model.TopicCount];
        IReadOnlyList<IReadOnlyList<LdaTopWord>> topWords = model.TopWords(words);
        for (int topic = 0; topic < exclusivity.Length; topic++)
        {
            foreach (LdaTopWord word in topWords[topic])
            {
                model.ReadTopicWeights(word.Id, row);
                double total = 0;
                for (int other = 0; other < row.Length; other++)
                {
                    total += row[other] / model.TopicTotals[other];
                }

                exclusivity[topic] += word.Probability / total / topWords[topic].Count;
            }
        }

        return exclusivity;
    }

    /// <summary>Over how many words a topic spreads: exp(−Σ_w β_kw ln β_kw), from 1 to V, K values.</summary>
    /// <remarks>The number of equally heavy words that have the topic's entropy (Hill 1973, order 1); β is the mean λ_kw/Σ_w λ_kw.</remarks>
    /// <param name="model">The model.</param>
    public static double[] EffectiveWords(LdaModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        double[] entropy = new double[model.TopicCount];
        double[] partial = new double[model.TopicCount];
        double[] probability = new double[model.TopicCount];
        double[] log = new double[model.TopicCount];
        for (int first = 0; first < model.VocabularySize; first += WordsAtOnce)
        {
            Array.Clear(partial);
            for (int word = first; word < Math.Min(model.VocabularySize, first + WordsAtOnce); word++)
            {
                model.ReadTopicWeights(word, probability);
                for (int topic = 0; topic < probability.Length; topic++)
                {
                    probability[topic] /= model.TopicTotals[topic];
                }

                SpecialFunctions.Log<double>(probability, log);
                for (int topic = 0; topic < probability.Length; topic++)
                {
                    partial[topic] -= probability[topic] * log[topic];
                }
            }

            for (int topic = 0; topic < entropy.Length; topic++)
            {
                entropy[topic] += partial[topic];
            }
        }

        SpecialFunctions.Exp<double>(entropy, entropy);
        return entropy;
    }
}
