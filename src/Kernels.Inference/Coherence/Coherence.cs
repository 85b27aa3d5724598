using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Kernels.Corpora;

namespace Kernels.Inference;

/// <summary>The coherence of topics: how well their top words go together in a reference corpus.</summary>
/// <example>
/// <code>
/// string[] reference = ["apple and pear", "pear, plum and apple", "wheel and motor", "motor, brake and wheel", "plum and pear"];
/// File.WriteAllLines("reference.txt", reference);
/// string[][] topics = [["apple", "pear", "plum"], ["wheel", "plum", "motor"]];
/// TopicCoherences coherences = Coherence.OfText(topics, "reference.txt", [CoherenceMeasure.CNpmi, CoherenceMeasure.UMass]);
/// foreach (TopicCoherence coherence in coherences.Measures)
/// {
///     Console.WriteLine($"{coherence.Measure}: {coherence.Topics[0]:F3} {coherence.Topics[1]:F3}");
/// }
/// // CNpmi: 0.418 -0.289
/// // UMass: 0.135 -0.327
/// </code>
/// </example>
public static class Coherence
{
    private const int DocumentsAtOnce = 256;

    /// <summary><see cref="CoherenceMeasure.UMass"/> from bags of words, which hold no windows.</summary>
    /// <param name="model">The model.</param>
    /// <param name="reference">The documents: those of training by custom. Matched to the model by word.</param>
    /// <param name="settings">How; null for the defaults.</param>
    /// <param name="cancellation">Looked at between runs of documents.</param>
    /// <exception cref="ArgumentException">The corpus does not fit the model, or a setting is out of range.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static TopicCoherences OfBags(LdaModel model, ICorpus reference, CoherenceSettings? settings = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        settings = (settings ?? new CoherenceSettings()).Checked();
        ICorpus corpus = model.Match(reference, cancellation).Corpus;
        IReadOnlyList<IReadOnlyList<LdaTopWord>> topWords = model.TopWords(settings.Words);
        int[] distinct = [.. topWords.SelectMany(topic => topic.Select(word => word.Id)).Distinct()];
        int[] slots = new int[model.VocabularySize];
        Array.Fill(slots, -1);
        for (int slot = 0; slot < distinct.Length; slot++)
        {
            slots[distinct[slot]] = slot;
        }

        int[][] topics = [.. topWords.Select(topic => topic.Select(word => slots[word.Id]).ToArray())];
        var counter = new CoherenceCounter(topics, distinct.Length, [CoherenceMeasure.UMass], settings);
        int[] words = new int[corpus.LargestDocument];
        for (int first = 0; first < corpus.DocumentCount; first += DocumentsAtOnce)
        {
            cancellation.ThrowIfCancellationRequested();
            DocumentBlock block = corpus.Read(first, Math.Min(DocumentsAtOnce, corpus.DocumentCount - first));
            for (int document = 0; document < block.Count; document++)
            {
                ReadOnlySpan<int> ids = block.TermIdsOf(document);
                for (int i = 0; i < ids.Length; i++)
                {
                    words[i] = slots[ids[i]];
                }

                counter.Add(words.AsSpan(0, ids.Length));
            }
        }

        return counter.Result(slot => model.Vocabulary?[distinct[slot]] ?? $"#{distinct[slot]}");
    }

    /// <summary>Any measures, from text.</summary>
    /// <param name="model">The model, with its words.</param>
    /// <param name="path">A text file, a folder of them, or <c>-</c> for standard input.</param>
    /// <param name="measures">Which.</param>
    /// <param name="settings">How; null for the defaults.</param>
    /// <param name="options">How text is read; null for the defaults. Stop words take no place in a window.</param>
    /// <param name="cancellation">Looked at while reading.</param>
    /// <exception cref="ArgumentException">The model has no words, the file is no text, or a setting is out of range.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static TopicCoherences OfText(
        LdaModel model,
        string path,
        IReadOnlyList<CoherenceMeasure> measures,
        CoherenceSettings? settings = null,
        CorpusReadOptions? options = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Vocabulary is null)
        {
            throw new ArgumentException("The model has no words; expected a vocabulary, as words of text have no numbers.", nameof(model));
        }

        settings = (settings ?? new CoherenceSettings()).Checked();
        return OfText([.. model.TopWords(settings.Words).Select(topic => topic.Select(word => word.Word!).ToArray())], path, measures, settings, options, cancellation);
    }

    /// <summary>Any measures, from text, of topics given by their words.</summary>
    /// <param name="topics">The words of each topic, heaviest first, each once.</param>
    /// <param name="path">A text file, a folder of them, or <c>-</c> for standard input.</param>
    /// <param name="measures">Which.</param>
    /// <param name="settings">How; null for the defaults. Of a topic no more words are taken than it says.</param>
    /// <param name="options">How text is read; null for the defaults. Stop words take no place in a window.</param>
    /// <param name="cancellation">Looked at while reading.</param>
    /// <exception cref="ArgumentException">A word stands twice in a topic, the file is no text, or a setting is out of range.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static TopicCoherences OfText(
        IReadOnlyList<IReadOnlyList<string>> topics,
        string path,
        IReadOnlyList<CoherenceMeasure> measures,
        CoherenceSettings? settings = null,
        CorpusReadOptions? options = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(topics);
        ArgumentNullException.ThrowIfNull(measures);
        settings = (settings ?? new CoherenceSettings()).Checked();
        string[][] taken = [.. topics.Select(topic => topic.Take(settings.Words).ToArray())];
        if (Array.Find(taken, topic => topic.Distinct().Count() < topic.Length) is { } twice)
        {
            throw new ArgumentException($"A topic holds a word twice: {string.Join(' ', twice)}; expected each once.", nameof(topics));
        }

        var words = new Vocabulary(taken.SelectMany(topic => topic).Distinct());
        var counter = new CoherenceCounter(
            [.. taken.Select(topic => topic.Select(word => words.TryGetId(word, out int id) ? id : -1).ToArray())], words.Count, measures, settings);
        TextSequences.Read(path, words, counter.Add, options, cancellation);
        return counter.Result(slot => words[slot]);
    }
}
