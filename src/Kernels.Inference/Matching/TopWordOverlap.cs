using System.Collections.Generic;
using System.Linq;

namespace Kernels.Inference;

/// <summary>How many top words topics of two models have in common.</summary>
internal sealed class TopWordOverlap
{
    private readonly HashSet<int>[] _first;
    private readonly HashSet<int>[] _second;

    public TopWordOverlap(LdaModel first, LdaModel second, SharedWords shared, int words)
    {
        // A word of the second model by its id in the first; one that the first does not know by a number of its own, below 0.
        var idsInFirst = new Dictionary<int, int>(shared.Second.Length);
        for (int i = 0; i < shared.Second.Length; i++)
        {
            idsInFirst.Add(shared.Second[i], shared.First[i]);
        }

        _first = [.. first.TopWords(words).Select(topic => topic.Select(word => word.Id).ToHashSet())];
        _second = [.. second.TopWords(words).Select(topic => topic.Select(word => idsInFirst.GetValueOrDefault(word.Id, ~word.Id)).ToHashSet())];
    }

    /// <summary>|A ∩ B|/|A ∪ B|.</summary>
    public double Jaccard(int first, int second)
    {
        int both = _first[first].Count(_second[second].Contains);
        return (double)both / (_first[first].Count + _second[second].Count - both);
    }
}
