using System;

namespace Kernels.Gpu;

/// <summary>There is no usable GPU, or one failed; the message is one line.</summary>
public sealed class GpuException : Exception
{
    /// <summary>Makes one.</summary>
    public GpuException()
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="message">What happened, in one line.</param>
    public GpuException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="message">What happened, in one line.</param>
    /// <param name="innerException">What the driver or ILGPU said.</param>
    public GpuException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Whether the device's memory was too small, and nothing else is wrong with it.</summary>
    public bool IsOutOfMemory { get; init; }
}
