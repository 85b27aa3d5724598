using System;
using System.Collections.Generic;
using System.IO;
using System.Text.RegularExpressions;
using Kernels.Gpu;

namespace Kernels.Bench;

/// <summary>
/// What one GPU does: its own limits, span kernels held against them, the E-step and online training; kernels alone, and with what travels there and back.
/// <c>gpu [--quick] [--output [DIR]] [--corpus DOCWORD --vocabulary WORDS]</c>
/// </summary>
/// <remarks>KERNELS_GPU=simulator tries the code without a GPU; <c>--quick</c> takes sizes that it can bear, and once.</remarks>
internal static partial class GpuSpeed
{
    public static int Run(string[] args)
    {
        GpuSpeedOptions options;
        try
        {
            options = GpuSpeedOptions.Read(args);
        }
        catch (ArgumentException exception)
        {
            Console.Error.WriteLine(exception.Message);
            return 2;
        }

        bool simulate = Environment.GetEnvironmentVariable("KERNELS_GPU") == "simulator";
        if (!simulate && GpuDevice.Find().Count == 0)
        {
            Console.Error.WriteLine($"found no GPU, expected {GpuDevice.Requirement}; KERNELS_GPU=simulator and --quick try the code without one");
            return 1;
        }

        using GpuDevice device = simulate ? GpuDevice.OpenSimulator() : GpuDevice.Open();
        List<GpuFigure> figures = [];
        new GpuSpans(device, options.IsQuick).Measure(figures);
        new GpuLda(device, options).Measure(figures);
        GpuReport report = new(device.Name, options.IsQuick || simulate, figures);
        Console.Write(report.Markdown());
        if (options.WritesOutput)
        {
            string folder = options.Output ?? Path.Combine("bench", "results", FolderName().Replace(device.Name.ToLowerInvariant(), "-").Trim('-'));
            report.Write(folder);
            Console.Error.WriteLine($"written: {Path.Combine(folder, GpuReport.MarkdownName)}, {GpuReport.JsonName}");
        }

        return 0;
    }

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex FolderName();
}
