using System;
using System.Collections.Generic;
using System.Numerics;

namespace Kernels.Tests;

/// <summary>Arguments made by exact operations only, so that they are the same on every machine.</summary>
internal static class Inputs
{
    /// <summary>Numbers that break careless code, both signs.</summary>
    public static T[] Hostile<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T tiny = T.Epsilon;
        T normal = T.CreateChecked(typeof(T) == typeof(double) ? 2.2250738585072014e-308 : 1.17549435e-38f);
        T largest = T.BitDecrement(T.PositiveInfinity);
        T integers = T.ScaleB(T.One, typeof(T) == typeof(double) ? 52 : 23);
        T[] centres =
        [
            T.Zero, tiny, tiny + tiny + tiny, T.BitDecrement(normal), normal, T.BitIncrement(normal), T.ScaleB(T.One, typeof(T) == typeof(double) ? -1000 : -100),
            T.ScaleB(T.One, typeof(T) == typeof(double) ? 1000 : 100), largest, T.BitDecrement(largest), T.PositiveInfinity, integers, integers + T.One,
            integers - T.One / (T.One + T.One), T.CreateChecked(87), T.CreateChecked(88.72284), T.CreateChecked(103.97208), T.CreateChecked(150),
            T.CreateChecked(708), T.CreateChecked(709.782712893384), T.CreateChecked(745.1332191019411), T.CreateChecked(1000), T.CreateChecked(0.25),
            T.CreateChecked(0.5), T.CreateChecked(0.0014), T.CreateChecked(0.0115), T.CreateChecked(1.4616321449683623), T.CreateChecked(1e10),
            T.CreateChecked(0.7071067811865476), T.CreateChecked(1.4142135623730951), T.CreateChecked(16777216), T.CreateChecked(1152921504606846976.0),
            T.CreateChecked(9.332636185032189e-302), T.CreateChecked(3.9443045e-31),
        ];
        var values = new List<T> { T.NaN, -T.NaN };
        void Add(T value)
        {
            values.Add(value);
            values.Add(-value);
        }

        foreach (T centre in centres)
        {
            Add(centre);
            Add(T.BitIncrement(centre));
            Add(T.BitDecrement(centre));
        }

        for (int i = 1; i <= 24; i++)
        {
            T whole = T.CreateChecked(i);
            Add(whole);
            Add(T.BitIncrement(whole));
            Add(T.BitDecrement(whole));
            Add(whole + T.CreateChecked(0.5));
            Add(T.One + T.ScaleB(T.One, -i));
            Add(T.One - T.ScaleB(T.One, -i));
        }

        return [.. values];
    }

    /// <summary>Positive numbers of the size that models meet: two thirds in [2⁻⁸, 2¹²), one third in [1, 2).</summary>
    public static T[] Realistic<T>(int count, ulong seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var values = new T[count];
        for (int i = 0; i < count; i++)
        {
            ulong random = Next(ref seed);
            T mantissa = T.One + T.ScaleB(T.CreateTruncating(random >> 42), -22);
            values[i] = i % 3 == 0 ? mantissa : T.ScaleB(mantissa, (int)(random % 20) - 8);
        }

        return values;
    }

    /// <summary>Any sign, uniform mantissa, magnitudes from 2⁻⁸ to 2⁸.</summary>
    public static T[] Signed<T>(int count, ulong seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var values = new T[count];
        for (int i = 0; i < count; i++)
        {
            ulong random = Next(ref seed);
            T mantissa = T.One + T.ScaleB(T.CreateTruncating(random >> 42), -22);
            values[i] = T.ScaleB((random & 64) == 0 ? mantissa : -mantissa, (int)(random % 16) - 8);
        }

        return values;
    }

    /// <summary>Uniform bit patterns: every exponent, NaNs and infinities among them.</summary>
    public static T[] Patterns<T>(int count, ulong seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var values = new T[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = Bits.FromBits<T>(Next(ref seed));
        }

        return values;
    }

    /// <summary>All of it: blocks of ordinary numbers only, then ordinary and hostile ones side by side, then patterns.</summary>
    public static T[] Mixed<T>(int patterns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] hostile = Hostile<T>();
        T[] ordinary = Realistic<T>(4000, 11);
        var between = new T[4 * hostile.Length];
        for (int i = 0; i < between.Length; i++)
        {
            between[i] = i % 4 == 3 ? hostile[i / 4] : ordinary[i];
        }

        return [.. ordinary, .. Signed<T>(4000, 12), .. hostile, .. between, .. Patterns<T>(patterns, 13)];
    }

    /// <summary>A number from [from, to), uniform.</summary>
    public static double Uniform(ref ulong seed, double from, double to) => from + ((to - from) * (Next(ref seed) >> 11) * 1.1102230246251565e-16);

    /// <summary>SplitMix64 (Steele, Lea, Flood 2014).</summary>
    public static ulong Next(ref ulong state)
    {
        ulong z = state += 0x9E37_79B9_7F4A_7C15;
        z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB;
        return z ^ (z >> 31);
    }
}
