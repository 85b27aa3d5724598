using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Kernels.Inference;

namespace Kernels.Cli.Output;

/// <summary>The topics of a model, one a line: number, weight, words; on a terminal with a bar, and cut at its edge.</summary>
internal static class TopicList
{
    public static void Write(ToolConsole console, LdaModel model, int words, bool asJson)
    {
        double[] share = model.TopicShare();
        IReadOnlyList<IReadOnlyList<LdaTopWord>> heaviest = model.TopWords(words);
        bool withBars = Bars.Columns(console) > 0;
        for (int topic = 0; topic < model.TopicCount; topic++)
        {
            if (asJson)
            {
                WriteJson(console.Out, topic, share[topic], heaviest[topic]);
                continue;
            }

            string bar = withBars ? Bars.Of(console, share[topic] / share.Max()) + "  " : string.Empty;
            string line = string.Create(CultureInfo.InvariantCulture, $"{topic,4}  {share[topic],7:0.0000}  {bar}{Words(heaviest[topic])}");
            console.Out.WriteLine(console.Width is int width ? CellWidth.Cut(line, width) : line);
        }

        console.Out.Flush();
    }

    /// <summary>A topic's words in one line.</summary>
    public static string Words(IEnumerable<LdaTopWord> words) => string.Join(' ', words.Select(NameOf));

    public static string NameOf(LdaTopWord word) => word.Word ?? string.Create(CultureInfo.InvariantCulture, $"#{word.Id}");

    private static void WriteJson(TextWriter output, int topic, double share, IReadOnlyList<LdaTopWord> words) => JsonLine.Write(output, "topic", json =>
    {
        json.WriteNumber("topic", topic);
        json.Number("weight", share);
        json.WriteStartArray("words");
        foreach (LdaTopWord word in words)
        {
            json.WriteStartObject();
            json.WriteNumber("id", word.Id);
            json.WriteString("word", NameOf(word));
            json.Number("probability", word.Probability);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
