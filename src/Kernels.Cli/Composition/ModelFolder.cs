using System;
using System.IO;
using Kernels.Inference;

namespace Kernels.Cli.Composition;

/// <summary>Opens a model folder named on the command line.</summary>
internal static class ModelFolder
{
    public static LdaModel Open(string folder, ILdaDeviceProvider devices)
    {
        if (!Directory.Exists(folder))
        {
            throw new BadInputException($"model {folder}: found no folder there, expected one written by kernels lda train");
        }

        try
        {
            return LdaModel.Load(folder, devices);
        }
        catch (Exception exception) when (BadInput.IsRefusal(exception) || exception is InvalidDataException or FileNotFoundException or UnauthorizedAccessException)
        {
            throw BadInput.From($"model {folder}", exception);
        }
    }
}
