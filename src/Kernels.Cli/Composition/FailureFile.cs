using System;
using System.Globalization;
using System.IO;
using Kernels.Inference;

namespace Kernels.Cli.Composition;

/// <summary>Writes what shows a failure again beside the folder that the model would have gone to.</summary>
internal static class FailureFile
{
    /// <summary>The failure of the only run; says what became of the file.</summary>
    public static string Keep(LdaFailure failure, string folder) => Write(failure, folder, ".failure.json");

    /// <summary>The failure of one of several runs.</summary>
    public static string Keep(LdaFailure failure, string folder, long seed) => Write(failure, folder, string.Create(CultureInfo.InvariantCulture, $".seed{seed}.failure.json"));

    // A disk that does not take it must not hide the failure, nor cost the starts before it.
    private static string Write(LdaFailure failure, string folder, string ending)
    {
        string file = Path.TrimEndingDirectorySeparator(folder) + ending;
        try
        {
            failure.Save(file);
            return $"{file} holds what shows it again";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"what shows it again could not be written: {exception.Message}";
        }
    }
}
