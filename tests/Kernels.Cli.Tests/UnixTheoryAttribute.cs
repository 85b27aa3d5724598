using System;
using Xunit;

namespace Kernels.Cli.Tests;

/// <summary>Cases of a test that sends a signal to a process.</summary>
public sealed class UnixTheoryAttribute : TheoryAttribute
{
    public UnixTheoryAttribute()
    {
        if (OperatingSystem.IsWindows())
        {
            Skip = "signals are sent on Unix only";
        }
    }
}
