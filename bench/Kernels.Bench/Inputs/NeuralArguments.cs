using System;
using System.Numerics;

namespace Kernels.Bench.Inputs;

/// <summary>Arguments of kernels as a network gives them.</summary>
internal static class NeuralArguments
{
    private const double Deviation = 2;

    /// <summary>Sums of a layer, or logits: normal numbers, the same ones in both types but for rounding.</summary>
    public static T[] Sums<T>(int length, int seed = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] sums = new double[length];
        new NormalDistribution(0, Deviation).Sample<double>(new RandomStream((ulong)seed, 0), 0, sums);
        return Array.ConvertAll(sums, T.CreateTruncating);
    }
}
