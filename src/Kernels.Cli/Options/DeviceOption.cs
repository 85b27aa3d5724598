using System.CommandLine;
using Kernels.Cli.Composition;
using Kernels.Inference;

namespace Kernels.Cli.Options;

/// <summary>The option <c>--device</c>.</summary>
internal static class DeviceOption
{
    public static Option<string?> Create() => OptionKinds.OneOf("--device", "Where to compute (default: cpu).", "cpu", "gpu");

    /// <summary>What makes the devices; a GPU that is not there is bad input.</summary>
    public static ILdaDeviceProvider Devices(ParseResult parsed, Option<string?> option, int threads) =>
        parsed.GetValue(option) == "gpu" ? GpuSupport.Devices() : new CpuDevices(threads);
}
