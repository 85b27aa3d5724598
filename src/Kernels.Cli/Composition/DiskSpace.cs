using System;
using System.IO;
using System.Runtime.CompilerServices;
using System.Text;
using Kernels.Cli.Output;
using Kernels.Corpora;

namespace Kernels.Cli.Composition;

/// <summary>Whether a model will fit where it is to be written: a full disk is better met before hours of training than after.</summary>
internal static class DiskSpace
{
    /// <summary>Refuses a folder on a disk that cannot take the model, and beside it what is kept of the run under way.</summary>
    /// <param name="folder">The model's folder; it need not be there yet.</param>
    /// <param name="corpus">What it will be trained on.</param>
    /// <param name="topicCount">K.</param>
    /// <param name="models">How many times λ must fit.</param>
    public static void Require<T>(string folder, ICorpus corpus, int topicCount, int models)
    {
        double needed = (double)models * corpus.VocabularySize * topicCount * Unsafe.SizeOf<T>();
        for (int word = 0; word < corpus.Vocabulary?.Count; word++)
        {
            needed += Encoding.UTF8.GetByteCount(corpus.Vocabulary[word]) + 1;
        }

        Require(folder, needed, FreeBytes(folder));
    }

    /// <param name="folder">The model's folder.</param>
    /// <param name="needed">Bytes it will take.</param>
    /// <param name="free">Bytes that are free there, or null where nobody knows.</param>
    internal static void Require(string folder, double needed, double? free)
    {
        if (needed > free)
        {
            throw new BadInputException($"option --output: found {Amounts.Bytes(free.Value)} free on the disk of {folder}, expected at least the {Amounts.Bytes(needed)} of the model");
        }
    }

    /// <summary>What is free on the disk that a folder is, or will be, on; null where the system does not say.</summary>
    internal static double? FreeBytes(string folder)
    {
        string? place = Path.GetFullPath(folder);
        while (place is not null && !Directory.Exists(place))
        {
            place = Path.GetDirectoryName(place);
        }

        try
        {
            DriveInfo? drive = place is null ? null : new DriveInfo(place);

            // File systems without a size of their own say 0 of 0.
            return drive is { TotalSize: > 0 } ? drive.AvailableFreeSpace : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
