using System;
using System.Collections.Generic;
using System.Numerics;

namespace Kernels.Gpu.Tests;

/// <summary>A small corpus of made-up documents, some of them empty, one word long, or longer than a tile.</summary>
internal sealed record LdaCorpus(long[] Offsets, int[] Words, float[] Counts, int VocabularySize)
{
    public int DocumentCount => Offsets.Length - 1;

    public static LdaCorpus Make(int vocabularySize, int documents, int mostWords, int seed = 11)
    {
        Random random = new(seed);
        List<long> offsets = [0];
        List<int> words = [];
        List<float> counts = [];
        for (int d = 0; d < documents; d++)
        {
            int length = d switch
            {
                0 => 0,
                1 => 1,
                2 => Math.Min(mostWords, vocabularySize),
                _ => 1 + (int)(Math.Pow(random.NextDouble(), 3) * (Math.Min(mostWords, vocabularySize) - 1)),
            };
            SortedSet<int> chosen = [];
            int group = random.Next(4);
            while (chosen.Count < length)
            {
                int word = random.Next(3) > 0 ? ((random.Next(vocabularySize) / 4) * 4) + group : random.Next(vocabularySize);
                chosen.Add(Math.Min(word, vocabularySize - 1));
                if (chosen.Count * 4 >= vocabularySize)
                {
                    chosen.Add(random.Next(vocabularySize));
                }
            }

            foreach (int word in chosen)
            {
                words.Add(word);
                counts.Add(1 + random.Next(4));
            }

            offsets.Add(words.Count);
        }

        return new LdaCorpus([.. offsets], [.. words], [.. counts], vocabularySize);
    }

    public T[] Lambda<T>(int topicCount, double logSpread = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Random random = new(5);
        var lambda = new T[VocabularySize * topicCount];
        for (int i = 0; i < lambda.Length; i++)
        {
            lambda[i] = T.CreateTruncating(Math.Exp(((random.NextDouble() * 2) - 1) * logSpread));
        }

        return lambda;
    }
}
