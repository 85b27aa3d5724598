using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Kernels.Lda;

namespace Kernels.Bench.Inputs;

/// <summary>How the topics of a suite are.</summary>
public enum TopicForm
{
    /// <summary>α = 0.1, λ nearly flat: every topic stays active in every document.</summary>
    Dense,

    /// <summary>α = 0.01, λ peaked as fits leave it: most of a document's topics become exactly 0, and the E-step closes the others up.</summary>
    Sparse,
}

/// <summary>Topics and documents for LDA's suites; the same ones in every process.</summary>
internal static class SyntheticLda
{
    public const int Vocabulary = 8000;

    /// <summary>Topics that a word is at home in, of peaked topics, and that a document is about.</summary>
    private const int Homes = 3;

    public static double Alpha(TopicForm form) => form == TopicForm.Dense ? 0.1 : 0.01;

    public static LdaTopics Topics<T>(ILdaDevice<T> device, int topicCount, TopicForm form, int vocabularySize = Vocabulary)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        LdaTopics topics = device.CreateTopics(vocabularySize, topicCount, LdaTopicKind.Dirichlet);
        var row = new T[topicCount];
        for (int word = 0; word < vocabularySize; word++)
        {
            FillRow(row, word, form);
            device.WriteLambda(topics, word, row);
        }

        return topics;
    }

    /// <summary>λ of a word: 1 to 1.2 of dense topics; of sparse ones the prior, and in the word's home topics as much as the word is frequent.</summary>
    public static void FillRow<T>(Span<T> row, int word, TopicForm form)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(word);
        if (form == TopicForm.Dense)
        {
            for (int k = 0; k < row.Length; k++)
            {
                row[k] = T.CreateTruncating(1 + (0.2 * random.NextDouble()));
            }

            return;
        }

        row.Fill(T.CreateTruncating(LdaArguments.Prior));
        for (int home = 0; home < Homes; home++)
        {
            row[HomeOf(word, home, row.Length)] += T.CreateTruncating(2 + (1000 * random.NextDouble() * 100 / (100 + word)));
        }
    }

    /// <summary>Documents of so many distinct words: three topics each and the words at home there, frequent ones first, one in ten from anywhere.</summary>
    public static (long[] Offsets, int[] Ids, float[] Counts) Documents(int documents, int words, int topicCount)
    {
        var random = new Random(documents + words);
        int[] ids = new int[documents * words];
        HashSet<int> chosen = [];
        List<int>[] atHome = [.. Enumerable.Range(0, topicCount).Select(_ => new List<int>())];
        for (int word = 0; word < Vocabulary; word++)
        {
            for (int home = 0; home < Homes; home++)
            {
                atHome[HomeOf(word, home, topicCount)].Add(word);
            }
        }

        for (int document = 0; document < documents; document++)
        {
            chosen.Clear();
            int[] about = [random.Next(topicCount), random.Next(topicCount), random.Next(topicCount)];
            for (int tries = 0; chosen.Count < words; tries++)
            {
                List<int> from = atHome[about[random.Next(Homes)]];

                // Squared: the first of a topic's words are met often. A long document soon has all words of small topics.
                double u = random.NextDouble();
                chosen.Add(tries > 4 * words || from.Count == 0 || random.Next(10) == 0 ? (int)(u * Vocabulary) : from[(int)(u * u * from.Count)]);
            }

            chosen.CopyTo(ids, document * words);
            Array.Sort(ids, document * words, words);
        }

        return ([.. Enumerable.Range(0, documents + 1).Select(d => (long)d * words)], ids, LdaArguments.Counts(ids.Length));
    }

    /// <summary>Documents in which every word of the vocabulary occurs once or more, in one of them: what a step of all of λ has statistics from.</summary>
    /// <param name="documents">Their number, by which the vocabulary can be divided.</param>
    public static (long[] Offsets, int[] Ids, float[] Counts) AllWords(int documents)
    {
        int words = Vocabulary / documents;
        return (
            [.. Enumerable.Range(0, documents + 1).Select(document => (long)document * words)],
            [.. Enumerable.Range(0, documents).SelectMany(document => Enumerable.Range(0, words).Select(i => document + (i * documents)))],
            LdaArguments.Counts(Vocabulary));
    }

    private static int HomeOf(int word, int home, int topicCount) => new Random((word * Homes) + home).Next(topicCount);
}
