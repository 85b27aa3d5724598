using System;
using System.IO;
using Kernels.Inference;

namespace Kernels.Cli.Composition;

/// <summary>What shows a failed training again, in a file beside the model's folder.</summary>
internal static class FailureFile
{
    /// <summary>Writes it. A disk that does not take it must not hide the failure, nor cost the starts before it.</summary>
    /// <param name="failure">What happened.</param>
    /// <param name="folder">The model's folder.</param>
    /// <param name="ending">What the file's name has behind the folder's.</param>
    /// <returns>What became of it, for the line that tells of the failure.</returns>
    public static string Keep(LdaFailure failure, string folder, string ending)
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
