using System;
using System.IO;
using Kernels.Tests;
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
    public static string? Folder => DataFolder.Path;

    public static string Of(string file) => Path.Combine(Folder!, file);
}
