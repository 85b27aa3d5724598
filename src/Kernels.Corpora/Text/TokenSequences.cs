using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace Kernels.Corpora;

/// <summary>Takes a document as a sequence of word ids.</summary>
/// <param name="termIds">Its words in the order in which they stand, by id; −1 for a word the vocabulary lacks. Valid during the call.</param>
public delegate void TokenSequenceHandler(ReadOnlySpan<int> termIds);

/// <summary>Text as sequences of word ids: where the order of words matters, as in windows, and a bag of words is not enough.</summary>
/// <remarks>Words are cut as in <see cref="TextCorpusBuilder"/>. Stop words take no place in a sequence; other words that the vocabulary lacks do.</remarks>
internal sealed class TokenSequences : ITextReceiver
{
    /// <summary>A word the vocabulary lacks.</summary>
    internal const int Unknown = -1;

    private const int LeftOut = -2;

    private readonly TokenSequenceHandler _receive;
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _idsBySpan;
    private readonly List<int> _document = [];
    private readonly Tokenizer _tokenizer;

    public TokenSequences(TextOptions options, Vocabulary vocabulary, TokenSequenceHandler receive)
    {
        _receive = receive;
        _idsBySpan = _ids.GetAlternateLookup<ReadOnlySpan<char>>();
        _tokenizer = new Tokenizer(options.Lowercase, Add);
        for (int id = 0; id < vocabulary.Count; id++)
        {
            _ids.Add(vocabulary[id], id);
        }

        foreach (string word in options.StopWords.Words)
        {
            _ids[word] = LeftOut;
        }
    }

    public void Append(ReadOnlySpan<char> text) => _tokenizer.Feed(text);

    public void EndDocument()
    {
        _tokenizer.Flush();
        _receive(CollectionsMarshal.AsSpan(_document));
        _document.Clear();
    }

    private void Add(ReadOnlySpan<char> word)
    {
        int id = _idsBySpan.TryGetValue(word, out int known) ? known : Unknown;
        if (id != LeftOut)
        {
            _document.Add(id);
        }
    }
}
