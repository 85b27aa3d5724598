using System;
using System.Linq;
using System.Numerics;
using Xunit;

namespace Kernels.Gpu.Tests;

/// <summary>Arguments, and the comparison to the bit.</summary>
internal static class Values
{
    /// <summary>Every binary exponent with a few mantissas, both signs, and what is special.</summary>
    public static T[] WholeLine<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        bool isDouble = typeof(T) == typeof(double);
        int step = isDouble ? 13 : 2;
        T[] special = [T.Zero, T.NegativeZero, T.One, T.NegativeOne, T.NaN, T.PositiveInfinity, T.NegativeInfinity, T.Epsilon, -T.Epsilon, T.CreateChecked(-3), T.CreateChecked(2)];
        Random random = new(7);
        return
        [
            .. special,
            .. from exponent in Enumerable.Range(isDouble ? -1074 : -149, isDouble ? 2098 : 277)
               where exponent % step == 0
               from sign in (int[])[1, -1]
               select T.ScaleB(T.CreateChecked(sign * (1 + random.NextDouble())), exponent),
            .. from _ in Enumerable.Range(0, 400) select T.CreateChecked(Math.Exp((random.NextDouble() * 16) - 8)),
            .. from _ in Enumerable.Range(0, 100) select T.CreateChecked((random.NextDouble() * 200) - 100),
        ];
    }

    /// <summary>Positive values over some orders of magnitude.</summary>
    public static T[] Positive<T>(int count, int seed, double logSpread = 4)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => T.CreateChecked(Math.Exp((random.NextDouble() - 0.5) * 2 * logSpread)))];
    }

    /// <summary>Values from 0 to 1, half of them near to an end.</summary>
    public static T[] Open<T>(int count, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(i => T.CreateChecked(i % 4 == 0 ? 1 - (random.NextDouble() * 1e-3) : i % 4 == 1 ? Math.Exp(random.NextDouble() * -30) : random.NextDouble()))];
    }

    /// <summary>Values of both signs, some of them equal.</summary>
    public static T[] Logs<T>(int count, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => T.CreateChecked(Math.Round((random.NextDouble() - 0.7) * 60, 1)))];
    }

    /// <summary>The same bits; any NaN equals any NaN.</summary>
    public static void AssertSameBits<T>(T[] expected, T[] actual, Func<int, string> describe)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            bool same = (T.IsNaN(expected[i]) && T.IsNaN(actual[i])) || (expected[i].Equals(actual[i]) && T.IsNegative(expected[i]) == T.IsNegative(actual[i]));
            Assert.True(same, $"{describe(i)}: {actual[i]:R} on the device, {expected[i]:R} on the processor");
        }
    }
}
