using System;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Linq;
using Kernels.Tests;
using Xunit;

namespace Kernels.Cli.Tests;

/// <summary>The Python that has the peers of the benchmarks.</summary>
internal static class Python
{
    private static readonly Lazy<string?> s_interpreter = new(() => new[] { "python3", "/usr/bin/python3" }.FirstOrDefault(Imports));

    /// <summary>The first interpreter that imports scikit-learn, and with it SciPy and NumPy; null where there is none.</summary>
    public static string? Interpreter => s_interpreter.Value;

    /// <summary>Runs a script of bench/peers to its end.</summary>
    public static (int ExitCode, string Output, string Error) Run(string script, params string[] args) =>
        RunProcess(Interpreter!, [Path.Combine(Repository.Root, "bench", "peers", script), .. args]);

    /// <summary>Runs a program to its end.</summary>
    public static (int ExitCode, string Output, string Error) RunProcess(string program, params string[] args)
    {
        ProcessStartInfo start = new(program, args) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        using Process process = Process.Start(start)!;
        System.Threading.Tasks.Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }

    private static bool Imports(string interpreter)
    {
        try
        {
            return RunProcess(interpreter, "-c", "import sklearn").ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}

/// <summary>A test that runs the peers of the benchmarks, on a real corpus where it needs one.</summary>
internal sealed class PeersFactAttribute : FactAttribute
{
    public PeersFactAttribute(string? corpus = null)
    {
        if (Python.Interpreter is null)
        {
            Skip = "python3-sklearn not installed";
        }
        else if (corpus is not null && !(DataFolder.Path is { } folder && File.Exists(Path.Combine(folder, corpus))))
        {
            Skip = $"The corpora folder (../shared/data, or KERNELS_DATA) with {corpus} is absent.";
        }
    }
}
