using System;
using System.Numerics;

namespace Kernels.Inference;

/// <summary>What every use of a mixture asks of observations.</summary>
internal static class MixtureObservations
{
    /// <summary>Whole rows of finite numbers, weights to them or none; returns how many rows.</summary>
    public static int Check<T>(ReadOnlySpan<T> x, int dimension, ReadOnlySpan<T> weights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (dimension < 1 || x.Length % dimension != 0)
        {
            throw new ArgumentException($"The observations hold {x.Length} values; expected a multiple of the dimension, {dimension}.", nameof(x));
        }

        int bad = IndexOfNotFinite(x);
        if (bad >= 0)
        {
            throw new ArgumentException($"Row {(bad / dimension) + 1}, column {(bad % dimension) + 1} of the observations is {x[bad]}; expected a finite number.", nameof(x));
        }

        int rows = x.Length / dimension;
        if (!weights.IsEmpty && weights.Length != rows)
        {
            throw new ArgumentException($"There are {weights.Length} weights; expected none or {rows}, one an observation.", nameof(weights));
        }

        T largest = T.Zero;
        for (int n = 0; n < weights.Length; n++)
        {
            if (!(weights[n] >= T.Zero && T.IsFinite(weights[n])))
            {
                throw new ArgumentException($"The weight of row {n + 1} is {weights[n]}; expected a finite number, 0 or more.", nameof(weights));
            }

            largest = T.Max(largest, weights[n]);
        }

        return weights.IsEmpty || largest > T.Zero ? rows : throw new ArgumentException("All weights are 0; expected one above 0.", nameof(weights));
    }

    private static int IndexOfNotFinite<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < x.Length; i++)
        {
            if (!T.IsFinite(x[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
