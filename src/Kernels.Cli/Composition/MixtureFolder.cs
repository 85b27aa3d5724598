using Kernels.Inference;

namespace Kernels.Cli.Composition;

/// <summary>Opens a mixture's folder named on the command line.</summary>
internal static class MixtureFolder
{
    public static GaussianMixture Open(string folder) => BadInput.Reading($"model {folder}", () => GaussianMixture.Load(folder));
}
