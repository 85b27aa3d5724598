using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Kernels.Bench.Measuring;

namespace Kernels.Bench.Reporting;

/// <summary>Measures everything on this machine and writes the report. <c>report [--quick] [--output DIR] [--peers FILE]</c></summary>
internal static class ReportCommand
{
    public static int Run(string[] arguments)
    {
        Options options = Options.Parse(arguments);
        if (options.Peers is not null)
        {
            // A mistake is better known before measuring than after.
            Results.Load(options.Peers);
        }

        CacheLevels caches = CacheLevels.Read();
        string before = ThisMachine.Load();
        Machine machine = ThisMachine.Describe(caches);
        string folder = options.Output ?? Path.Combine(ThisMachine.Root(), "bench", "results", ThisMachine.Slug(machine.Processor));
        Probe(folder);
        Schedule schedule = options.Quick ? Schedule.Quick : Schedule.Full;
        List<Figure> figures = [];
        List<Curves> curves = [];
        Say("making what is to be measured");
        IReadOnlyList<ISection> sections = Sections(caches, options.Quick, Environment.GetEnvironmentVariable("KERNELS_DATA"));
        schedule.Run([.. sections.SelectMany(section => section.Works)], Say);
        foreach (ISection section in sections)
        {
            section.Report(figures, curves);
        }

        new Growth(options.Quick).Measure(options.Quick ? 1 : 3, Say, GrowthRun.Start, figures, curves);
        if (before.Length > 0)
        {
            string load = $"Load (processes that wanted to run, over a minute): {before} before, {ThisMachine.Load()} after; the run itself is 1, or the threads it measures.";
            machine = machine with { Details = [.. machine.Details!, load] };
        }

        if (options.Peers is { } peers)
        {
            // Beside the results, where the report and the README look for them.
            Directory.CreateDirectory(folder);
            Report.WriteWhole(Path.Combine(folder, Report.PeersFileName), File.ReadAllText(peers));
        }

        Results results = new(machine, figures, curves, options.Quick ? Results.QuickNote : string.Empty);
        Write(results, folder);
        Say($"written: {Path.Combine(folder, "report.html")}, report.md, {Results.FileName}");
        return ExitCode(results, options.Quick, Say);
    }

    /// <summary>That the report will have a place: a mistake is better known before measuring than after.</summary>
    /// <exception cref="IOException">It has not.</exception>
    public static void Probe(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            string file = Path.Combine(folder, $".{Environment.ProcessId}.new");
            File.WriteAllText(file, string.Empty);
            File.Delete(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{folder}: found no place for a report ({exception.Message.TrimEnd('.')}), expected a folder that can be written.", exception);
        }
    }

    /// <summary>1 where a figure is beyond its wall, and says which; rounds as short as those of a quick run measure limits too roughly for that.</summary>
    public static int ExitCode(Results results, bool quick, Action<string> say)
    {
        string[] impossible = [.. results.Impossible];
        Array.ForEach(impossible, say);
        return impossible.Length > 0 && !quick ? 1 : 0;
    }

    /// <summary>Writes the report of a folder again, from its results and those of others. <c>render DIR</c></summary>
    public static int Render(string[] arguments)
    {
        string folder = arguments is [var only] ? only : throw new ArgumentException($"render was given {arguments.Length} arguments; expected 1: a folder with {Results.FileName}.");
        if (!Directory.Exists(folder))
        {
            throw new ArgumentException($"render was given {folder}, which is no folder; expected a folder with {Results.FileName}.");
        }

        Report.Load(folder).Write(folder);
        return 0;
    }

    /// <summary>All that is measured in rounds.</summary>
    /// <param name="caches">The machine's levels of memory.</param>
    /// <param name="quick">Fewer sizes.</param>
    /// <param name="data">The folder of real corpora; null or empty where there is none.</param>
    public static IReadOnlyList<ISection> Sections(CacheLevels caches, bool quick, string? data)
    {
        ArithmeticLimits<double> doubles = new();
        ArithmeticLimits<float> floats = new();
        BandwidthLimits bandwidth = new(caches);
        return
        [
            doubles, floats, bandwidth, new KernelSection<double>(doubles, bandwidth, quick), new KernelSection<float>(floats, bandwidth, quick),
            new LdaSection(floats, bandwidth, quick, data), new ReaderSection(),
        ];
    }

    private static void Write(Results results, string folder)
    {
        Directory.CreateDirectory(folder);
        Report.WriteWhole(Path.Combine(folder, Results.FileName), results.ToJson());
        Report.Load(folder).Write(folder);
    }

    private static void Say(string what) => Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{DateTime.Now:HH:mm:ss} {what}"));

    private sealed record Options(bool Quick, string? Output, string? Peers)
    {
        public static Options Parse(string[] arguments)
        {
            Options options = new(false, null, null);
            for (int i = 0; i < arguments.Length; i++)
            {
                options = arguments[i] switch
                {
                    "--quick" => options with { Quick = true },
                    "--output" when i + 1 < arguments.Length => options with { Output = arguments[++i] },
                    "--peers" when i + 1 < arguments.Length => options with { Peers = arguments[++i] },
                    _ => throw new ArgumentException($"report was given \"{arguments[i]}\"; expected [--quick] [--output DIR] [--peers FILE]."),
                };
            }

            return options;
        }
    }
}
