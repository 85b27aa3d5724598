using System;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace Kernels.Cli.Tests;

/// <summary>Runs Python, where it is there with what the tests compare with.</summary>
internal static class Python
{
    private const string Check = "import importlib.util, sys; sys.exit(0 if all(importlib.util.find_spec(m) for m in ('numpy', 'scipy', 'sklearn', 'gensim')) else 1)";
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(5);
    private static readonly Lazy<string?> s_interpreter = new(Find);

    /// <summary>An interpreter that has NumPy, SciPy, scikit-learn and gensim; null where there is none.</summary>
    public static string? Interpreter => s_interpreter.Value;

    /// <summary>Runs a script in a folder; it must end well.</summary>
    public static void Run(string folder, params string[] lines)
    {
        string script = Path.Combine(folder, "script.py");
        File.WriteAllLines(script, lines);
        (int exitCode, string error) = Start(Interpreter!, folder, script);
        Assert.True(exitCode == 0, $"{string.Join('\n', lines)}\n{error}");
    }

    private static string? Find()
    {
        string? named = Environment.GetEnvironmentVariable("KERNELS_PYTHON");
        string[] candidates = named is null ? ["python3", "/usr/bin/python3"] : [named];
        return candidates.FirstOrDefault(candidate =>
        {
            try
            {
                return Start(candidate, Path.GetTempPath(), "-c", Check).ExitCode == 0;
            }
            catch (Win32Exception)
            {
                return false;
            }
        });
    }

    private static (int ExitCode, string Error) Start(string interpreter, string folder, params string[] args)
    {
        ProcessStartInfo start = new(interpreter, args) { WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(s_longest))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{interpreter} {string.Join(' ', args)}: not done after {s_longest}.");
        }

        return (process.ExitCode, output.Result + error.Result);
    }
}
