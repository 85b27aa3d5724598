using System;
using System.Collections.Generic;
using System.IO;

namespace Kernels.Corpora;

/// <summary>Words that are left out of text because they say nothing about it.</summary>
/// <example>
/// <code>
/// Console.WriteLine(StopWords.English.Contains("the")); // True
/// TextOptions options = new() { StopWords = new StopWords([.. StopWords.English.Words, "apple"]) };
/// TextCorpusBuilder text = new(options);
/// text.AddDocument("The apple and the pear");
/// Console.WriteLine(string.Join(' ', text.Build().Vocabulary!.Words)); // pear
/// </code>
/// </example>
public sealed class StopWords
{
    private static readonly Lazy<StopWords> s_english = new(ReadEnglish);

    private readonly HashSet<string> _words;

    /// <summary>Takes the words.</summary>
    /// <param name="words">In lower case where text is lower-cased.</param>
    public StopWords(IEnumerable<string> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        _words = new HashSet<string>(words, StringComparer.Ordinal);
    }

    /// <summary>None.</summary>
    public static StopWords None { get; } = new([]);

    /// <summary>The built-in English list: articles, pronouns, prepositions, conjunctions, auxiliaries, contractions and common adverbs.</summary>
    public static StopWords English => s_english.Value;

    /// <summary>The words, in ordinal order.</summary>
    public IReadOnlyCollection<string> Words
    {
        get
        {
            string[] words = [.. _words];
            Array.Sort(words, StringComparer.Ordinal);
            return words;
        }
    }

    /// <summary>Whether a word is left out.</summary>
    /// <param name="word">The word.</param>
    public bool Contains(string word) => _words.Contains(word);

    /// <summary>Reads a list: a word a line, UTF-8.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The list.</returns>
    /// <exception cref="CorpusFormatException">A blank line inside, a repeated word, bytes that are not UTF-8.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static StopWords Read(string path) => new(VocabularyReader.Read(path).Words);

    private static StopWords ReadEnglish()
    {
        using Stream stream = typeof(StopWords).Assembly.GetManifestResourceStream("stopwords-english.txt")!;
        using StreamReader reader = new(stream);
        return new StopWords(reader.ReadToEnd().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
