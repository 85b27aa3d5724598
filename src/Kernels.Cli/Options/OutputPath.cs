using System;
using System.IO;
using System.Linq;

namespace Kernels.Cli.Options;

/// <summary>Checks, before any work, that what a command will write can be written.</summary>
internal static class OutputPath
{
    private static readonly string[] s_modelFiles = ["model.json", "lambda.npy", "vocabulary.txt"];

    /// <summary>A model folder: new, empty, or (with <paramref name="force"/>) a model that may be replaced.</summary>
    /// <remarks>The folder is replaced as a whole, so --force must never be able to take anything but a model with it.</remarks>
    public static void CheckModelFolder(string folder, bool force)
    {
        if (File.Exists(folder))
        {
            throw new BadInputException($"option --output: found a file at {folder}, expected a folder or nothing");
        }

        if (Directory.Exists(folder))
        {
            string[] names = [.. Directory.EnumerateFileSystemEntries(folder).Take(100).Select(entry => Path.GetFileName(entry)!)];
            if (names.Length > 0 && !force)
            {
                throw new BadInputException($"option --output: the folder {folder} is not empty, expected an empty one or --force");
            }

            if (names.FirstOrDefault(name => Array.IndexOf(s_modelFiles, name) < 0) is string stranger)
            {
                throw new BadInputException($"option --force: found {stranger} in {folder}, expected only a model's files ({string.Join(", ", s_modelFiles)}), which is all it replaces");
            }
        }

        CheckWritable(folder);
    }

    /// <summary>A file: its folder must be there or can be made; a file already there is replaced.</summary>
    public static void CheckFile(string path, string option)
    {
        if (Directory.Exists(path))
        {
            throw new BadInputException($"{option}: found a folder at {path}, expected a file name");
        }

        CheckWritable(path);
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
