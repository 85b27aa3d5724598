using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Kernels.Inference;

/// <summary>Writes a folder beside its place and renames it, so that a run that dies leaves the old folder whole; what such a run left behind is removed by the next.</summary>
internal static class FolderSwap
{
    /// <summary>Writes the folder.</summary>
    /// <param name="directory">Its place.</param>
    /// <param name="force">Replace a folder that is not empty.</param>
    /// <param name="format">The <see cref="ModelKind"/> of what is written. The files of the model that was there go, of whatever kind it was; any others are moved to the new folder.</param>
    /// <param name="write">Fills the folder it is given.</param>
    public static void Write(string directory, bool force, string format, Action<string> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        string place = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        if (Directory.Exists(place))
        {
            place = Directory.ResolveLinkTarget(place, returnFinalTarget: true)?.FullName ?? place;
        }

        Refuse(place, force);
        string parent = Path.GetDirectoryName(place) ?? throw new IOException($"{place}: is the root of a drive; expected a folder that can be renamed.");
        (string fresh, string old) = FolderRemains.NamesFor(parent, Path.GetFileName(place));
        Directory.CreateDirectory(fresh);
        try
        {
            using (FolderRemains.MarkOf(fresh))
            {
                write(fresh);
            }

            Refuse(place, force);
            Swap(place, fresh, old);
        }
        catch
        {
            Directory.Delete(fresh, recursive: true);
            throw;
        }

        if (Directory.Exists(old) && KeepOthers(old, place, format))
        {
            FolderRemains.Remove(old);
        }

        FolderRemains.Clean(place, remains => KeepOthers(remains, place, format));
    }

    private static void Refuse(string place, bool force)
    {
        if (File.Exists(place))
        {
            throw new IOException($"{place}: is a file; expected a folder, or nothing.");
        }

        if (!force && Directory.Exists(place) && Directory.EnumerateFileSystemEntries(place).Any())
        {
            throw new IOException($"{place}: is not empty; expected an empty folder or none, or force to replace the model in it.");
        }
    }

    private static void Swap(string place, string fresh, string old)
    {
        if (Directory.Exists(place))
        {
            Directory.Move(place, old);
        }

        try
        {
            Directory.Move(fresh, place);
        }
        catch
        {
            if (Directory.Exists(old))
            {
                Directory.Move(old, place);
            }

            throw;
        }
    }

    /// <summary>Moves what is not the old model's to the new place, but over nothing that is there already: false where something had to stay.</summary>
    private static bool KeepOthers(string old, string place, string format)
    {
        HashSet<string> ownFiles = ModelKind.FilesOfTheModelIn(old, format);
        bool all = true;

        // What is named after another file, as a best model after its checkpoint, comes before it: whoever dies in between leaves none that refers to what is missing.
        foreach (string entry in Directory.EnumerateFileSystemEntries(old).OrderDescending(StringComparer.Ordinal).ToList())
        {
            string name = Path.GetFileName(entry);
            string kept = Path.Combine(place, name);
            if (!ownFiles.Contains(name) && !Path.Exists(kept))
            {
                Directory.Move(entry, kept);
            }
            else
            {
                all &= ownFiles.Contains(name);
            }
        }

        return all;
    }
}
