namespace Kernels.Bench.Suites;

/// <summary>The GPU's suites in a build without them.</summary>
internal static class GpuSuites
{
    /// <summary>Why they are not offered.</summary>
    public static string? Reason => "no GPU support in this build: build with WithGpu=true";
}
