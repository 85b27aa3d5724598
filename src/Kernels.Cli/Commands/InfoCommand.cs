using System;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;
using Kernels.Cli.Composition;
using Kernels.Cli.Options;
using Kernels.Cli.Output;

namespace Kernels.Cli.Commands;

/// <summary><c>kernels info</c>.</summary>
internal static class InfoCommand
{
    public static Command Create(ToolConsole console)
    {
        Option<bool> json = new("--json") { Description = "A JSON object." };
        Command command = new("info", "Say what this machine and this build offer: processor, lane width and why, threads, GPU.") { json };
        command.SetAction(parsed =>
        {
            (string Name, string Value)[] facts =
            [
                ("version", VersionOf()),
                ("processor", Processor()),
                ("lanes", ChosenLanes.Bits == 1 ? "one number at a time" : $"{ChosenLanes.Bits} bits"),
                ("why", LaneWidth.Reason),
                ("threads", $"{Environment.ProcessorCount}"),
                ("gpu", GpuSupport.Facts),
                ("runtime", $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}"),
            ];
            if (parsed.GetValue(json))
            {
                JsonLine.Write(console.Out, "info", writer => Array.ForEach(facts, fact => writer.WriteString(fact.Name, fact.Value)));
            }
            else
            {
                Array.ForEach(facts, fact => console.Out.WriteLine($"{fact.Name,-12}{fact.Value}"));
            }

            return ExitCode.Success;
        });
        return ExampleHelp.WithExamples(command, "kernels info", "KERNELS_LANES=256 kernels info");
    }

    /// <summary>Version and commit of the tool.</summary>
    public static string VersionOf() =>
        typeof(InfoCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    // The system's own name for the processor where it is easily had; the architecture everywhere.
    private static string Processor()
    {
        const string List = "/proc/cpuinfo";
        string architecture = RuntimeInformation.ProcessArchitecture.ToString();
        string? name = File.Exists(List) ? File.ReadLines(List).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) : null;
        name = name?[(name.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER");
        return name is null ? architecture : $"{name} ({architecture})";
    }
}
