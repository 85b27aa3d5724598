using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Kernels.Corpora;

namespace Kernels.Bench.Inputs;

/// <summary>One made-up corpus in every format that is read; the same bytes in every process.</summary>
internal static class GeneratedCorpus
{
    private const int Vocabulary = 10_000;

    /// <summary>Writes the corpus into a folder and returns the file's path.</summary>
    public static string Write(string folder, CorpusFormat format, int documents)
    {
        string path = Path.Combine(folder, format switch
        {
            CorpusFormat.Uci => "docword.generated.txt",
            CorpusFormat.MatrixMarket => "generated.mm",
            CorpusFormat.LdaC => "generated.ldac",
            CorpusFormat.Binary => "generated.kcorpus",
            _ => "generated.txt",
        });
        if (format == CorpusFormat.Binary)
        {
            var builder = new SparseCorpusBuilder(Vocabulary);
            foreach ((int[] ids, float[] counts) in Documents(documents))
            {
                builder.AddDocument(ids, counts);
            }

            BinaryCorpusWriter.Write(builder.Build(), path);
            return path;
        }

        using StreamWriter file = new(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16) { NewLine = "\n" };
        Write(file, format, documents);
        return path;
    }

    /// <summary>The pairs of the corpus, whatever its format.</summary>
    public static long Pairs(int documents) => Documents(documents).Sum(document => (long)document.Ids.Length);

    private static void Write(StreamWriter file, CorpusFormat format, int documents)
    {
        switch (format)
        {
            case CorpusFormat.Uci:
                Line(file, $"{documents}\n{Vocabulary}\n{Pairs(documents)}");
                break;
            case CorpusFormat.MatrixMarket:
                Line(file, $"%%MatrixMarket matrix coordinate integer general\n{documents} {Vocabulary} {Pairs(documents)}");
                break;
            default:
                break;
        }

        int number = 0;
        foreach ((int[] ids, float[] counts) in Documents(documents))
        {
            number++;
            switch (format)
            {
                case CorpusFormat.LdaC:
                    file.Write(string.Create(CultureInfo.InvariantCulture, $"{ids.Length}"));
                    for (int i = 0; i < ids.Length; i++)
                    {
                        file.Write(string.Create(CultureInfo.InvariantCulture, $" {ids[i]}:{counts[i]}"));
                    }

                    file.WriteLine();
                    break;
                case CorpusFormat.Lines:
                    for (int i = 0; i < ids.Length; i++)
                    {
                        for (int n = 0; n < counts[i]; n++)
                        {
                            file.Write(Word(ids[i]));
                            file.Write(n == 0 && i % 12 == 11 ? ". The " : " ");
                        }
                    }

                    file.WriteLine();
                    break;
                default:
                    for (int i = 0; i < ids.Length; i++)
                    {
                        Line(file, $"{number} {ids[i] + 1} {counts[i]}");
                    }

                    break;
            }
        }
    }

    /// <summary>Documents of 20 to 200 distinct words, some words far more frequent than others.</summary>
    private static IEnumerable<(int[] Ids, float[] Counts)> Documents(int documents)
    {
        var random = new Random(5);
        SortedSet<int> chosen = [];
        for (int document = 0; document < documents; document++)
        {
            chosen.Clear();
            for (int length = random.Next(20, 201); chosen.Count < length;)
            {
                double u = random.NextDouble();
                chosen.Add((int)(u * u * u * Vocabulary));
            }

            yield return ([.. chosen], [.. chosen.Select(_ => (float)Math.Floor(1 / Math.Max(0.05, 1 - random.NextDouble())))]);
        }
    }

    /// <summary>A word of consonants and vowels in turn, and a k, with which no English stop word ends.</summary>
    private static string Word(int id)
    {
        const string Consonants = "bdfgklmnprstvz", Vowels = "aeiou";
        var word = new StringBuilder();
        for (int rest = id + 70; rest > 0; rest /= Consonants.Length * Vowels.Length)
        {
            word.Append(Consonants[rest % Consonants.Length]).Append(Vowels[rest / Consonants.Length % Vowels.Length]);
        }

        return word.Append('k').ToString();
    }

    private static void Line(StreamWriter file, FormattableString line) => file.WriteLine(FormattableString.Invariant(line));
}
