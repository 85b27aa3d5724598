using System;
using System.IO;
using Kernels.Inference;

namespace Kernels.Cli.Composition;

/// <summary>Opens a model folder named on the command line.</summary>
internal static class ModelFolder
{
    public static LdaModel Open(string folder, ILdaDeviceProvider devices)
    {
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
