using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ILGPU.Runtime;
using Kernels.Cli.Composition;
using Kernels.Gpu;
using Xunit;

namespace Kernels.Cli.Tests;

/// <summary>A GPU that fails in the middle of a run: exit code 1, one line, and the model that was there is as it was.</summary>
[Collection(DeviceTests.Collection)]
public sealed class LostDeviceTests(TinyCorpus corpus) : IClassFixture<TinyCorpus>
{
    /// <summary>At the first operation, while it learns, and when λ is read at the end.</summary>
    [Fact]
    public void ATrainingRunWhoseDeviceIsLostKeepsTheOldModel()
    {
        string model = corpus.Train("kept");
        Dictionary<string, string> before = Files();
        List<string> operations = [];
        ToolRun sound = Train(operations.Add, corpus.At("sound"));
        Assert.True(sound.ExitCode == 0, sound.Error);
        int last = operations.FindLastIndex(what => what != "releasing memory") + 1;
        Directory.Delete(corpus.At("sound"), recursive: true);

        foreach (int n in (int[])[1, last / 2, last])
        {
            int count = 0;
            ToolRun run = Train(_ => FailIf(++count >= n), model);
            Assert.Equal(1, run.ExitCode);
            Assert.Empty(run.Output);
            Assert.Equal($"kernels: GPU simulator failed at {operations[n - 1]}: the device fell off the bus", Assert.Single(run.ErrorLines));
            Assert.Equal(before, Files());
        }
    }

    [Fact]
    public void ADeviceTooSmallIsSaidInOneLineToo()
    {
        string model = corpus.Train("small");
        Dictionary<string, string> before = Files();
        ToolRun run = Train(
            what =>
            {
                if (what == "allocating memory")
                {
                    throw new InsufficientMemoryException();
                }
            },
            model);
        Assert.Equal(1, run.ExitCode);
        Assert.Matches("^kernels: GPU simulator: out of device memory: [0-9,]+ bytes were asked for, [0-9,]+ are free$", Assert.Single(run.ErrorLines));
        Assert.Equal(before, Files());
    }

    private static void FailIf(bool condition)
    {
        if (condition)
        {
            throw new DriverException("the device fell off\nthe bus");
        }
    }

    private ToolRun Train(Action<string> starting, string output)
    {
        try
        {
            Environment.SetEnvironmentVariable("KERNELS_GPU", "simulator");
            GpuSupport.OpenSimulator = () => GpuDevice.OpenSimulator(starting);
            return ToolRun.Of("lda", "train", corpus.Lines, "--topics", "2", "--passes", "1", "--device", "gpu", "--force", "--quiet", "--output", output);
        }
        finally
        {
            GpuSupport.OpenSimulator = GpuDevice.OpenSimulator;
            Environment.SetEnvironmentVariable("KERNELS_GPU", null);
        }
    }

    /// <summary>Every file below the folder, and what is in it.</summary>
    private Dictionary<string, string> Files() =>
        Directory.EnumerateFiles(corpus.Folder, "*", SearchOption.AllDirectories).ToDictionary(file => file, file => Convert.ToHexString(File.ReadAllBytes(file)));

    private sealed class DriverException(string message) : AcceleratorException(message)
    {
        public override AcceleratorType AcceleratorType => AcceleratorType.Cuda;
    }
}
