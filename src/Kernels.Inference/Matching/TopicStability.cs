using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace Kernels.Inference;

/// <summary>Two of several models, and how alike their matched topics are.</summary>
/// <param name="First">The place of the one.</param>
/// <param name="Second">The place of the other.</param>
/// <param name="MeanHellinger">Mean Hellinger distance of their matched topics.</param>
/// <param name="MeanJaccard">Mean Jaccard similarity of their top words.</param>
/// <param name="Matched">How many pairs of topics.</param>
public readonly record struct ModelPair(int First, int Second, double MeanHellinger, double MeanJaccard, int Matched);

/// <summary>A topic of the first model and its partners in the others.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="MeanHellinger">Mean Hellinger distance to its partners; NaN without one.</param>
/// <param name="MeanJaccard">Mean Jaccard similarity of top words with them; NaN without one.</param>
/// <param name="Partners">Models that hold a partner: fewer than the others where they have fewer topics.</param>
public readonly record struct StableTopic(int Topic, double MeanHellinger, double MeanJaccard, int Partners);

/// <summary>How far several models, say of several seeds, found the same topics.</summary>
/// <remarks>
/// The stability of Greene, O'Callaghan and Cunningham 2014: topics of each pair of models matched one to one, similarities averaged; here over every pair.
/// </remarks>
/// <example>
/// <code>
/// string[] lines = ["apple pear plum", "wheel brake motor", "plum apple pear apple", "motor wheel wheel", "pear plum", "brake motor"];
/// File.WriteAllLines("notes.txt", lines);
/// ICorpus corpus = CorpusReader.Read("notes.txt");
/// using CpuLdaDevice&lt;float&gt; device = new();
/// LdaOptions options = new() { TopicCount = 2, Alpha = [0.1], Eta = [0.1], Passes = 20 };
/// LdaModel[] models =
///     [.. Enumerable.Range(1, 3).Select(seed =&gt; new LdaTrainer&lt;float&gt;(options with { Seed = seed }, device).Fit(corpus, out _))];
/// TopicStability stability = TopicStability.Of(models, words: 3);
/// Console.WriteLine($"{stability.Pairs.Count} pairs: distance {stability.MeanHellinger:F2}, top words {stability.MeanJaccard:F2}");
/// // 3 pairs: distance 0.00, top words 1.00
/// foreach (LdaModel model in models)
/// {
///     model.Dispose();
/// }
/// </code>
/// </example>
public sealed record TopicStability
{
    /// <summary>Every pair of models.</summary>
    public required IReadOnlyList<ModelPair> Pairs { get; init; }

    /// <summary>The topics of the first model.</summary>
    public required IReadOnlyList<StableTopic> Topics { get; init; }

    /// <summary>Mean of the pairs' mean distances: 0 where all models are one.</summary>
    public required double MeanHellinger { get; init; }

    /// <summary>Mean of the pairs' mean similarities: 1 where all top words agree.</summary>
    public required double MeanJaccard { get; init; }

    /// <summary>Matches every pair of models.</summary>
    /// <param name="models">At least two.</param>
    /// <param name="words">Top words compared, at least 1.</param>
    /// <param name="threads">Threads; 0 for one a core. They do not show in the result.</param>
    /// <param name="progress">Told how many pairs are done.</param>
    /// <param name="cancellation">Looked at between runs of words.</param>
    /// <exception cref="ArgumentException">Fewer than two models, or two that cannot be compared.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static TopicStability Of(
        IReadOnlyList<LdaModel> models, int words = 10, int threads = 0, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(models);
        if (models.Count < 2)
        {
            throw new ArgumentException($"There are {models.Count} models; expected at least 2.", nameof(models));
        }

        var pairs = new List<ModelPair>();
        var ofFirst = new List<TopicMatch>();
        for (int first = 0; first < models.Count; first++)
        {
            for (int second = first + 1; second < models.Count; second++)
            {
                TopicMatching matching = TopicMatching.Between(models[first], models[second], words, threads, cancellation);
                pairs.Add(new ModelPair(first, second, matching.MeanHellinger, matching.MeanJaccard, matching.Matches.Count));
                ofFirst.AddRange(first == 0 ? matching.Matches : []);
                progress?.Report(pairs.Count);
            }
        }

        ILookup<int, TopicMatch> partners = ofFirst.ToLookup(match => match.First);
        return new TopicStability
        {
            Pairs = pairs,
            Topics = [.. Enumerable.Range(0, models[0].TopicCount).Select(topic => new StableTopic(
                topic,
                partners[topic].Select(match => match.Hellinger).DefaultIfEmpty(double.NaN).Average(),
                partners[topic].Select(match => match.Jaccard).DefaultIfEmpty(double.NaN).Average(),
                partners[topic].Count()))],
            MeanHellinger = pairs.Average(pair => pair.MeanHellinger),
            MeanJaccard = pairs.Average(pair => pair.MeanJaccard),
        };
    }
}
