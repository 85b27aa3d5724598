using System;
using System.Collections.Generic;
using Kernels.Gpu;
using Kernels.Inference;

namespace Kernels.Cli.Composition;

/// <summary>The GPU in a build that supports it.</summary>
internal static class GpuSupport
{
    private const string Variable = "KERNELS_GPU";

    private const string Simulator = "simulator";

    /// <summary>Opens the simulator; a test may put one in its place that fails.</summary>
    internal static Func<GpuDevice> OpenSimulator { get; set; } = GpuDevice.OpenSimulator;

    /// <summary>What <c>kernels info</c> says.</summary>
    public static string Facts
    {
        get
        {
            if (UsesSimulator())
            {
                return $"supported; {Variable} asks for the simulator, which is for tests and very slow";
            }

            return Describe(GpuDevice.Find(), GpuDevice.Requirement, GpuDevice.FindUnsupported());
        }
    }

    /// <summary>The first GPU, or the simulator if the environment asks for it.</summary>
    public static ILdaDeviceProvider Devices()
    {
        try
        {
            return new GpuDevices(UsesSimulator() ? OpenSimulator() : GpuDevice.Open());
        }
        catch (GpuException exception)
        {
            throw new BadInputException($"option --device: {exception.Message}; --device cpu needs none", exception);
        }
    }

    /// <summary>Whether a device failed or was too small: the run's fault, not the tool's.</summary>
    public static bool IsFailure(Exception exception) => exception is GpuException;

    /// <summary>The same of GPUs found, of what is expected where there are none, and of GPUs that cannot be used.</summary>
    internal static string Describe(IReadOnlyList<string> found, string expected, IReadOnlyList<string> unsupported)
    {
        string supported = found.Count == 0 ? $"supported; none found, expected {expected}" : $"supported; found {string.Join("; ", found)}";
        return unsupported.Count == 0
            ? supported
            : $"{supported}; not supported: {string.Join(", ", unsupported)} (OpenCL only, whose rounding is not the processor's)";
    }

    private static bool UsesSimulator() => Environment.GetEnvironmentVariable(Variable) switch
    {
        null or "" => false,
        Simulator => true,
        string other => throw new BadInputException($"{Variable}: found \"{other}\", expected {Simulator} or nothing"),
    };
}
