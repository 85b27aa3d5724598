using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Kernels.Bench.Reporting;
using Kernels.Gpu;

namespace Kernels.Bench;

/// <summary>One line of the report: a rate or a time, of the kernels alone and with transfers.</summary>
/// <param name="Group">limits, spans or LDA.</param>
/// <param name="Name">What was measured.</param>
/// <param name="Unit">Of the values; seconds where less is better.</param>
/// <param name="KernelOnly">Values on the device already; null where nothing else was measured.</param>
/// <param name="WithTransfers">From and to this machine's memory.</param>
/// <param name="Noise">Distance of the quartiles over the median.</param>
/// <param name="Limit">What the device's own copying or reading allows.</param>
/// <param name="Wall">Which of them.</param>
/// <param name="Target">What it should come to, of the kernels alone.</param>
/// <param name="Why">Where the target comes from.</param>
internal sealed record GpuFigure(
    string Group, string Name, string Unit, double? KernelOnly, double? WithTransfers, double Noise = 0, double? Limit = null, string? Wall = null, double? Target = null, string Why = "")
{
    public bool MoreIsBetter => Unit != "s";
}

/// <summary>The figures of one GPU as Markdown and as JSON.</summary>
/// <param name="device">Its name.</param>
/// <param name="isTrial">Whether only the code was tried, with tiny sizes or on the simulator.</param>
/// <param name="figures">The figures.</param>
internal sealed class GpuReport(string device, bool isTrial, IReadOnlyList<GpuFigure> figures)
{
    public const string MarkdownName = "gpu.md";

    public const string JsonName = "gpu.json";

    private static readonly JsonSerializerOptions s_options = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string Markdown()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# {device}\n\n{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {Version()}, {DateTime.UtcNow:yyyy-MM-dd}.\n{(isTrial ? "Tiny sizes or the simulator: these figures say nothing about a GPU.\n" : "")}");
        foreach (IGrouping<string, GpuFigure> group in figures.GroupBy(figure => figure.Group))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n| {group.Key} | unit | kernel only | with transfers | limit | reached | target |\n|---|---|---:|---:|---:|---:|---|\n");
            foreach (GpuFigure figure in group)
            {
                string limit = figure.Limit is double most ? $"{Results.Text(most)} ({figure.Wall})" : "–";
                string reached = figure is { Limit: double wall, KernelOnly: double value } ? (value / wall).ToString("P0", CultureInfo.InvariantCulture) : "–";
                text.Append(CultureInfo.InvariantCulture, $"| {figure.Name} | {figure.Unit} | {Text(figure.KernelOnly)} | {Text(figure.WithTransfers)} | {limit} | {reached} | {TargetOf(figure)} |\n");
            }
        }

        return text.ToString();
    }

    public void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, MarkdownName), Markdown());
        Machine machine = new(device, Environment.ProcessorCount, RuntimeInformation.OSDescription, RuntimeInformation.FrameworkDescription, Version(), DateTime.UtcNow.Date);
        List<Figure> all = [];
        foreach (GpuFigure figure in figures)
        {
            foreach ((string variant, double? value) in new[] { ("kernel only", figure.KernelOnly), ("with transfers", figure.WithTransfers) })
            {
                if (value is double number)
                {
                    all.Add(new("GPU " + figure.Group, figure.Name, variant, figure.Unit, number, figure.Noise, figure.MoreIsBetter, figure.Limit, figure.Wall));
                }
            }
        }

        File.WriteAllText(Path.Combine(folder, JsonName), JsonSerializer.Serialize(new Results(machine, all, []), s_options) + "\n");
    }

    private static string Text(double? value) => value is double number ? Results.Text(number) : "–";

    private string TargetOf(GpuFigure figure)
    {
        if (figure.Target is not double target)
        {
            return "none";
        }

        bool met = figure.KernelOnly is double value && (figure.MoreIsBetter ? value >= target : value <= target);
        return $"{Results.Text(target)}, {figure.Why}{(isTrial ? string.Empty : met ? ": met" : ": missed")}";
    }

    /// <summary>Version and commit, as they were built in.</summary>
    private static string Version() => typeof(GpuDevice).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
