using System;
using System.Collections.Generic;

namespace Kernels.Inference;

/// <summary>How far two words confirm each other, from the windows that hold them: for every pair of <see cref="TopicWordPairs"/>, and for a word with itself.</summary>
internal static class PairConfirmation
{
    /// <summary>ln((p(v, w) + ε)/(p(v)·p(w))), a value a pair; NaN where one of the two never stands.</summary>
    public static double[] LogRatio(WindowCounts counts, TopicWordPairs pairs, double epsilon)
    {
        double[] values = new double[pairs.PairCount];
        foreach (((int lower, int upper), int pair) in pairs.Pairs)
        {
            values[pair] = Ratio(Share(counts, counts.Pairs[pair]), Share(counts, counts.Words[lower]), Share(counts, counts.Words[upper]), epsilon);
        }

        SpecialFunctions.Log<double>(values, values);
        return values;
    }

    /// <summary>The same over −ln(p(v, w) + ε): normalised pointwise mutual information (Bouma 2009).</summary>
    public static double[] NormalizedLogRatio(WindowCounts counts, TopicWordPairs pairs, double epsilon) =>
        Normalized(LogRatio(counts, pairs, epsilon), counts.Pairs, counts, epsilon);

    /// <summary>The same for a word with itself, p(w, w) = p(w).</summary>
    public static double[] NormalizedLogRatioOfSelf(WindowCounts counts, double epsilon)
    {
        double[] values = Array.ConvertAll(counts.Words, count => Ratio(Share(counts, count), Share(counts, count), Share(counts, count), epsilon));
        SpecialFunctions.Log<double>(values, values);
        return Normalized(values, counts.Words, counts, epsilon);
    }

    /// <summary>Mean over the pairs of a topic's words of ln((D(v, w) + s)/D(w)), w before v.</summary>
    /// <param name="words">Heaviest first; each stands somewhere.</param>
    /// <param name="counts">Of documents.</param>
    /// <param name="pairs">What they count.</param>
    /// <param name="smoothing">s.</param>
    public static double LogConditional(IReadOnlyList<int> words, WindowCounts counts, TopicWordPairs pairs, double smoothing)
    {
        var ratios = new List<double>();
        for (int later = 1; later < words.Count; later++)
        {
            for (int earlier = 0; earlier < later; earlier++)
            {
                ratios.Add((counts.Pairs[pairs.PairOf(words[earlier], words[later])] + smoothing) / counts.Words[words[earlier]]);
            }
        }

        double[] logs = [.. ratios];
        SpecialFunctions.Log<double>(logs, logs);
        return InOrder.Sum(logs) / logs.Length;
    }

    private static double Share(WindowCounts counts, long count) => (double)count / counts.Windows;

    private static double Ratio(double both, double left, double right, double epsilon) => left > 0 && right > 0 ? (both + epsilon) / (left * right) : double.NaN;

    private static double[] Normalized(double[] logRatios, long[] both, WindowCounts counts, double epsilon)
    {
        double[] logs = Array.ConvertAll(both, count => Share(counts, count) + epsilon);
        SpecialFunctions.Log<double>(logs, logs);
        for (int i = 0; i < logs.Length; i++)
        {
            // Two words in every window: numerator and denominator tend to 0 and their ratio to 1; with ε it would be −1.
            logs[i] = both[i] == counts.Windows ? 1 : logRatios[i] / -logs[i];
        }

        return logs;
    }
}
