using System;
using System.IO;
using System.Text;

namespace Kernels.Cli.Tests;

/// <summary>A folder of its own, with a corpus of two plain topics in it: fruit and tools.</summary>
public sealed class TinyCorpus : IDisposable
{
    private const int Documents = 40;
    private static readonly string[] s_fruit = ["apple", "pear", "plum", "cherry"];
    private static readonly string[] s_tools = ["hammer", "saw", "drill", "plane"];

    public TinyCorpus()
    {
        Folder = Directory.CreateTempSubdirectory("kernels-cli-").FullName;
        Lines = At("lines.txt");
        using StreamWriter writer = new(Lines);
        for (int document = 0; document < Documents; document++)
        {
            string[] words = document % 2 == 0 ? s_fruit : s_tools;
            for (int word = 0; word < 20; word++)
            {
                writer.Write(words[(document + (word * (1 + (document % 3)))) % words.Length] + " ");
            }

            writer.WriteLine();
        }
    }

    public string Folder { get; }

    /// <summary>A document a line.</summary>
    public string Lines { get; }

    /// <summary>200 documents of two out of ten overlapping topics, 5 to 80 words each: enough for γ to take many steps.</summary>
    public string WriteTenTopics()
    {
        Random random = new(1);
        StringBuilder text = new();
        for (int document = 0; document < 200; document++)
        {
            int[] topics = [random.Next(10), random.Next(10)];
            int[] lengths = [5, 30, 80];
            for (int word = lengths[random.Next(3)]; word > 0; word--)
            {
                double place = random.NextDouble();
                text.Append('w').Append((char)('a' + topics[random.Next(2)])).Append((char)('a' + (int)(place * place * 20))).Append(' ');
            }

            text.Append('\n');
        }

        return Write("ten.txt", text.ToString());
    }

    public string At(string name) => Path.Combine(Folder, name);

    public string Write(string name, string text)
    {
        File.WriteAllText(At(name), text);
        return At(name);
    }

    /// <summary>A trained model's folder.</summary>
    public string Train(string name = "model", params string[] more)
    {
        ToolRun run = ToolRun.Of(["lda", "train", Lines, "--format", "lines", "--topics", "2", "--output", At(name), "--quiet", .. more]);
        Xunit.Assert.True(run.ExitCode == 0, run.Error);
        return At(name);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
