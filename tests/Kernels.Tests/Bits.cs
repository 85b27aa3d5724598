using System;
using System.Numerics;
using Xunit;

namespace Kernels.Tests;

/// <summary>Comparison to the bit; any NaN equals any NaN.</summary>
internal static class Bits
{
    public static long Of<T>(T value) => value switch
    {
        double d => BitConverter.DoubleToInt64Bits(double.IsNaN(d) ? double.NaN : d),
        float f => BitConverter.SingleToInt32Bits(float.IsNaN(f) ? float.NaN : f),
        _ => throw new NotSupportedException(),
    };

    public static bool Same<T>(T left, T right) => Of(left) == Of(right);

    public static void AssertSame<T>(T expected, T actual, string what)
    {
        if (!Same(expected, actual))
        {
            Assert.Fail($"{what}: expected {expected:R} ({Of(expected):X}), found {actual:R} ({Of(actual):X}).");
        }
    }

    public static void AssertSame<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual, string what, ReadOnlySpan<T> arguments = default)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            if (!Same(expected[i], actual[i]))
            {
                string argument = i < arguments.Length ? $" for x = {arguments[i]:R}" : string.Empty;
                Assert.Fail($"{what}: element {i}{argument}: expected {expected[i]:R} ({Of(expected[i]):X}), found {actual[i]:R} ({Of(actual[i]):X}).");
            }
        }
    }

    public static T FromBits<T>(ulong bits) =>
        typeof(T) == typeof(double) ? (T)(object)BitConverter.UInt64BitsToDouble(bits) : (T)(object)BitConverter.UInt32BitsToSingle((uint)(bits >> 32));

    public static T From<T>(double value)
        where T : INumberBase<T> => T.CreateChecked(value);
}
