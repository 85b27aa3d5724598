using System;
using Xunit;

namespace Kernels.Cli.Tests;

/// <summary>A test that sends a signal to a process.</summary>
public sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute()
    {
        if (OperatingSystem.IsWindows())
        {
            Skip = "signals are sent on Unix only";
        }
    }
}
