using System.Collections.Generic;

namespace Kernels.Inference;

/// <summary>The pairs of words that stand in a topic together, each once however many topics share it.</summary>
internal sealed class TopicWordPairs
{
    private readonly Dictionary<(int Lower, int Upper), int> _pairs = [];
    private readonly List<(int Partner, int Pair)>[] _partners;

    /// <param name="topics">The words of each topic, in [0, <paramref name="wordCount"/>).</param>
    /// <param name="wordCount">How many words there are in all.</param>
    public TopicWordPairs(int[][] topics, int wordCount)
    {
        _partners = new List<(int, int)>[wordCount];
        for (int word = 0; word < wordCount; word++)
        {
            _partners[word] = [];
        }

        foreach (int[] words in topics)
        {
            for (int i = 0; i < words.Length; i++)
            {
                for (int j = 0; j < i; j++)
                {
                    Add(words[i], words[j]);
                }
            }
        }
    }

    /// <summary>How many words.</summary>
    public int WordCount => _partners.Length;

    /// <summary>How many pairs.</summary>
    public int PairCount => _pairs.Count;

    /// <summary>The pairs, each with its number.</summary>
    public IReadOnlyDictionary<(int Lower, int Upper), int> Pairs => _pairs;

    /// <summary>The number of a pair that stands in a topic, in either order.</summary>
    public int PairOf(int left, int right) => _pairs[Ordered(left, right)];

    /// <summary>The partners of a word that have a higher number, and the number of the pair.</summary>
    public List<(int Partner, int Pair)> PartnersOf(int word) => _partners[word];

    private static (int Lower, int Upper) Ordered(int left, int right) => left < right ? (left, right) : (right, left);

    private void Add(int left, int right)
    {
        (int lower, int upper) = Ordered(left, right);
        if (_pairs.TryAdd((lower, upper), _pairs.Count))
        {
            _partners[lower].Add((upper, _pairs.Count - 1));
        }
    }
}
