using System;
using System.IO;
using System.Text.Json;
using Kernels.Tests;
using Xunit;

namespace Kernels.Cli.Tests;

/// <summary>A test that runs PyTorch on MNIST, skipped where either is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TorchFactAttribute : FactAttribute
{
    public TorchFactAttribute() => Skip = Python.With("torch") is null ? "python3-torch not installed"
        : !(DataFolder.Path is { } folder && File.Exists(Path.Combine(folder, "mnist", "train-images-idx3-ubyte.gz"))) ? "MNIST is absent; KERNELS_DATA names the folder above mnist."
        : null;
}

/// <summary>bench/peers/vae_compare.py: both systems run, and learn the same.</summary>
public sealed class VaePeerTests
{
    [TorchFact]
    public void TheQuickComparisonRunsAndBothLearnTheSame()
    {
        string python = Python.With("torch")!;
        string script = Path.Combine(Repository.Root, "bench", "peers", "vae_compare.py");
        (int exitCode, string output, string error) = Python.RunProcess(
            python, script, "--quick", "--data", DataFolder.Path!, "--python", python, "--tool", typeof(Tool).Assembly.Location);
        Assert.True(exitCode == 0, error);
        JsonElement result = JsonDocument.Parse(output).RootElement;
        JsonElement losses = result.GetProperty("testLoss");
        Assert.InRange(losses.GetProperty("kernels").GetDouble(), losses.GetProperty("PyTorch").GetDouble() - 4, losses.GetProperty("PyTorch").GetDouble() + 4);
        Assert.True(result.GetProperty("secondsAPass").GetProperty("kernels").GetDouble() > 0);
    }
}
