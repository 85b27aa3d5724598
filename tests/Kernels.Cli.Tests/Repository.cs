using System;
using System.IO;

namespace Kernels.Cli.Tests;

/// <summary>Where the repository lies.</summary>
internal static class Repository
{
    /// <summary>The folder above the tests that holds the solution.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Kernels.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("Kernels.sln: found in no folder above the tests.");
    }
}
