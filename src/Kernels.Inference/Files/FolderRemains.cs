using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Kernels.Inference;

/// <summary>Folders that a run leaves behind when it is killed while it writes or swaps: <c>.NAME.ID.new</c> and <c>.NAME.ID.old</c> beside NAME.</summary>
internal static class FolderRemains
{
    /// <summary>Stands in a new folder, locked, for as long as its run writes there.</summary>
    private const string Mark = ".writing";

    private const string New = ".new";
    private const string Old = ".old";
    private static readonly TimeSpan s_surelyOver = TimeSpan.FromMinutes(1);

    /// <summary>Names for a new folder and for the old one while it is set aside.</summary>
    public static (string Fresh, string Old) NamesFor(string parent, string name)
    {
        string both = Path.Combine(parent, $".{name}.{Guid.NewGuid():N}");
        return (both + New, both + Old);
    }

    /// <summary>Tells other runs that a new folder is being written; to be disposed before it is renamed.</summary>
    public static IDisposable MarkOf(string fresh) =>
        new FileStream(Path.Combine(fresh, Mark), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);

    /// <summary>The old folder that a killed run had set aside and not yet replaced, or null.</summary>
    public static string? SetAside(string place)
    {
        (string? parent, string name) = Split(place);
        return parent is null || Directory.Exists(place) || !Directory.Exists(parent) ? null : Of(parent, name, Old).FirstOrDefault();
    }

    /// <summary>What to do about such a folder, as the end of a message; empty where there is none.</summary>
    public static string Advice(string place) => SetAside(place) is not { } old
        ? ""
        : $" A run that was killed while it replaced the model left the old one in {old}; rename that folder to {place} to have it back.";

    /// <summary>Removes what no run needs any more. What cannot be removed stays: the new folder is written all the same.</summary>
    /// <param name="place">The folder, just written.</param>
    /// <param name="rescue">Takes out of an old folder what is not to be lost; false where something must stay.</param>
    public static void Clean(string place, Func<string, bool> rescue)
    {
        (string? parent, string name) = Split(place);
        try
        {
            foreach (string old in Of(parent!, name, Old).Where(rescue))
            {
                Remove(old);
            }

            foreach (string fresh in Of(parent!, name, New).Where(IsAbandoned))
            {
                Directory.Delete(fresh, recursive: true);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
        }
    }

    /// <summary>Removes an old folder. It is called a new one first: what a run killed meanwhile leaves of it is no model that anybody wants back.</summary>
    public static void Remove(string old)
    {
        string going = old[..^Old.Length] + New;
        Directory.Move(old, going);
        Directory.Delete(going, recursive: true);
    }

    /// <summary>Nobody holds the mark; or there is none, and has been none for longer than the moments before and after it.</summary>
    private static bool IsAbandoned(string fresh)
    {
        string mark = Path.Combine(fresh, Mark);
        if (!File.Exists(mark))
        {
            return DateTime.UtcNow - Directory.GetLastWriteTimeUtc(fresh) > s_surelyOver;
        }

        try
        {
            using FileStream stream = new(mark, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static List<string> Of(string parent, string name, string suffix) =>
        [.. Directory.EnumerateDirectories(parent).Where(path => IsOurs(Path.GetFileName(path), name, suffix)).Order(StringComparer.Ordinal)];

    private static bool IsOurs(string candidate, string name, string suffix)
    {
        string prefix = $".{name}.";
        return candidate.StartsWith(prefix, StringComparison.Ordinal) && candidate.EndsWith(suffix, StringComparison.Ordinal)
            && candidate.Length == prefix.Length + 32 + suffix.Length && Guid.TryParseExact(candidate.AsSpan(prefix.Length, 32), "N", out _);
    }

    private static (string? Parent, string Name) Split(string place)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(place));
        return (Path.GetDirectoryName(full), Path.GetFileName(full));
    }
}
