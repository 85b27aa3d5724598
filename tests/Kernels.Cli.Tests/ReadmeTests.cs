using System;
using System.IO;
using System.Linq;
using Xunit;

namespace Kernels.Cli.Tests;

/// <summary>The commands that the README shows; its C# runs beside the examples of the documentation.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public void TheCommandsShownAreCommandsOfTheTool()
    {
        string[] lines = [.. File.ReadAllLines(Path.Combine(Repository.Root, "README.md")).Where(line => line.StartsWith("    kernels ", StringComparison.Ordinal))];
        Assert.NotEmpty(lines);
        foreach (string line in lines)
        {
            string[] command = [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).TakeWhile(word => word.All(char.IsAsciiLetterLower)).Take(2)];
            string[] words = command[0] is "info" ? ["info"] : command;
            Assert.Equal(0, ToolRun.Of([.. words, "--help"]).ExitCode);
        }
    }
}
