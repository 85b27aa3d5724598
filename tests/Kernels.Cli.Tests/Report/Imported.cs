using System;
using System.IO;
using System.Text;
using Xunit;

namespace Kernels.Cli.Tests.Report;

/// <summary>Models made of nothing, by way of a NumPy file: without a history, and without words unless they are given.</summary>
internal static class Imported
{
    /// <summary>A model in a folder. Each word is mostly of one topic; weights fall as in language. The last word is very rare, and of topic 0 alone.</summary>
    public static string Model(TinyCorpus folder, int words, int topics, string? vocabulary = null)
    {
        string header = $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({words}, {topics}), }}";
        header = header.PadRight((64 * ((10 + header.Length + 1 + 63) / 64)) - 11) + "\n";
        string file = folder.At("lambda.npy");
        using (BinaryWriter writer = new(File.Create(file)))
        {
            writer.Write([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0]);
            writer.Write((ushort)header.Length);
            writer.Write(Encoding.ASCII.GetBytes(header));
            Random random = new(words);
            for (int word = 0; word < words; word++)
            {
                double weight = 1e5 / (word + 10);
                int main = random.Next(topics);
                for (int topic = 0; topic < topics; topic++)
                {
                    writer.Write(word == words - 1 ? (topic == 0 ? 0.05f : 1e-9f) : (float)(0.01 + (weight * (topic == main ? 1 : 0.05) * random.NextDouble())));
                }
            }
        }

        string[] more = vocabulary is null ? [] : ["--vocabulary", vocabulary];
        ToolRun run = ToolRun.Of(["lda", "import", file, "--from", "numpy", "--output", folder.At("imported"), .. more]);
        Assert.True(run.ExitCode == 0, run.Error);
        return folder.At("imported");
    }
}
