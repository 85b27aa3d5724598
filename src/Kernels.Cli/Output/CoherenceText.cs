using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using Kernels.Inference;

namespace Kernels.Cli.Output;

/// <summary>Coherence as a table with a row a topic and a row of means, or as JSON lines.</summary>
internal static class CoherenceText
{
    /// <summary>What a measure is called on the command line and in results.</summary>
    public static string NameOf(CoherenceMeasure measure) => measure switch
    {
        CoherenceMeasure.UMass => "u_mass",
        CoherenceMeasure.CUci => "c_uci",
        CoherenceMeasure.CNpmi => "c_npmi",
        CoherenceMeasure.CV => "c_v",
        _ => throw new ArgumentOutOfRangeException(nameof(measure), measure, "There is no such measure of coherence."),
    };

    public static void Write(ToolConsole console, LdaModel model, TopicCoherences coherences, int words, bool asJson)
    {
        double[] exclusivity = TopicShape.Exclusivity(model, words);
        double[] effective = TopicShape.EffectiveWords(model);
        IReadOnlyList<IReadOnlyList<LdaTopWord>> topWords = model.TopWords(words);
        if (asJson)
        {
            WriteJson(console, coherences, exclusivity, effective, topWords);
            return;
        }

        TextTable table = new([">topic", .. coherences.Measures.Select(coherence => ">" + NameOf(coherence.Measure)), ">exclusive", ">effective", ">unseen", "words"]);
        for (int topic = 0; topic < model.TopicCount; topic++)
        {
            table.Add(
            [
                $"{topic}",
                .. coherences.Measures.Select(coherence => Number(coherence.Topics[topic], "0.0000")),
                Number(exclusivity[topic], "0.000"),
                Number(effective[topic], "#,0"),
                $"{coherences.UnseenWords[topic].Count}",
                TopicList.Words(topWords[topic]),
            ]);
        }

        table.Add(
        [
            "mean",
            .. coherences.Measures.Select(coherence => Number(coherence.Mean, "0.0000")),
            Number(exclusivity.Average(), "0.000"),
            Number(effective.Average(), "#,0"),
            Number(coherences.UnseenWords.Average(unseen => unseen.Count), "0.0"),
        ]);
        table.Write(console);
        WriteUnseen(console, coherences);
    }

    private static void WriteUnseen(ToolConsole console, TopicCoherences coherences)
    {
        const int WordsShown = 10;
        string[] unseen = [.. coherences.UnseenWords.SelectMany(words => words).Distinct()];
        if (unseen.Length > 0)
        {
            string more = unseen.Length > WordsShown ? ", ..." : string.Empty;
            console.Error.WriteLine(
                $"{Amounts.Count(unseen.Length)} top words never stand in the reference and are left out: {string.Join(", ", unseen.Take(WordsShown))}{more}");
        }
    }

    private static void WriteJson(
        ToolConsole console, TopicCoherences coherences, double[] exclusivity, double[] effective, IReadOnlyList<IReadOnlyList<LdaTopWord>> topWords)
    {
        for (int index = 0; index < topWords.Count; index++)
        {
            int topic = index;
            JsonLine.Write(console.Out, "topicCoherence", json =>
            {
                json.WriteNumber("topic", topic);
                WriteMeasures(json, coherences, coherence => coherence.Topics[topic]);
                json.Number("exclusivity", exclusivity[topic]);
                json.Number("effectiveWords", effective[topic]);
                WriteWords(json, "words", topWords[topic].Select(TopicList.NameOf));
                WriteWords(json, "unseenWords", coherences.UnseenWords[topic]);
            });
        }

        JsonLine.Write(console.Out, "coherence", json =>
        {
            WriteMeasures(json, coherences, coherence => coherence.Mean);
            json.Number("exclusivity", exclusivity.Average());
            json.Number("effectiveWords", effective.Average());
            json.WriteNumber("documents", coherences.Documents);
            json.WriteNumber("unseenWords", coherences.UnseenWords.SelectMany(words => words).Distinct().Count());
        });
    }

    private static void WriteMeasures(Utf8JsonWriter json, TopicCoherences coherences, Func<TopicCoherence, double> valueOf)
    {
        foreach (TopicCoherence coherence in coherences.Measures)
        {
            json.Number(NameOf(coherence.Measure), valueOf(coherence));
        }
    }

    private static void WriteWords(Utf8JsonWriter json, string name, IEnumerable<string> words)
    {
        json.WriteStartArray(name);
        foreach (string word in words)
        {
            json.WriteStringValue(word);
        }

        json.WriteEndArray();
    }

    private static string Number(double value, string format) => double.IsFinite(value) ? value.ToString(format, CultureInfo.InvariantCulture) : "-";
}
