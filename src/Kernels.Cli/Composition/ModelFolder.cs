using Kernels.Inference;

namespace Kernels.Cli.Composition;

/// <summary>Opens a model folder named on the command line.</summary>
internal static class ModelFolder
{
    public static LdaModel Open(string folder, ILdaDeviceProvider devices) => BadInput.Reading($"model {folder}", () => LdaModel.Load(folder, devices));
}
