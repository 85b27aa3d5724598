using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using Kernels.Bench.Measuring;

namespace Kernels.Bench.Reporting;

/// <summary>Where this process runs, and in which checkout.</summary>
internal static class ThisMachine
{
    /// <summary>The checkout's top folder, found upwards from a folder; that folder itself where there is none.</summary>
    public static string Root(string? from = null)
    {
        string start = from ?? Directory.GetCurrentDirectory();
        for (string? folder = start; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Kernels.sln")))
            {
                return folder;
            }
        }

        return start;
    }

    /// <summary>Everything a reader may want to know of it.</summary>
    public static Machine Describe(CacheLevels caches) => new(
        Micro.Processor(),
        Environment.ProcessorCount,
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        Commit(),
        DateTime.UtcNow.Date,
        [
            $"Lanes of {LaneWidth.Bits} bits: {LaneWidth.Reason}",
            $"Memory: {caches}",
            $"Packages: {string.Join(", ", Packages())}.",
        ]);

    /// <summary>How many processes wanted to run, over the last minute; empty where the system does not tell.</summary>
    public static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : string.Empty;

    /// <summary>A processor's name as a folder's.</summary>
    public static string Slug(string processor)
    {
        var slug = new StringBuilder();
        foreach (char letter in processor.ToLowerInvariant())
        {
            slug.Append(char.IsAsciiLetterOrDigit(letter) ? letter : '-');
        }

        string name = string.Join('-', slug.ToString().Split('-', StringSplitOptions.RemoveEmptyEntries));
        return name.Length > 0 ? name : "unknown";
    }

    private static IEnumerable<string> Packages() =>
        from type in new[] { typeof(LaneWidth), typeof(System.Numerics.Tensors.TensorPrimitives), typeof(MathNet.Numerics.SpecialFunctions) }
        let assembly = type.Assembly
        let version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
        select $"{assembly.GetName().Name} {version ?? assembly.GetName().Version?.ToString()}";

    private static string Commit()
    {
        try
        {
            ProcessStartInfo start = new("git", ["describe", "--always", "--dirty"]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Root() };
            using Process? git = Process.Start(start);
            string text = git?.StandardOutput.ReadToEnd().Trim() ?? string.Empty;
            return text.Length > 0 ? text : "unknown (no checkout)";
        }
        catch (Win32Exception)
        {
            return "unknown (no git)";
        }
    }
}
