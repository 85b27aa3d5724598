using System;
using System.Collections.Generic;
using System.Numerics.Tensors;
using System.Threading;
using System.Threading.Tasks;

namespace Kernels.Inference;

/// <summary>The words that describe a topic best: relevance r(w, k | ℓ) = ℓ·log p(w|k) + (1 − ℓ)·log(p(w|k) / p(w)), with ℓ in [0, 1].</summary>
/// <remarks>
/// At ℓ = 1 a topic's frequent words lead, at ℓ = 0 those that it has for itself. p(w|k) = λ_wk/Σ_w λ_wk and p(w) = Σ_k λ_wk/Σ λ, as the model has them, so within
/// a topic r orders words as (1 − ℓ)·log(λ_wk/Σ_k λ_wk) + ℓ·log λ_wk does. Equal words stand by λ_wk, then by λ_wk/Σ_k λ_wk, both descending, then by id.
/// Source: C. Sievert and K. Shirley, LDAvis: a method for visualizing and interpreting topics (2014).
/// </remarks>
/// <example>
/// <code>
/// File.WriteAllLines("notes.txt", ["apple pear red red", "wheel motor red red", "pear apple red", "motor wheel red"]);
/// LdaOptions options = new() { TopicCount = 2, Alpha = [0.1], Eta = [0.1], Passes = 20, Seed = 1 };
/// using CpuLdaDevice&lt;float&gt; device = new();
/// using LdaModel model = new LdaTrainer&lt;float&gt;(options, device).Fit(CorpusReader.Read("notes.txt"), out _);
/// double[] weights = RelevantWords.WordWeights(model);
/// int[][] words = RelevantWords.AtAnyWeighting(model, weights, count: 2);
/// foreach (int[] topic in words)
/// {
///     Console.WriteLine(string.Join(' ', topic.Select(word =&gt; $"{model.Vocabulary![word]} {weights[word]:F1}")));
/// }
/// // red 6.2 motor 2.2 wheel 2.2
/// // red 6.2 apple 2.2 pear 2.2
/// </code>
/// </example>
public static class RelevantWords
{
    private const int TopicValuesAtOnce = 1 << 22;

    /// <summary>Σ_k λ_wk of every word: V expected counts, with the prior.</summary>
    /// <param name="model">The model.</param>
    public static double[] WordWeights(LdaModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        double[] weights = new double[model.VocabularySize];
        double[] row = new double[model.TopicCount];
        for (int word = 0; word < weights.Length; word++)
        {
            model.ReadTopicWeights(word, row);
            foreach (double weight in row)
            {
                weights[word] += weight;
            }
        }

        return weights;
    }

    /// <summary>For every topic the words that are among its <paramref name="count"/> most relevant at some ℓ, and a few more: at any ℓ the first <paramref name="count"/> of these are the first of all words.</summary>
    /// <remarks>
    /// r is a straight line in ℓ, so a word whose line lies below those of <paramref name="count"/> others at both ends does so everywhere: such words are left out.
    /// Each stays out in floating point too, as neither a logarithm nor a sum turns an order round.
    /// </remarks>
    /// <param name="model">The model.</param>
    /// <param name="wordWeights">What <see cref="WordWeights"/> gave.</param>
    /// <param name="count">How many words are looked at together, ≥ 1.</param>
    /// <param name="threads">Threads; 0 for one a core. They do not show in the result.</param>
    /// <param name="cancellation">Looked at before each topic.</param>
    /// <returns>K lists of word ids, by descending weight.</returns>
    /// <exception cref="ArgumentException">Not V word weights.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A count below 1, or fewer than 0 threads.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static int[][] AtAnyWeighting(LdaModel model, ReadOnlyMemory<double> wordWeights, int count, int threads = 0, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        int words = model.VocabularySize;
        if (wordWeights.Length != words)
        {
            throw new ArgumentException($"There are {wordWeights.Length} word weights; expected {words}, one a word.", nameof(wordWeights));
        }

        var options = new ParallelOptions { MaxDegreeOfParallelism = threads == 0 ? Environment.ProcessorCount : threads, CancellationToken = cancellation };
        int[][] found = new int[model.TopicCount][];
        int block = Math.Clamp(TopicValuesAtOnce / words, 1, model.TopicCount);
        double[] lambda = new double[(long)block * words];
        for (int first = 0; first < model.TopicCount; first += block)
        {
            int topics = Math.Min(block, model.TopicCount - first);
            model.ReadTopics(first, topics, lambda);
            Parallel.For(0, topics, options, () => new double[words], (topic, _, ratios) =>
            {
                ReadOnlySpan<double> weights = lambda.AsSpan(topic * words, words);
                TensorPrimitives.Divide(weights, wordWeights.Span, ratios);
                found[first + topic] = Of(weights, ratios, count);
                return ratios;
            }, _ => { });
        }

        return found;
    }

    /// <summary>The words below which no <paramref name="count"/> others lie, in weight and in ratio.</summary>
    private static int[] Of(ReadOnlySpan<double> weights, double[] ratios, int count)
    {
        // What lies below all of the heaviest needs no sorting, and that is nearly everything.
        var heaviest = new PriorityQueue<int, (double Weight, double Ratio, int Reverse)>(count + 1);
        for (int word = 0; word < weights.Length; word++)
        {
            if (heaviest.Count < count)
            {
                heaviest.Enqueue(word, (weights[word], ratios[word], -word));
            }
            else if (heaviest.TryPeek(out _, out (double Weight, double Ratio, int Reverse) last) && (weights[word], ratios[word], -word).CompareTo(last) > 0)
            {
                heaviest.DequeueEnqueue(word, (weights[word], ratios[word], -word));
            }
        }

        bool[] isHeaviest = new bool[weights.Length];
        double least = double.PositiveInfinity;
        foreach ((int word, _) in heaviest.UnorderedItems)
        {
            isHeaviest[word] = true;
            least = Math.Min(least, ratios[word]);
        }

        var candidates = new List<(double Weight, double Ratio, int Reverse)>();
        for (int word = 0; word < weights.Length; word++)
        {
            if (isHeaviest[word] || ratios[word] > least)
            {
                candidates.Add((weights[word], ratios[word], -word));
            }
        }

        candidates.Sort((one, other) => other.CompareTo(one));
        var kept = new List<int>();
        var ratiosAbove = new PriorityQueue<double, double>(count + 1);
        foreach ((_, double ratio, int reverse) in candidates)
        {
            if (ratiosAbove.Count < count)
            {
                ratiosAbove.Enqueue(ratio, ratio);
            }
            else if (ratio > ratiosAbove.Peek())
            {
                ratiosAbove.DequeueEnqueue(ratio, ratio);
            }
            else
            {
                continue;
            }

            kept.Add(-reverse);
        }

        return [.. kept];
    }
}
