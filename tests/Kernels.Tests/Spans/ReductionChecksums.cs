using System.Collections.Generic;
using System.Numerics;

namespace Kernels.Tests;

/// <summary>Checksums of the kernels that sum, one a row of the table.</summary>
internal static class ReductionChecksums
{
    public static IEnumerable<string> Lines()
    {
        foreach (ReductionRow row in ReductionTable.Rows)
        {
            yield return $"{row.Name} double {Of<double>(row)}";
            yield return $"{row.Name} float {Of<float>(row)}";
        }
    }

    private static string Of<T>(ReductionRow row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var all = new List<T>();
        foreach (int length in new[] { 1, 7, 20, 100, 300, 1000, 20_000 })
        {
            T[] x = row.Arguments<T>(3 * length, 51);
            T[] values = new T[row.ValueCount(x.Length)];
            T[] results = new T[row.ResultCount(3)];
            row.Rows<T>()(x, row.HasSecond ? row.Arguments<T>(x.Length, 53) : [], length, values, results);
            all.AddRange(values);
            all.AddRange(results);
        }

        return ChecksumTests.Hash<T>(all.ToArray());
    }
}
