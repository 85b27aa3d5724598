using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace Kernels.Inference;

/// <summary>A topic of one model beside a topic of another.</summary>
/// <param name="First">The topic of the first model.</param>
/// <param name="Second">The topic of the second model.</param>
/// <param name="Hellinger">Hellinger distance of their means over the shared words, from 0 (the same) to 1.</param>
/// <param name="Jaccard">Top words of both over top words of either, from 0 to 1 (the same).</param>
public readonly record struct TopicMatch(int First, int Second, double Hellinger, double Jaccard);

/// <summary>The topics of two models, one to one so that the sum of their Hellinger distances is the least.</summary>
/// <example>
/// <code>
/// string[] lines = ["apple pear plum", "wheel brake motor", "plum apple pear apple", "motor wheel wheel", "pear plum", "brake motor"];
/// File.WriteAllLines("notes.txt", lines);
/// ICorpus corpus = CorpusReader.Read("notes.txt");
/// using CpuLdaDevice&lt;float&gt; device = new();
/// LdaOptions options = new() { TopicCount = 2, Alpha = [0.1], Eta = [0.1], Passes = 20, Seed = 1 };
/// using LdaModel first = new LdaTrainer&lt;float&gt;(options, device).Fit(corpus, out _);
/// using LdaModel second = new LdaTrainer&lt;float&gt;(options with { Seed = 2 }, device).Fit(corpus, out _);
/// TopicMatching matching = TopicMatching.Between(first, second, words: 3);
/// foreach (TopicMatch match in matching.Matches)
/// {
///     Console.WriteLine($"{match.First} is {match.Second}: distance {match.Hellinger:F2}, top words {match.Jaccard:F2}");
/// }
/// // 0 is 1: distance 0.00, top words 1.00
/// // 1 is 0: distance 0.00, top words 1.00
/// </code>
/// </example>
public sealed record TopicMatching
{
    /// <summary>The pairs, by topic of the first model.</summary>
    public required IReadOnlyList<TopicMatch> Matches { get; init; }

    /// <summary>Topics of the first model that are left over, each with the nearest of the second.</summary>
    public required IReadOnlyList<TopicMatch> UnmatchedFirst { get; init; }

    /// <summary>Topics of the second model that are left over, each with the nearest of the first.</summary>
    public required IReadOnlyList<TopicMatch> UnmatchedSecond { get; init; }

    /// <summary>Mean Hellinger distance of the pairs.</summary>
    public required double MeanHellinger { get; init; }

    /// <summary>Mean Jaccard similarity of the pairs.</summary>
    public required double MeanJaccard { get; init; }

    /// <summary>Words that both models know.</summary>
    public required int SharedWords { get; init; }

    /// <summary>Words that only the first model knows.</summary>
    public required int WordsOnlyInFirst { get; init; }

    /// <summary>Words that only the second model knows.</summary>
    public required int WordsOnlyInSecond { get; init; }

    /// <summary>The part of the first model's topic weight that its shared words bear, from 0 to 1.</summary>
    public required double SharedWeightOfFirst { get; init; }

    /// <summary>The part of the second model's topic weight that its shared words bear, from 0 to 1.</summary>
    public required double SharedWeightOfSecond { get; init; }

    /// <summary>Matches the topics of two models; words are compared by name.</summary>
    /// <param name="first">A model.</param>
    /// <param name="second">Another one; it need not have as many topics.</param>
    /// <param name="words">Top words compared by <see cref="TopicMatch.Jaccard"/>, at least 1.</param>
    /// <param name="threads">Threads; 0 for one a core. They do not show in the result.</param>
    /// <param name="cancellation">Looked at between runs of words.</param>
    /// <remarks>Distances take V·K₁·K₂ steps, matching K₁²·K₂ (Jonker and Volgenant 1987).</remarks>
    /// <exception cref="ArgumentException">The models share no word, or cannot be compared: no vocabulary and another size.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static TopicMatching Between(LdaModel first, LdaModel second, int words = 10, int threads = 0, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentOutOfRangeException.ThrowIfLessThan(words, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        SharedWords shared = Inference.SharedWords.Of(first, second);
        double[] distances = HellingerDistances.Of(
            first, second, shared, threads == 0 ? Environment.ProcessorCount : threads, cancellation, out double[] firstTotals, out double[] secondTotals);
        int columns = second.TopicCount;
        int[] columnOf = Assignment.Minimum(distances, first.TopicCount, columns);
        var overlap = new TopWordOverlap(first, second, shared, words);
        TopicMatch Pair(int row, int column) => new(row, column, distances[(row * columns) + column], overlap.Jaccard(row, column));

        IEnumerable<int> rows = Enumerable.Range(0, first.TopicCount);
        TopicMatch[] matches = [.. rows.Where(row => columnOf[row] >= 0).Select(row => Pair(row, columnOf[row]))];
        return new TopicMatching
        {
            Matches = matches,
            UnmatchedFirst = [.. rows.Where(row => columnOf[row] < 0)
                .Select(row => Pair(row, Enumerable.Range(0, columns).MinBy(column => distances[(row * columns) + column])))],
            UnmatchedSecond = [.. Enumerable.Range(0, columns).Except(columnOf).Select(column => Pair(rows.MinBy(row => distances[(row * columns) + column]), column))],
            MeanHellinger = matches.Average(match => match.Hellinger),
            MeanJaccard = matches.Average(match => match.Jaccard),
            SharedWords = shared.First.Length,
            WordsOnlyInFirst = shared.OnlyInFirst,
            WordsOnlyInSecond = shared.OnlyInSecond,
            SharedWeightOfFirst = Math.Min(1, firstTotals.Sum() / first.TopicTotals.Sum()),
            SharedWeightOfSecond = Math.Min(1, secondTotals.Sum() / second.TopicTotals.Sum()),
        };
    }
}
