using System;
using System.Buffers;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Numerics;
using Kernels.Corpora;

namespace Kernels.Inference;

/// <summary>The best model of the ended runs, in a file beside the checkpoint of the run under way.</summary>
/// <remarks>
/// A file of its own, written once when a better run has ended: inside the checkpoint it would be written again with every one, and each would cost twice as much.
/// Its name is the checkpoint's with its checksum, which the checkpoint holds. It is on the disk before a checkpoint refers to it, and the one before it is removed
/// only after that; so whenever a process dies, the checkpoint that is there finds what it refers to. What no checkpoint came to refer to goes after the next one.
/// </remarks>
internal static class LdaBestModel
{
    private const string Kind = ".best";
    private const string ChecksumKind = "xxh64:";
    private const int ChecksumDigits = 16;

    private static readonly SearchValues<char> s_digits = SearchValues.Create("0123456789abcdef");
    private static readonly CheckpointFile s_file = new("KLDABST1", "best model");

    /// <summary>Writes it to the disk; returns its checksum.</summary>
    public static string Write(string checkpoint, LdaModel model) => s_file.Write(
        checkpoint + Kind,
        LdaModelDescription.Of(model, null, null),
        LdaModelJson.Default.LdaModelDescription,
        stream => LdaModelFolder.WriteLambda(model, stream),
        checksum => PathOf(checkpoint, checksum));

    /// <summary>Reads its description, after comparing the whole file with its checksum.</summary>
    /// <param name="path">The checkpoint.</param>
    /// <param name="state">What it says of the run under way.</param>
    /// <param name="checksum">What it says of the file.</param>
    /// <param name="seed">The seed of the model's run.</param>
    /// <exception cref="InvalidDataException">It is not there, damaged, or another's.</exception>
    public static LdaModelDescription Open(string path, LdaCheckpointState state, string checksum, long seed)
    {
        string file = PathOf(path, checksum);
        return !File.Exists(file)
            ? throw new InvalidDataException($"{file}: not found; expected the best model so far, of seed {seed}, beside its checkpoint.")
            : s_file.Open(file, LdaModelJson.Default.LdaModelDescription, Require, checksum);

        void Require(LdaModelDescription model)
        {
            model.Checked(file);
            if (model.Precision != state.Precision || model.VocabularySize != state.Corpus.VocabularySize || model.TopicCount != state.Options.TopicCount || model.Options.Seed != seed || model.Fit is null)
            {
                throw new ArgumentException(
                    $"{model.VocabularySize} words, {model.TopicCount} topics of {model.Precision} and seed {model.Options.Seed}; "
                    + $"expected {state.Corpus.VocabularySize} words, {state.Options.TopicCount} topics of {state.Precision} and seed {seed}.");
            }
        }
    }

    /// <summary>Reads the model.</summary>
    public static LdaModel<T> Read<T>(string checkpoint, string checksum, LdaModelDescription description, Vocabulary? vocabulary, ILdaDeviceProvider? devices)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        string file = PathOf(checkpoint, checksum);
        TopicRows<T>? lambda = null;
        s_file.ReadArrays(
            file,
            stream => lambda = LdaModelFolder.ReadLambda<T>(stream, file, description, CheckpointFile.TrailerBytes),
            $"{description.VocabularySize} × {description.TopicCount} values",
            "It was not written whole.");
        return new LdaModel<T>(lambda!, vocabulary, description.Options, description.Fit, devices, description.Priors);
    }

    /// <summary>Whether such a file is there.</summary>
    public static bool IsThere(string checkpoint, string checksum) => File.Exists(PathOf(checkpoint, checksum));

    /// <summary>Whether any such file lies beside a checkpoint's place, or the beginning of one.</summary>
    public static bool Exists(string checkpoint) => s_file.Exists(checkpoint + Kind) || All(checkpoint).Any(s_file.Exists);

    /// <summary>Removes such files, and what a killed run may have left of one. Files of other programs stay.</summary>
    /// <param name="checkpoint">The checkpoint, which need not be there.</param>
    /// <param name="checksum">Of the one that stays, or null.</param>
    public static void DeleteAllBut(string checkpoint, string? checksum)
    {
        string? kept = checksum is null ? null : Path.GetFileName(PathOf(checkpoint, checksum));
        foreach (string file in All(checkpoint).Where(file => Path.GetFileName(file) != kept))
        {
            s_file.Delete(file);
        }

        s_file.Delete(checkpoint + Kind);
    }

    /// <summary>Whether a text is a checksum as they are written.</summary>
    public static bool IsChecksum(string text) =>
        text.StartsWith(ChecksumKind, StringComparison.Ordinal) && IsDigits(text.AsSpan(ChecksumKind.Length));

    private static bool IsDigits(ReadOnlySpan<char> text) => text.Length == ChecksumDigits && !text.ContainsAnyExcept(s_digits);

    private static string PathOf(string checkpoint, string checksum) => $"{checkpoint}{Kind}-{checksum[ChecksumKind.Length..]}";

    private static List<string> All(string checkpoint)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(checkpoint))!;
        string start = Path.GetFileName(checkpoint) + Kind + "-";
        return !Directory.Exists(folder) ? [] :
        [
            .. Directory.EnumerateFiles(folder)
                .Where(file => Path.GetFileName(file) is { } name && name.StartsWith(start, StringComparison.Ordinal) && IsDigits(name.AsSpan(start.Length))),
        ];
    }
}
