using System;
using System.Collections.Generic;
using ILGPU.Runtime;

namespace Kernels.Gpu.Tests;

/// <summary>Makes the operations of a device fail from the n-th on, as a driver does whose device is gone.</summary>
internal sealed class FailingDriver(int failAt = int.MaxValue)
{
    public const string Message = "the device fell off\nthe bus";

    /// <summary>Every operation begun, by name.</summary>
    public List<string> Operations { get; } = [];

    public void Starting(string what)
    {
        Operations.Add(what);
        if (Operations.Count >= failAt)
        {
            throw new DriverException(Message);
        }
    }

    private sealed class DriverException(string message) : AcceleratorException(message)
    {
        public override AcceleratorType AcceleratorType => AcceleratorType.Cuda;
    }
}
