using System;
using System.Collections.Generic;

namespace Kernels.Corpora;

/// <summary>The words of a corpus, by id, and the ids by word (ordinal comparison).</summary>
/// <example>
/// <code>
/// Vocabulary vocabulary = new(["apple", "pear", "plum"]);
/// Console.WriteLine(vocabulary.TryGetId("plum", out int id) ? $"{id} {vocabulary[id]}" : "unknown"); // 2 plum
/// Console.WriteLine(vocabulary.TryGetId("Plum", out _)); // False
/// </code>
/// </example>
public sealed class Vocabulary
{
    private readonly string[] _words;
    private readonly Dictionary<string, int> _ids;

    /// <summary>Takes the words in the order of their ids.</summary>
    /// <param name="words">Distinct words.</param>
    /// <exception cref="ArgumentException">A word stands twice.</exception>
    public Vocabulary(IEnumerable<string> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        _words = [.. words];
        _ids = new Dictionary<string, int>(_words.Length, StringComparer.Ordinal);
        for (int id = 0; id < _words.Length; id++)
        {
            if (!_ids.TryAdd(_words[id], id))
            {
                throw new ArgumentException($"The word \"{_words[id]}\" stands twice, as id {_ids[_words[id]]} and as id {id}.", nameof(words));
            }
        }
    }

    /// <summary>How many words.</summary>
    public int Count => _words.Length;

    /// <summary>The word of an id.</summary>
    /// <param name="id">In [0, Count).</param>
    public string this[int id] => _words[id];

    /// <summary>The words, by id.</summary>
    public IReadOnlyList<string> Words => _words;

    /// <summary>Finds a word's id.</summary>
    /// <param name="word">The word.</param>
    /// <param name="id">Its id, or −1.</param>
    /// <returns>Whether the word is known.</returns>
    public bool TryGetId(string word, out int id)
    {
        if (_ids.TryGetValue(word, out id))
        {
            return true;
        }

        id = -1;
        return false;
    }
}
