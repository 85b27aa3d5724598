using System;
using System.Globalization;
using System.IO;

namespace Kernels.Inference;

/// <summary>Reads the files of lda-c.</summary>
/// <param name="root">Their common name.</param>
/// <param name="options">What they do not say; η among it.</param>
internal sealed class LdaCReader(string root, LdaImportOptions options)
{
    /// <summary>How far from 1 the sum of a topic's β may be; 10 decimals of ln β keep it far nearer.</summary>
    private const double SumTolerance = 1e-3;

    public LdaModel Read(ILdaDeviceProvider? devices)
    {
        (int topics, int words, double alpha) = ReadOther(root + ".other");
        var given = new LdaOptions { TopicCount = topics, Alpha = [alpha], Eta = options.Eta };
        given.Validate(words);
        if (options.Vocabulary is not null && options.Vocabulary.Count != words)
        {
            throw new InvalidDataException($"{root}.other: has {words} words; expected {options.Vocabulary.Count}, as in the vocabulary given.");
        }

        RequireSize(root + ".beta", topics, words);
        double[] tokens = ReadTokens(topics, alpha);
        return new LdaModel<double>(ReadBeta(root + ".beta", words, tokens, given.ResolveEta()), options.Vocabulary, given, null, devices);
    }

    private static (int Topics, int Words, double Alpha) ReadOther(string path)
    {
        using NumberLines lines = Open(path, "what lda-c writes beside its topics");
        int topics = (int)Named("num_topics", value => value >= 1 && value <= int.MaxValue && value == Math.Floor(value), "a whole number of 1 or more");
        int words = (int)Named("num_terms", value => value >= 1 && value <= int.MaxValue && value == Math.Floor(value), "a whole number of 1 or more");
        return (topics, words, Named("alpha", value => (float)value is > 0 and < float.PositiveInfinity, "a number above 0"));

        double Named(string name, Predicate<double> fits, string expected)
        {
            lines.IsMoreThanBlank();
            if (!lines.TryField(out ReadOnlySpan<byte> field) || !System.Text.Ascii.Equals(field, name))
            {
                throw lines.Bad(NumberLines.Quote(field), name);
            }

            return lines.TryNumber(out double value) && fits(value)
                ? value
                : throw lines.Bad(string.Create(CultureInfo.InvariantCulture, $"{name} {value}"), expected);
        }
    }

    /// <summary>Each number of .beta takes two bytes at least: sizes that the file cannot hold are not believed.</summary>
    private static void RequireSize(string path, int topics, int words)
    {
        using NumberLines lines = Open(path, "lda-c's topics");
        if (lines.Length / 2 + 1 < (long)topics * words)
        {
            throw new InvalidDataException($"{path}: has {lines.Length} bytes; expected {topics} lines of {words} numbers, as .other says.");
        }
    }

    /// <summary>N_k: how many tokens each topic took.</summary>
    private double[] ReadTokens(int topics, double alpha)
    {
        double[] tokens = new double[topics];
        if (options.TokenCount is double all)
        {
            Array.Fill(tokens, all / topics);
            return tokens;
        }

        using NumberLines lines = Open(root + ".gamma", "lda-c's documents, which tell the topics' weights, or the number of tokens");
        while (lines.IsMoreThanBlank())
        {
            int topic = 0;
            while (lines.TryNumber(out double gamma))
            {
                if (topic == topics || gamma < 0)
                {
                    throw lines.Bad(topic == topics ? "one more number" : string.Create(CultureInfo.InvariantCulture, $"{gamma}"), $"{topics} numbers of 0 or more");
                }

                tokens[topic++] += Math.Max(0, gamma - alpha);
            }

            if (topic < topics)
            {
                throw lines.Bad($"{topic} numbers", $"{topics}, one a topic");
            }
        }

        return tokens;
    }

    private static TopicRows<double> ReadBeta(string path, int words, double[] tokens, double[] eta)
    {
        using NumberLines lines = Open(path, "lda-c's topics");
        TopicRows<double> lambda = new(words, tokens.Length);
        for (int topic = 0; topic < tokens.Length; topic++)
        {
            if (!lines.IsMoreThanBlank())
            {
                throw lines.Bad($"the end after {topic} topics", $"the {tokens.Length} that .other says");
            }

            double sum = 0;
            int word = 0;
            while (lines.TryNumber(out double logBeta))
            {
                if (word == words)
                {
                    throw lines.Bad("one more number", $"the {words} that .other says");
                }

                double beta = OneNumber.Exp(logBeta);
                sum += beta;
                lambda.Row(word)[topic] = eta[eta.Length == 1 ? 0 : word] + (tokens[topic] * beta);
                word++;
            }

            if (word < words || !(Math.Abs(sum - 1) <= SumTolerance))
            {
                throw word < words
                    ? lines.Bad($"{word} numbers", $"the {words} that .other says")
                    : lines.Bad(string.Create(CultureInfo.InvariantCulture, $"logarithms of numbers that add up to {sum:g6}"), "of numbers that add up to 1");
            }
        }

        return lines.IsMoreThanBlank() ? throw lines.Bad("one more line", $"the {tokens.Length} that .other says") : lambda;
    }

    private static NumberLines Open(string path, string what)
    {
        try
        {
            return new NumberLines(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InvalidDataException($"{path}: not found; expected {what}.", exception);
        }
    }
}
