using System.Collections.Generic;

namespace Kernels.Tests;

/// <summary>Checksums of the kernels that sum, taken together.</summary>
internal static class ReductionChecksums
{
    public static IEnumerable<string> Lines()
    {
        foreach (int length in new[] { 1, 7, 100, 1000, 20_000 })
        {
            yield return $"sums of {length} double {ChecksumTests.Hash<double>(ReductionLaws<double>.Everything(length))}";
            yield return $"sums of {length} float {ChecksumTests.Hash<float>(ReductionLaws<float>.Everything(length))}";
        }
    }
}
