using System;
using System.Collections.Generic;
using System.Threading;

namespace Kernels.Corpora;

/// <summary>Collects documents given as text into a <see cref="SparseCorpus"/> with its vocabulary.</summary>
/// <example>
/// <code>
/// TextCorpusBuilder text = new(new TextOptions { MinDocumentFrequency = 2 });
/// text.AddDocument("The brakes squeal.");
/// text.AddDocument("Good brakes, and a good motor!");
/// text.AddDocument("A motor that squeals: no good.");
/// SparseCorpus corpus = text.Build();
/// Console.WriteLine(string.Join(' ', corpus.Vocabulary!.Words)); // brakes good motor
/// Console.WriteLine(string.Join(' ', corpus.Read(1, 1).CountsOf(0).ToArray())); // 1 2 1
/// </code>
/// </example>
public sealed class TextCorpusBuilder : ITextReceiver
{
    private const int LeftOut = -1;

    private readonly TextOptions _options;
    private readonly Vocabulary? _vocabulary;
    private readonly SparseCorpusBuilder _documents;
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _idsBySpan;
    private readonly List<string> _words = [];
    private readonly Tokenizer _tokenizer;

    /// <summary>Starts without a document.</summary>
    /// <param name="options">How text becomes words; null for the defaults.</param>
    /// <param name="vocabulary">The words to take, with their ids; null: those that come, within the options' limits.</param>
    /// <exception cref="ArgumentOutOfRangeException">A limit of the options is negative, not a number or (the number to keep) zero.</exception>
    public TextCorpusBuilder(TextOptions? options = null, Vocabulary? vocabulary = null)
    {
        _options = options ?? new TextOptions();
        if (!(_options.MinDocumentFrequency >= 0))
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), $"The smallest document frequency is {_options.MinDocumentFrequency}; it must not be negative.");
        }

        if (!(_options.MaxDocumentFrequency > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(options), $"The largest document frequency is {_options.MaxDocumentFrequency}; it must be positive.");
        }

        if (_options.Keep < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(options), $"{_options.Keep} words are to be kept; it must be at least one.");
        }

        _vocabulary = vocabulary;
        _documents = new SparseCorpusBuilder(vocabulary?.Count ?? 0);
        _idsBySpan = _ids.GetAlternateLookup<ReadOnlySpan<char>>();
        _tokenizer = new Tokenizer(_options.Lowercase, AddWord);
        if (vocabulary is not null)
        {
            for (int id = 0; id < vocabulary.Count; id++)
            {
                _ids.Add(vocabulary[id], id);
            }
        }
        else
        {
            foreach (string word in _options.StopWords.Words)
            {
                _ids.Add(word, LeftOut);
            }
        }
    }

    /// <summary>Documents ended so far.</summary>
    public int DocumentCount => _documents.DocumentCount;

    /// <summary>Words met that the given vocabulary lacks, each as often as it was met; 0 without one.</summary>
    public long UnknownTokens { get; private set; }

    /// <summary>Adds text to the document that is being built; a word may go on in the next piece.</summary>
    /// <param name="text">Any piece of it.</param>
    public void Append(ReadOnlySpan<char> text) => _tokenizer.Feed(text);

    /// <summary>Ends the document that is being built; without a word it is an empty one.</summary>
    public void EndDocument()
    {
        _tokenizer.Flush();
        _documents.EndDocument();
    }

    /// <summary>Adds a whole document.</summary>
    /// <param name="text">Its text.</param>
    public void AddDocument(ReadOnlySpan<char> text)
    {
        Append(text);
        EndDocument();
    }

    /// <summary>Applies the limits and hands the documents over.</summary>
    /// <param name="cancellation">Looked at before each document.</param>
    /// <returns>The corpus, with its vocabulary. Documents without a word are kept.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public SparseCorpus Build(CancellationToken cancellation = default)
    {
        if (_vocabulary is not null)
        {
            return _documents.Build(_vocabulary);
        }

        SparseCorpus all = _documents.Build();
        int[] newIds = ChooseWords(all, out string[] words);
        SparseCorpusBuilder chosen = new(words.Length, all.PairCount);
        for (int d = 0; d < all.DocumentCount; d++)
        {
            cancellation.ThrowIfCancellationRequested();
            DocumentBlock document = all.Read(d, 1);
            for (int p = 0; p < document.TermIds.Length; p++)
            {
                int id = newIds[document.TermIds[p]];
                if (id != LeftOut)
                {
                    chosen.Add(id, document.Counts[p]);
                }
            }

            chosen.EndDocument();
        }

        return chosen.Build(new Vocabulary(words));
    }

    /// <summary>The words that stay, in ordinal order, and the new id of each old one.</summary>
    private int[] ChooseWords(SparseCorpus all, out string[] words)
    {
        int[] documents = new int[_words.Count];
        double[] tokens = new double[_words.Count];
        for (int d = 0; d < all.DocumentCount; d++)
        {
            DocumentBlock document = all.Read(d, 1);
            for (int p = 0; p < document.TermIds.Length; p++)
            {
                documents[document.TermIds[p]]++;
                tokens[document.TermIds[p]] += document.Counts[p];
            }
        }

        double fewest = _options.MinDocumentFrequency < 1 ? _options.MinDocumentFrequency * all.DocumentCount : _options.MinDocumentFrequency;
        double most = _options.MaxDocumentFrequency <= 1 ? _options.MaxDocumentFrequency * all.DocumentCount : _options.MaxDocumentFrequency;
        List<int> kept = [];
        for (int id = 0; id < documents.Length; id++)
        {
            if (documents[id] >= fewest && documents[id] <= most)
            {
                kept.Add(id);
            }
        }

        if (_options.Keep < kept.Count)
        {
            kept.Sort((a, b) => tokens[a] != tokens[b] ? tokens[b].CompareTo(tokens[a]) : string.CompareOrdinal(_words[a], _words[b]));
            kept.RemoveRange(_options.Keep.Value, kept.Count - _options.Keep.Value);
        }

        kept.Sort((a, b) => string.CompareOrdinal(_words[a], _words[b]));
        int[] newIds = new int[documents.Length];
        Array.Fill(newIds, LeftOut);
        words = new string[kept.Count];
        for (int id = 0; id < words.Length; id++)
        {
            newIds[kept[id]] = id;
            words[id] = _words[kept[id]];
        }

        return newIds;
    }

    private void AddWord(ReadOnlySpan<char> word)
    {
        if (_idsBySpan.TryGetValue(word, out int id))
        {
            if (id != LeftOut)
            {
                _documents.AddChecked(id, 1);
            }
        }
        else if (_vocabulary is not null)
        {
            UnknownTokens++;
        }
        else
        {
            string text = word.ToString();
            _ids.Add(text, _words.Count);
            _documents.AddChecked(_words.Count, 1);
            _words.Add(text);
        }
    }
}
