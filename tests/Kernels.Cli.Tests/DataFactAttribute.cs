using System.IO;
using Kernels.Tests;
using Xunit;

namespace Kernels.Cli.Tests;

/// <summary>A test on real data, skipped with the reason where they are absent.</summary>
public sealed class DataFactAttribute : FactAttribute
{
    /// <param name="file">Its place in the folder of data.</param>
    public DataFactAttribute(string file)
    {
        if (DataFolder.Path is not { } folder || !File.Exists(Path.Combine(folder, file)))
        {
            Skip = $"The data are not on this machine; KERNELS_DATA names the folder with {file}.";
        }
    }

    /// <summary>Where a file of the data is.</summary>
    public static string PathOf(string file) => Path.Combine(DataFolder.Path!, file);
}
