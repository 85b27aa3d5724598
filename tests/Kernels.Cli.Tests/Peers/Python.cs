using System;
using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Kernels.Tests;
using Xunit;

namespace Kernels.Cli.Tests;

/// <summary>Runs Python, where it is there with what the tests compare with. KERNELS_PYTHON names an interpreter; otherwise the one on the path or the system's is taken.</summary>
internal static class Python
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(5);
    private static readonly ConcurrentDictionary<string, string?> s_interpreters = new();

    /// <summary>An interpreter that finds all of these packages; null where there is none.</summary>
    public static string? With(params string[] packages) => s_interpreters.GetOrAdd(string.Join(' ', packages), names =>
    {
        string check = $"import importlib.util, sys; sys.exit(0 if all(importlib.util.find_spec(m) for m in '{names}'.split()) else 1)";
        string[] candidates = Environment.GetEnvironmentVariable("KERNELS_PYTHON") is { } named ? [named] : ["python3", "/usr/bin/python3"];
        return candidates.FirstOrDefault(candidate =>
        {
            try
            {
                return RunProcess(candidate, "-c", check).ExitCode == 0;
            }
            catch (Win32Exception)
            {
                return false;
            }
        });
    });

    /// <summary>Runs lines of Python in a folder; they must end well.</summary>
    public static void Run(string interpreter, string folder, params string[] lines)
    {
        string script = Path.Combine(folder, "script.py");
        File.WriteAllLines(script, lines);
        (int exitCode, string output, string error) = RunProcess(interpreter, folder, [script]);
        Assert.True(exitCode == 0, $"{string.Join('\n', lines)}\n{output}{error}");
    }

    /// <summary>Runs a program to its end.</summary>
    public static (int ExitCode, string Output, string Error) RunProcess(string program, params string[] args) => RunProcess(program, Path.GetTempPath(), args);

    private static (int ExitCode, string Output, string Error) RunProcess(string program, string folder, string[] args)
    {
        ProcessStartInfo start = new(program, args) { WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        using Process process = WatchedProcess.Start(start, s_longest);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(s_longest) || !Task.WhenAll(output, error).Wait(s_longest))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', args)}: not done after {s_longest}.");
        }

        return (process.ExitCode, output.Result, error.Result);
    }
}
