using System;
using System.IO;

namespace Kernels.Tests;

/// <summary>The real corpora that stand beside the repository on some machines.</summary>
internal static class DataFolder
{
    /// <summary>Their folder, or null: what KERNELS_DATA names, else shared/data beside the checkout.</summary>
    public static string? Path { get; } = Find();

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("KERNELS_DATA") is { Length: > 0 } named)
        {
            return Directory.Exists(named) ? named : null;
        }

        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(at.FullName, "Kernels.sln")))
            {
                string data = System.IO.Path.GetFullPath(System.IO.Path.Combine(at.FullName, "..", "shared", "data"));
                return Directory.Exists(data) ? data : null;
            }
        }

        return null;
    }
}
