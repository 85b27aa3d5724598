using System;
using System.Collections.Generic;

namespace Kernels.Inference;

/// <summary>The words that two models both know, by their ids in each.</summary>
internal sealed class SharedWords
{
    private SharedWords(int[] first, int[] second, int onlyInFirst, int onlyInSecond) =>
        (First, Second, OnlyInFirst, OnlyInSecond) = (first, second, onlyInFirst, onlyInSecond);

    /// <summary>Ids in the first model, ascending.</summary>
    public int[] First { get; }

    /// <summary>Ids of the same words in the second model.</summary>
    public int[] Second { get; }

    /// <summary>Words that the second model does not know.</summary>
    public int OnlyInFirst { get; }

    /// <summary>Words that the first model does not know.</summary>
    public int OnlyInSecond { get; }

    /// <summary>Compares vocabularies (ordinal comparison); where a model has none, both must be of one size and are compared by number.</summary>
    /// <exception cref="ArgumentException">Sizes differ and there are no words to compare, or no word is shared.</exception>
    public static SharedWords Of(LdaModel first, LdaModel second)
    {
        var ids = new List<int>();
        var others = new List<int>();
        bool byWord = first.Vocabulary is not null && second.Vocabulary is not null;
        if (!byWord && first.VocabularySize != second.VocabularySize)
        {
            throw new ArgumentException(
                $"The models have {first.VocabularySize} and {second.VocabularySize} words; "
                + "expected as many of each, as without the words of both they are compared by number.");
        }

        for (int id = 0; id < first.VocabularySize; id++)
        {
            int other = id;
            if (!byWord || second.Vocabulary!.TryGetId(first.Vocabulary![id], out other))
            {
                ids.Add(id);
                others.Add(other);
            }
        }

        return ids.Count > 0
            ? new SharedWords([.. ids], [.. others], first.VocabularySize - ids.Count, second.VocabularySize - ids.Count)
            : throw new ArgumentException($"The models share none of their {first.VocabularySize} and {second.VocabularySize} words; expected at least one.");
    }
}
