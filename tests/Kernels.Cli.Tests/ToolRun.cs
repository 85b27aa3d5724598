using System;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace Kernels.Cli.Tests;

/// <summary>One run of the tool in this process: what it wrote and what it returned.</summary>
internal sealed record ToolRun(int ExitCode, string Output, string Error)
{
    public string[] OutputLines => Lines(Output);

    public string[] ErrorLines => Lines(Error);

    public JsonElement[] Json => [.. OutputLines.Select(line => JsonDocument.Parse(line).RootElement)];

    public static ToolRun Of(params string[] args)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        int exitCode = Tool.Run(args, output, error);
        return new ToolRun(exitCode, output.ToString(), error.ToString());
    }

    private static string[] Lines(string text) => text.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
}
