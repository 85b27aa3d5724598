namespace Kernels.Bench.Tests;

/// <summary>Tests that force a width of lanes, or ask which one there is, run one after the other: the width is the process's.</summary>
internal static class Widths
{
    public const string Forced = "forced widths";
}
