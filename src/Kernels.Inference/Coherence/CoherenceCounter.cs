using System;
using System.Collections.Generic;
using System.Linq;

namespace Kernels.Inference;

/// <summary>Counts a reference once for all measures, then computes them.</summary>
internal sealed class CoherenceCounter
{
    private readonly int[][] _topics;
    private readonly IReadOnlyList<CoherenceMeasure> _measures;
    private readonly CoherenceSettings _settings;
    private readonly TopicWordPairs _pairs;
    private readonly WindowCounts[] _counts;
    private readonly bool[] _seen;
    private int _documents;

    /// <param name="topics">The words of each topic, heaviest first, in [0, <paramref name="wordCount"/>).</param>
    /// <param name="wordCount">Distinct words.</param>
    /// <param name="measures">Which.</param>
    /// <param name="settings">How.</param>
    public CoherenceCounter(int[][] topics, int wordCount, IReadOnlyList<CoherenceMeasure> measures, CoherenceSettings settings)
    {
        (_topics, _measures, _settings, _seen) = (topics, measures, settings, new bool[wordCount]);
        _pairs = new TopicWordPairs(topics, wordCount);
        _counts = [.. measures.Select(settings.WindowOf).Distinct().Select(size => new WindowCounts(size, _pairs))];
    }

    /// <summary>Adds a document: its words in their order, negative for a word that no topic has.</summary>
    public void Add(ReadOnlySpan<int> document)
    {
        foreach (WindowCounts counts in _counts)
        {
            counts.Add(document);
        }

        foreach (int word in document)
        {
            if (word >= 0)
            {
                _seen[word] = true;
            }
        }

        _documents++;
    }

    /// <summary>The measures.</summary>
    public TopicCoherences Result(Func<int, string> nameOf) => new(
        [.. _measures.Select(Measure)],
        [.. _topics.Select(words => words.Where(word => !_seen[word]).Select(nameOf).ToArray())],
        _documents);

    private TopicCoherence Measure(CoherenceMeasure measure)
    {
        double[] values = new double[_topics.Length];
        Func<int[], double> coherence = CoherenceOf(measure);
        for (int topic = 0; topic < values.Length; topic++)
        {
            int[] words = Array.FindAll(_topics[topic], word => _seen[word]);
            values[topic] = words.Length < 2 ? double.NaN : coherence(words);
        }

        return new TopicCoherence(measure, values, values.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average());
    }

    private Func<int[], double> CoherenceOf(CoherenceMeasure measure)
    {
        WindowCounts counts = Array.Find(_counts, counts => counts.Size == _settings.WindowOf(measure))!;
        switch (measure)
        {
            case CoherenceMeasure.UMass:
                return words => PairConfirmation.LogConditional(words, counts, _pairs, _settings.UMassSmoothing);
            case CoherenceMeasure.CUci:
                double[] ratios = PairConfirmation.LogRatio(counts, _pairs, _settings.Epsilon);
                return words => MeanOfPairs(words, ratios);
            case CoherenceMeasure.CNpmi:
                double[] normalized = PairConfirmation.NormalizedLogRatio(counts, _pairs, _settings.Epsilon);
                return words => MeanOfPairs(words, normalized);
            default:
                double[] confirmations = PairConfirmation.NormalizedLogRatio(counts, _pairs, _settings.Epsilon);
                double[] selves = PairConfirmation.NormalizedLogRatioOfSelf(counts, _settings.Epsilon);
                return words => ContextVectors.Coherence(words, _pairs, confirmations, selves);
        }
    }

    private double MeanOfPairs(int[] words, double[] values)
    {
        double sum = 0;
        for (int i = 0; i < words.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                sum += values[_pairs.PairOf(words[i], words[j])];
            }
        }

        return sum / (words.Length * (words.Length - 1) / 2);
    }
}
