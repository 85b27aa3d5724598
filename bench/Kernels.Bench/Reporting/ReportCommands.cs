using System;
using System.IO;
using Kernels.Bench.Measuring;

namespace Kernels.Bench.Reporting;

/// <summary>The commands about reports. What a user got wrong is one line and exit code 2.</summary>
internal static class ReportCommands
{
    public static int Run(string[] arguments, TextWriter output, TextWriter errors)
    {
        string[] rest = arguments[1..];
        try
        {
            return arguments[0] switch
            {
                "report" => ReportCommand.Run(rest),
                "render" => ReportCommand.Render(rest),
                "readme" => ReadmeFigures.Run(rest, output),
                "compare" => Comparison.Run(rest, output),
                "growth" => GrowthRun.Run(rest, output),
                _ => throw new ArgumentException($"Found \"{arguments[0]}\", expected report, render, readme, compare or growth."),
            };
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidDataException or IOException or FormatException or UnauthorizedAccessException)
        {
            errors.WriteLine(exception.Message);
            return 2;
        }
    }
}
