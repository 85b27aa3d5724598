using System;
using System.IO;

namespace Kernels.Bench;

/// <summary>What <c>gpu</c> was asked for.</summary>
/// <param name="IsQuick">Tiny sizes, once.</param>
/// <param name="WritesOutput">Whether files are written.</param>
/// <param name="Output">Where; null for the device's own folder.</param>
/// <param name="Corpus">wiki50k's docword file and its words; null where they are not at hand.</param>
internal sealed record GpuSpeedOptions(bool IsQuick, bool WritesOutput, string? Output, (string Documents, string Vocabulary)? Corpus)
{
    private const string Data = "KERNELS_DATA";

    /// <exception cref="ArgumentException">An argument that is none of these.</exception>
    public static GpuSpeedOptions Read(string[] args)
    {
        bool isQuick = false, writes = false;
        string? output = null, documents = null, vocabulary = null;
        for (int i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--quick":
                    isQuick = true;
                    break;
                case "--output":
                    writes = true;
                    output = i + 1 < args.Length && args[i + 1] is not ['-', '-', ..] ? args[++i] : null;
                    break;
                case "--corpus" when i + 1 < args.Length:
                    documents = args[++i];
                    break;
                case "--vocabulary" when i + 1 < args.Length:
                    vocabulary = args[++i];
                    break;
                default:
                    throw new ArgumentException($"gpu: found \"{args[i]}\", expected [--quick] [--output [DIR]] [--corpus DOCWORD --vocabulary WORDS].");
            }
        }

        if (documents is null != vocabulary is null)
        {
            throw new ArgumentException("gpu: expected --corpus and --vocabulary together.");
        }

        string? folder = Environment.GetEnvironmentVariable(Data);
        if (documents is null && !isQuick && !string.IsNullOrEmpty(folder))
        {
            (documents, vocabulary) = (Path.Combine(folder, "uci", "docword.wiki50k.txt.gz"), Path.Combine(folder, "uci", "vocab.wiki50k.txt"));
        }

        return new(isQuick, writes, output, documents is null ? null : (documents, vocabulary!));
    }
}
