using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Kernels.Inference;

namespace Kernels.Cli.Report;

/// <summary>The part of λ that goes into a report, word by word: what every topic's list of words needs, and each word's main topics as far as there is room.</summary>
internal sealed class WordTable
{
    /// <summary>Words of a topic that are seen at once.</summary>
    public const int WordsOfTopic = 30;

    private const int MostWords = 100_000;

    /// <summary>An entry is 8 bytes of the page; a model that fits goes in whole.</summary>
    private const int MostEntries = 600_000;
    private const double UsualLeastShare = 0.01;

    private readonly List<ushort> _topics = [];
    private readonly List<float> _lambda = [];
    private readonly List<ushort> _counts = [];

    private WordTable(int[] words, double[] weights)
    {
        Words = words;
        Weights = Array.ConvertAll(words, word => weights[word]);
        LeftOut = weights.Length - words.Length;
    }

    /// <summary>Ids of the words, ascending.</summary>
    public IReadOnlyList<int> Words { get; }

    /// <summary>Σ_k λ of each.</summary>
    public double[] Weights { get; }

    /// <summary>How many topics each has here.</summary>
    public IReadOnlyList<ushort> Counts => _counts;

    /// <summary>The topics of the first word, ascending, of the second, …</summary>
    public IReadOnlyList<ushort> Topics => _topics;

    /// <summary>λ in each of them.</summary>
    public IReadOnlyList<float> Lambda => _lambda;

    /// <summary>Words of the model that are not here.</summary>
    public int LeftOut { get; }

    /// <summary>The weight of the heaviest of them.</summary>
    public double HeaviestLeftOut { get; private init; }

    /// <summary>A topic that has a smaller share of a word is not told of it, unless the word leads the topic; 0 where all are.</summary>
    public double LeastShare { get; private init; }

    /// <summary>The most topics that a word is told of beside those that it leads.</summary>
    public int MostTopics { get; private init; }

    /// <summary>Chooses what goes in.</summary>
    public static WordTable Of(LdaModel model, int threads, CancellationToken stop)
    {
        double[] weights = RelevantWords.WordWeights(model);
        List<ushort>?[] led = new List<ushort>?[weights.Length];
        int[][] leading = RelevantWords.AtAnyWeighting(model, weights, WordsOfTopic, threads, stop);
        for (int topic = 0; topic < leading.Length; topic++)
        {
            Array.ForEach(leading[topic], word => (led[word] ??= []).Add((ushort)topic));
        }

        int[] heaviest = [.. Enumerable.Range(0, weights.Length).OrderByDescending(word => weights[word])];
        int[] words = [.. heaviest.Take(MostWords).Union(heaviest.Skip(MostWords).Where(word => led[word] is not null)).Order()];
        int mostTopics = Math.Min(model.TopicCount, Math.Max(1, MostEntries / words.Length));
        WordTable table = new(words, weights)
        {
            HeaviestLeftOut = heaviest.Skip(MostWords).Where(word => led[word] is null).Select(word => weights[word]).FirstOrDefault(),
            LeastShare = mostTopics == model.TopicCount ? 0 : UsualLeastShare,
            MostTopics = mostTopics,
        };
        double[] row = new double[model.TopicCount];
        for (int i = 0; i < words.Length; i++)
        {
            stop.ThrowIfCancellationRequested();
            model.ReadTopicWeights(words[i], row);
            table.Add(row, led[words[i]], table.LeastShare * weights[words[i]]);
        }

        return table;
    }

    private void Add(double[] row, List<ushort>? led, double least)
    {
        int[] main = [.. Enumerable.Range(0, row.Length).Where(topic => row[topic] >= least)];
        if (main.Length > MostTopics)
        {
            main = [.. main.OrderByDescending(topic => row[topic]).Take(MostTopics)];
        }

        int before = _topics.Count;
        foreach (int topic in main.Union(led?.Select(topic => (int)topic) ?? []).Order())
        {
            _topics.Add((ushort)topic);
            _lambda.Add((float)row[topic]);
        }

        _counts.Add((ushort)(_topics.Count - before));
    }
}
