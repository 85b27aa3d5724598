using System;
using System.Collections.Generic;

namespace Kernels.Inference;

/// <summary>Picks the heaviest words of topics in one pass over λ.</summary>
internal static class LdaTopWords
{
    public static LdaTopWord[][] Of(LdaModel model, int firstTopic, int topics, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        count = Math.Min(count, model.VocabularySize);
        double[] row = new double[model.TopicCount];
        var kept = new PriorityQueue<int, (double Weight, int Reverse)>[topics];
        for (int i = 0; i < topics; i++)
        {
            kept[i] = new PriorityQueue<int, (double, int)>(count + 1);
        }

        for (int word = 0; word < model.VocabularySize && count > 0; word++)
        {
            model.ReadTopicWeights(word, row);
            for (int i = 0; i < topics; i++)
            {
                Offer(kept[i], word, row[firstTopic + i], count);
            }
        }

        var top = new LdaTopWord[topics][];
        for (int i = 0; i < topics; i++)
        {
            top[i] = Ordered(kept[i], model, model.TopicTotals[firstTopic + i]);
        }

        return top;
    }

    /// <summary>The queue's head is the lightest kept, and among equals the one with the highest id.</summary>
    private static void Offer(PriorityQueue<int, (double Weight, int Reverse)> kept, int word, double weight, int count)
    {
        if (kept.Count < count)
        {
            kept.Enqueue(word, (weight, -word));
        }
        else if (kept.TryPeek(out _, out (double Weight, int Reverse) lightest) && weight > lightest.Weight)
        {
            kept.DequeueEnqueue(word, (weight, -word));
        }
    }

    private static LdaTopWord[] Ordered(PriorityQueue<int, (double Weight, int Reverse)> kept, LdaModel model, double total)
    {
        var words = new LdaTopWord[kept.Count];
        for (int i = words.Length - 1; i >= 0; i--)
        {
            kept.TryDequeue(out int word, out (double Weight, int Reverse) place);
            words[i] = new LdaTopWord(word, model.Vocabulary?[word], place.Weight / total);
        }

        return words;
    }
}
