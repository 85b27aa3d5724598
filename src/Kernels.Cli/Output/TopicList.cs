using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Kernels.Inference;

namespace Kernels.Cli.Output;

/// <summary>The topics of a model, one a line: number, weight, words.</summary>
internal static class TopicList
{
    public static void Write(TextWriter output, LdaModel model, int words, bool asJson)
    {
        double[] share = model.TopicShare();
        IReadOnlyList<IReadOnlyList<LdaTopWord>> heaviest = model.TopWords(words);
        for (int topic = 0; topic < model.TopicCount; topic++)
        {
            if (asJson)
            {
                WriteJson(output, topic, share[topic], heaviest[topic]);
            }
            else
            {
                string line = string.Join(' ', heaviest[topic].Select(NameOf));
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{topic,4}  {share[topic],7:0.0000}  {line}"));
            }
        }

        output.Flush();
    }

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

    private static string NameOf(LdaTopWord word) => word.Word ?? string.Create(CultureInfo.InvariantCulture, $"#{word.Id}");
}
