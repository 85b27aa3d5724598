using System;
using System.Collections.Generic;
using System.Text;
using System.Text.Unicode;

namespace Kernels.Corpora;

/// <summary>Numbers the words of a file as they come, or as a given vocabulary does.</summary>
internal sealed class NamedWords
{
    private const int LeftOut = -1;

    private readonly Vocabulary? _given;
    private readonly List<string> _words = [];
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _idsBySpan;
    private char[] _characters = new char[256];

    internal NamedWords(Vocabulary? given)
    {
        _given = given;
        _idsBySpan = _ids.GetAlternateLookup<ReadOnlySpan<char>>();
        for (int id = 0; id < (given?.Count ?? 0); id++)
        {
            _ids.Add(given![id], id);
        }
    }

    /// <summary>The given vocabulary, or the words that came.</summary>
    internal Vocabulary Vocabulary => _given ?? new Vocabulary(_words);

    /// <summary>A word's id, −1 where the given vocabulary lacks it; false where the bytes are no text.</summary>
    internal bool TryGetId(ReadOnlySpan<byte> word, out int id)
    {
        id = LeftOut;
        if (!Utf8.IsValid(word) || word.Contains((byte)0))
        {
            return false;
        }

        if (_characters.Length < word.Length)
        {
            _characters = new char[2 * word.Length];
        }

        ReadOnlySpan<char> text = _characters.AsSpan(0, Encoding.UTF8.GetChars(word, _characters));
        if (!_idsBySpan.TryGetValue(text, out id))
        {
            id = LeftOut;
            if (_given is null)
            {
                id = _words.Count;
                string kept = text.ToString();
                _words.Add(kept);
                _ids.Add(kept, id);
            }
        }

        return true;
    }
}
