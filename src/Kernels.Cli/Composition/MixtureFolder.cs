using System;
using System.IO;
using Kernels.Inference;

namespace Kernels.Cli.Composition;

/// <summary>Opens a mixture's folder named on the command line.</summary>
internal static class MixtureFolder
{
    public static GaussianMixture Open(string folder)
    {
        try
        {
            return GaussianMixture.Load(folder);
        }
        catch (Exception exception) when (BadInput.IsRefusal(exception) || exception is InvalidDataException or FileNotFoundException or UnauthorizedAccessException)
        {
            throw BadInput.From($"model {folder}", exception);
        }
    }
}
