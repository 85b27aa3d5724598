using System.Collections.Generic;
using System.Globalization;
using Kernels.Inference;

namespace Kernels.Cli.Output;

/// <summary>How alike several models are: a table of the pairs and one of the first model's topics, or JSON lines.</summary>
internal static class StabilityText
{
    public static void Write(ToolConsole console, IReadOnlyList<string> names, LdaModel first, TopicStability stability, int words, bool asJson)
    {
        if (asJson)
        {
            WriteJson(console, names, stability);
            return;
        }

        TextTable pairs = new("model", "model", ">topics", ">hellinger", ">jaccard");
        foreach (ModelPair pair in stability.Pairs)
        {
            pairs.Add(names[pair.First], names[pair.Second], $"{pair.Matched}", Number(pair.MeanHellinger), Number(pair.MeanJaccard));
        }

        pairs.Add("mean", "", "", Number(stability.MeanHellinger), Number(stability.MeanJaccard));
        pairs.Write(console);
        console.Out.WriteLine();

        bool withBars = Bars.Columns(console) > 0;
        IReadOnlyList<IReadOnlyList<LdaTopWord>> topWords = first.TopWords(words);
        TextTable topics = new([">topic", ">partners", ">hellinger", .. withBars ? (string[])["alike"] : [], ">jaccard", $"words in {names[0]}"]);
        foreach (StableTopic topic in stability.Topics)
        {
            topics.Add(
            [
                $"{topic.Topic}",
                $"{topic.Partners}",
                Number(topic.MeanHellinger),
                .. withBars ? (string[])[Bars.Of(console, 1 - topic.MeanHellinger)] : [],
                Number(topic.MeanJaccard),
                TopicList.Words(topWords[topic.Topic]),
            ]);
        }

        topics.Write(console);
    }

    private static void WriteJson(ToolConsole console, IReadOnlyList<string> names, TopicStability stability)
    {
        foreach (ModelPair pair in stability.Pairs)
        {
            JsonLine.Write(console.Out, "pair", json =>
            {
                json.WriteString("first", names[pair.First]);
                json.WriteString("second", names[pair.Second]);
                json.WriteNumber("matches", pair.Matched);
                json.Number("meanHellinger", pair.MeanHellinger);
                json.Number("meanJaccard", pair.MeanJaccard);
            });
        }

        foreach (StableTopic topic in stability.Topics)
        {
            JsonLine.Write(console.Out, "topicStability", json =>
            {
                json.WriteNumber("topic", topic.Topic);
                json.WriteNumber("partners", topic.Partners);
                json.Number("meanHellinger", topic.MeanHellinger);
                json.Number("meanJaccard", topic.MeanJaccard);
            });
        }

        JsonLine.Write(console.Out, "stability", json =>
        {
            json.WriteNumber("models", names.Count);
            json.Number("meanHellinger", stability.MeanHellinger);
            json.Number("meanJaccard", stability.MeanJaccard);
        });
    }

    private static string Number(double value) => double.IsFinite(value) ? value.ToString("0.0000", CultureInfo.InvariantCulture) : "-";
}
