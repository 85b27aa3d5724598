using System;
using System.IO;
using Kernels.Tests;
using Xunit;

namespace Kernels.Cli.Tests;

/// <summary>A test against the real scikit-learn, gensim and SciPy, skipped where Python has not got them.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PythonFactAttribute : FactAttribute
{
    public PythonFactAttribute()
    {
        if (Interpreter is null)
        {
            Skip = "Python with scikit-learn and gensim is not on this machine; KERNELS_PYTHON names an interpreter that has them.";
        }
    }

    /// <summary>The interpreter; null where the tests are skipped.</summary>
    public static string? Interpreter => Python.With("numpy", "scipy", "sklearn", "gensim");
}

/// <summary>A test that runs the peers of the benchmarks, on a real corpus where it needs one.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PeersFactAttribute : FactAttribute
{
    public PeersFactAttribute(string? corpus = null)
    {
        if (Interpreter is null)
        {
            Skip = "python3-sklearn not installed";
        }
        else if (corpus is not null && !(DataFolder.Path is { } folder && File.Exists(Path.Combine(folder, corpus))))
        {
            Skip = $"The corpora folder (../shared/data, or KERNELS_DATA) with {corpus} is absent.";
        }
    }

    /// <summary>The interpreter; null where the tests are skipped.</summary>
    public static string? Interpreter => Python.With("sklearn");

    /// <summary>Runs a script of bench/peers to its end.</summary>
    public static (int ExitCode, string Output, string Error) Run(string script, params string[] args) =>
        Python.RunProcess(Interpreter!, [Path.Combine(Repository.Root, "bench", "peers", script), .. args]);
}
