using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using Kernels.Bench.Measuring;

namespace Kernels.Bench.Reporting;

/// <summary>Measures everything on this machine and writes the report. <c>report [--quick] [--output DIR] [--peers FILE]</c></summary>
internal static class ReportCommand
{
    public static void Run(string[] args)
    {
        bool quick = args.Contains("--quick");
        Machine machine = ThisMachine();
        string folder = Value(args, "--output") ?? Path.Combine("bench", "results", Slug(machine.Processor));
        Results? peers = Peers(Value(args, "--peers"), folder);
        List<Figure> figures = [];
        List<Curves> curves = [];

        Say("limits");
        Dictionary<int, Limits> limits = new[] { 1, 128, 256, 512 }.Where(LaneWidth.IsSupported).ToDictionary(bits => bits, Limits.Of);
        foreach ((int bits, Limits limit) in limits)
        {
            string width = bits == 1 ? "scalar" : $"{bits} bits";
            Rate($"multiply–adds, double, {width}", limit.MultiplyAddsDouble);
            Rate($"multiply–adds, float, {width}", limit.MultiplyAddsSingle);
            Rate($"divisions, double, {width}", limit.DivisionsDouble);
            Rate($"divisions, float, {width}", limit.DivisionsSingle);
        }

        double[] bandwidths = [.. new (string Level, long Bytes)[] { ("16 KB", 16 << 10), ("512 KB", 512 << 10), ("8 MB", 8 << 20), ("512 MB", 512L << 20) }.Select(level =>
        {
            double rate = Limits.ReadBandwidth(level.Bytes);
            figures.Add(new("limits", $"reading {level.Level}", "", "GB/s", rate, 0, MoreIsBetter: true));
            return rate;
        })];

        Say("kernels in double");
        KernelMeasures.Measure<double>(limits, bandwidths[0], quick ? 50 : 300, figures, curves);
        Say("kernels in float");
        KernelMeasures.Measure<float>(limits, bandwidths[0], quick ? 50 : 300, figures, curves);
        Say("LDA");
        LdaMeasures.Measure(!quick, bandwidths[1], figures);
        Say("readers");
        ReaderMeasures.Measure(figures);
        if (!quick)
        {
            Say("growth");
            Growth.Measure(curves);
        }

        if (peers is not null)
        {
            Say($"peers: as measured on {peers.Machine.Processor}, {peers.Machine.Date:yyyy-MM-dd}, commit {peers.Machine.Commit}");
            figures.AddRange(peers.Figures);
            curves.AddRange(peers.Curves);
        }

        ReportWriter.Write(new Results(machine, figures, curves), folder);
        Say($"written: {Path.Combine(folder, "report.html")}, report.md, results.json");

        void Rate(string name, double value) => figures.Add(new("limits", name, "", "G/s", value, 0, MoreIsBetter: true));
    }

    /// <summary>A processor's name as a folder's.</summary>
    public static string Slug(string processor)
    {
        var slug = new StringBuilder();
        foreach (char letter in processor.ToLowerInvariant())
        {
            slug.Append(char.IsAsciiLetterOrDigit(letter) ? letter : '-');
        }

        return string.Join('-', slug.ToString().Split('-', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>What bench/peers/compare.py measured: the file named, else peers.json in the report's folder, else nothing.</summary>
    public static Results? Peers(string? named, string folder)
    {
        string path = named ?? Path.Combine(folder, "peers.json");
        return named is not null || File.Exists(path) ? Results.Load(path) : null;
    }

    private static string? Value(string[] args, string option) => Array.IndexOf(args, option) is int at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;

    private static Machine ThisMachine() => new(
        Micro.Processor(),
        Environment.ProcessorCount,
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        Commit(),
        DateTime.UtcNow.Date);

    private static string Commit()
    {
        try
        {
            using Process? git = Process.Start(new ProcessStartInfo("git", ["describe", "--always", "--dirty"]) { RedirectStandardOutput = true, RedirectStandardError = true });
            string text = git?.StandardOutput.ReadToEnd().Trim() ?? string.Empty;
            return text.Length > 0 ? text : "unknown";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "unknown (no git)";
        }
    }

    private static void Say(string what) => Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{DateTime.Now:HH:mm:ss} {what}"));
}
