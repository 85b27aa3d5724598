using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace Kernels.Tests;

/// <summary>The lane widths that this machine runs at full speed; 1 stands for one number at a time.</summary>
internal static class Widths
{
    public static IReadOnlyList<int> Supported { get; } = [.. new[] { 1, 128, 256, 512 }.Where(LaneWidth.IsSupported)];

    public static TheoryData<int> All() => [.. Supported];

    /// <summary>Whatever the work returns at each width, scalar first.</summary>
    public static IEnumerable<(int Bits, TResult Result)> Each<TResult>(Func<TResult> work)
    {
        foreach (int bits in Supported)
        {
            using (LaneWidth.Force(bits))
            {
                yield return (bits, work());
            }
        }
    }
}

/// <summary>Tests that force a width run one after another: it is a setting of the process.</summary>
[CollectionDefinition(Name)]
public sealed class LaneWidthGroup
{
    public const string Name = "lane width";
}
