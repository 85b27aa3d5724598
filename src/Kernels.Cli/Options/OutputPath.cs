using System;
using System.IO;
using System.Linq;
using Kernels.Inference;

namespace Kernels.Cli.Options;

/// <summary>Checks, before any work, that what a command will write can be written.</summary>
internal static class OutputPath
{
    private const string ModelFile = "model.json";

    /// <summary>A model folder: new, empty, or (with <paramref name="force"/>) a model that may be replaced.</summary>
    /// <remarks>The folder is renamed as a whole, so --force must never be able to take anything but a model's folder.</remarks>
    public static void CheckModelFolder(string folder, bool force)
    {
        RequireName(folder, "option --output", "a folder");
        if (File.Exists(folder))
        {
            throw new BadInputException($"option --output: found a file at {folder}, expected a folder or nothing");
        }

        if (Directory.Exists(folder))
        {
            bool empty = !Directory.EnumerateFileSystemEntries(folder).Any();
            bool holdsCheckpoint = CheckpointOptions.Exists(folder);
            if (holdsCheckpoint && File.Exists(CheckpointOptions.FileIn(folder)) && !force)
            {
                throw new BadInputException($"option --output: found a checkpoint in {folder}, expected --resume {folder} to go on with it, or --force to start anew");
            }

            if (!empty && !force)
            {
                throw new BadInputException($"option --output: the folder {folder} is not empty, expected an empty one or --force");
            }

            if (!empty && !HoldsModel(folder) && !holdsCheckpoint)
            {
                throw new BadInputException($"option --force: found no {ModelFile} in {folder}, expected a model: nothing else is replaced");
            }
        }

        if (!force && LdaModel.FindSetAside(folder) is string old)
        {
            throw new BadInputException($"{CheckpointOptions.SetAside("option --output", folder, old)}, or add --force, which removes it");
        }

        CheckWritable(folder);
    }

    /// <summary>Whether a model stands in a folder.</summary>
    public static bool HoldsModel(string folder) => File.Exists(Path.Combine(folder, ModelFile));

    /// <summary>A file: its folder must be there or can be made; a file already there is replaced with <paramref name="force"/> only.</summary>
    public static void CheckFile(string path, string option, bool force)
    {
        RequireName(path, option, "a file name");
        if (Directory.Exists(path))
        {
            throw new BadInputException($"{option}: found a folder at {path}, expected a file name");
        }

        if (File.Exists(path) && !force)
        {
            throw new BadInputException($"{option}: found a file at {path}, expected nothing there or --force");
        }

        CheckWritable(path);
    }

    /// <summary>What a file or a folder is called in its folder.</summary>
    public static string NameOf(string path) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));

    private static void RequireName(string path, string option, string expected)
    {
        if (path.Length == 0)
        {
            throw new BadInputException($"{option}: found \"\", expected {expected}");
        }
    }

    private static void CheckWritable(string path)
    {
        string? folder = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)))
            ?? throw new BadInputException($"cannot write to {path}, expected a name below a folder");
        try
        {
            Directory.CreateDirectory(folder);
            using FileStream probe = new(
                Path.Combine(folder, $".kernels-{Guid.NewGuid():n}"), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"cannot write to {path}: {exception.Message}", exception);
        }
    }
}
