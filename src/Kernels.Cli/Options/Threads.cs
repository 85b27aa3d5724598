using System;
using System.CommandLine;

namespace Kernels.Cli.Options;

/// <summary>The option <c>--threads</c>.</summary>
internal static class Threads
{
    public static Option<int?> Create() => OptionKinds.WholeNumber("--threads", "T", 1, $"Threads (default: all {Environment.ProcessorCount}); results do not depend on it.");

    public static int Of(ParseResult parsed, Option<int?> option) => parsed.GetValue(option) ?? Environment.ProcessorCount;
}
