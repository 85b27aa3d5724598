using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Xunit;

namespace Kernels.Tests;

/// <summary>The same bits in every process: results hashed and compared with a committed file, whatever instructions this run may use.</summary>
[Trait("Category", "Laws")]
[Collection(LaneWidthGroup.Name)]
public class ChecksumTests
{
    private const string WriteVariable = "KERNELS_WRITE_CHECKSUMS";

    [Fact]
    public void Results_have_the_committed_checksums()
    {
        string[] actual = [.. Lines()];
        if (Environment.GetEnvironmentVariable(WriteVariable) is { Length: > 0 } file)
        {
            File.WriteAllText(file, string.Join('\n', actual) + "\n");
            return;
        }

        string[] expected = File.ReadAllLines(Path.Combine(ReferenceData.Folder, "checksums.txt"));
        string[] different = [.. actual.Except(expected).Concat(expected.Except(actual)).Order(StringComparer.Ordinal)];
        Assert.True(
            different.Length == 0,
            $"Bits differ from RefData/checksums.txt (lane width {LaneWidth.Bits}):\n{string.Join('\n', different)}\nIf a formula was changed on purpose, rewrite the file: "
            + $"{WriteVariable}=$PWD/tests/Kernels.Tests/RefData/checksums.txt dotnet test tests/Kernels.Tests -c Release --filter {nameof(ChecksumTests)}");
    }

    private static IEnumerable<string> Lines()
    {
        foreach (KernelRow row in KernelTable.Rows)
        {
            yield return $"{row.Name} double {Elementwise<double>(row)}";
            yield return $"{row.Name} float {Elementwise<float>(row)}";
        }

        foreach (string line in ReductionChecksums.Lines())
        {
            yield return line;
        }

        foreach (string line in DrawChecksums.Lines())
        {
            yield return line;
        }
    }

    private static string Elementwise<T>(KernelRow row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] x = Inputs.Mixed<T>(50_000);
        row.Kernel<T>()(x, x);
        return Hash<T>(x);
    }

    /// <summary>SHA-256 of the values, little-endian, every NaN replaced by one.</summary>
    internal static string Hash<T>(Span<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = T.IsNaN(values[i]) ? T.NaN : values[i];
        }

        return Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(values)));
    }
}
