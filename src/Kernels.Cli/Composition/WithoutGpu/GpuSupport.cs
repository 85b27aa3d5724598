using System;
using Kernels.Inference;

namespace Kernels.Cli.Composition;

/// <summary>The GPU in a build that has none.</summary>
internal static class GpuSupport
{
    private const string HowToGetIt = "build with WithGpu=true where the package ILGPU 1.5.3 can be restored";

    /// <summary>What <c>kernels info</c> says.</summary>
    public static string Facts => $"no support in this build; to get it, {HowToGetIt}";

    /// <summary>No device, no failure of one.</summary>
    public static bool IsFailure(Exception exception) => false;

    /// <summary>Refuses.</summary>
    public static ILdaDeviceProvider Devices() =>
        throw new BadInputException($"option --device: found gpu, but this build has no GPU support, expected cpu; to get it, {HowToGetIt}");
}
