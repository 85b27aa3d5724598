using System;
using System.IO;
using Xunit;

namespace Kernels.Corpora.Tests;

/// <summary>A test on real corpora, skipped with the reason where they are absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute()
    {
        if (Folder is null)
        {
            Skip = "The real corpora are not on this machine; KERNELS_DATA names their folder.";
        }
    }

    /// <summary>Where the data are, or null.</summary>
    public static string? Folder { get; } = Find();

    public static string Of(string file) => Path.Combine(Folder!, file);

    private static string? Find()
    {
        string? given = Environment.GetEnvironmentVariable("KERNELS_DATA");
        if (Directory.Exists(given))
        {
            return given;
        }

        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Kernels.sln")))
            {
                string data = Path.Combine(folder.FullName, "..", "shared", "data");
                return Directory.Exists(data) ? Path.GetFullPath(data) : null;
            }
        }

        return null;
    }
}
