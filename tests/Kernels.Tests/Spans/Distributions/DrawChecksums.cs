using System.Collections.Generic;
using System.Numerics;

namespace Kernels.Tests;

/// <summary>Checksums of draws: they fix what a seed means.</summary>
internal static class DrawChecksums
{
    private const int Count = 5000;

    private static readonly RandomStream s_stream = new(42, 1);

    public static IEnumerable<string> Lines()
    {
        yield return $"Sampling.Uniform double {Uniform<double>()}";
        yield return $"Sampling.Uniform float {Uniform<float>()}";
        foreach (DistributionCase row in DistributionTable.Cases)
        {
            yield return $"Draws, {row.Name} double {Of<double>(row)}";
            yield return $"Draws, {row.Name} float {Of<float>(row)}";
        }
    }

    private static string Uniform<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] draws = new T[Count];
        Sampling.Uniform<T>(s_stream, 1, draws);
        return ChecksumTests.Hash<T>(draws);
    }

    /// <summary>Draws, derivatives and densities.</summary>
    private static string Of<T>(DistributionCase row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        IDistribution distribution = row.Make(row.Parameters);
        (T[] draws, T[] derivatives) = distribution.SampleAndDerivatives<T>(s_stream, 1, Count, row.ParameterCount);
        T[] densities = new T[Count];
        distribution.LogDensity<T>(draws, densities);
        return ChecksumTests.Hash<T>((T[])[.. draws, .. derivatives, .. densities]);
    }
}
