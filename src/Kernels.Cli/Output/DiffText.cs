using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Kernels.Inference;

namespace Kernels.Cli.Output;

/// <summary>The topics of two models side by side, as a table or as JSON lines.</summary>
internal static class DiffText
{
    public static void Write(ToolConsole console, LdaModel first, LdaModel second, TopicMatching matching, int words, bool asJson)
    {
        if (asJson)
        {
            WriteJson(console, matching);
            return;
        }

        bool withBars = Bars.Columns(console) > 0;
        IReadOnlyList<IReadOnlyList<LdaTopWord>> firstWords = first.TopWords(words);
        IReadOnlyList<IReadOnlyList<LdaTopWord>> secondWords = second.TopWords(words);
        TextTable table = new([">first", ">second", ">hellinger", .. withBars ? (string[])["alike"] : [], ">jaccard", "words"]);
        foreach (TopicMatch match in matching.Matches)
        {
            Add($"{match.First}", $"{match.Second}", match);
        }

        table.Add(["mean", "", Number(matching.MeanHellinger), .. withBars ? (string[])[""] : [], Number(matching.MeanJaccard)]);
        foreach (TopicMatch left in matching.UnmatchedFirst)
        {
            Add($"{left.First}", $"({left.Second})", left);
        }

        foreach (TopicMatch left in matching.UnmatchedSecond)
        {
            Add($"({left.First})", $"{left.Second}", left);
        }

        table.Write(console);
        console.Out.WriteLine(
            $"words: {Amounts.Count(matching.SharedWords)} in both models, "
            + $"{Amounts.Count(matching.WordsOnlyInFirst)} only in the first, {Amounts.Count(matching.WordsOnlyInSecond)} only in the second");
        console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"weight of those in both: {matching.SharedWeightOfFirst:P1} of the first model's topics, {matching.SharedWeightOfSecond:P1} of the second's"));
        console.Out.Flush();

        void Add(string left, string right, TopicMatch match) => table.Add(
        [
            left,
            right,
            Number(match.Hellinger),
            .. withBars ? (string[])[Bars.Of(console, 1 - match.Hellinger)] : [],
            Number(match.Jaccard),
            Words(firstWords[match.First], secondWords[match.Second]),
        ]);
    }

    /// <summary>The words of both topics, then in brackets those of one of them.</summary>
    private static string Words(IReadOnlyList<LdaTopWord> first, IReadOnlyList<LdaTopWord> second)
    {
        string[] left = [.. first.Select(TopicList.NameOf)];
        string[] right = [.. second.Select(TopicList.NameOf)];
        string[] apart = [.. left.Except(right).Select(word => "-" + word), .. right.Except(left).Select(word => "+" + word)];
        return string.Join(' ', [.. left.Intersect(right), .. apart.Length > 0 ? (string[])[$"({string.Join(' ', apart)})"] : []]);
    }

    private static void WriteJson(ToolConsole console, TopicMatching matching)
    {
        (string Kind, IReadOnlyList<TopicMatch> Matches)[] groups =
            [("match", matching.Matches), ("unmatchedFirst", matching.UnmatchedFirst), ("unmatchedSecond", matching.UnmatchedSecond)];
        foreach ((string kind, IReadOnlyList<TopicMatch> matches) in groups)
        {
            foreach (TopicMatch match in matches)
            {
                JsonLine.Write(console.Out, kind, json =>
                {
                    json.WriteNumber("first", match.First);
                    json.WriteNumber("second", match.Second);
                    json.Number("hellinger", match.Hellinger);
                    json.Number("jaccard", match.Jaccard);
                });
            }
        }

        JsonLine.Write(console.Out, "diff", json =>
        {
            json.WriteNumber("matches", matching.Matches.Count);
            json.Number("meanHellinger", matching.MeanHellinger);
            json.Number("meanJaccard", matching.MeanJaccard);
            json.WriteNumber("sharedWords", matching.SharedWords);
            json.WriteNumber("wordsOnlyInFirst", matching.WordsOnlyInFirst);
            json.WriteNumber("wordsOnlyInSecond", matching.WordsOnlyInSecond);
            json.Number("sharedWeightOfFirst", matching.SharedWeightOfFirst);
            json.Number("sharedWeightOfSecond", matching.SharedWeightOfSecond);
        });
    }

    private static string Number(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);
}
