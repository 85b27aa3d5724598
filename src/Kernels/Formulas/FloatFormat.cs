using System.Numerics;
using System.Runtime.CompilerServices;

namespace Kernels.Formulas;

/// <summary>The binary format of <typeparamref name="T"/>, as the formulas need it. Every member folds to a constant.</summary>
internal static class FloatFormat<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Bits of the stored mantissa.</summary>
    public static int MantissaBits
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(double) ? 52 : 23;
    }

    /// <summary>Exponent bias.</summary>
    public static long Bias
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(double) ? 1023 : 127;
    }

    public static long MantissaMask
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(double) ? 0x000F_FFFF_FFFF_FFFF : 0x007F_FFFF;
    }

    public static long SignMask
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(double) ? long.MinValue : int.MinValue;
    }

    /// <summary>Adding and subtracting it rounds to the nearest integer; its lowest bits then hold that integer.</summary>
    public static double RoundingMagic
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(double) ? 6755399441055744.0 : 12582912.0;
    }

    /// <summary>2^MantissaBits: from here on every number is an integer.</summary>
    public static double Integers
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(double) ? 4503599627370496.0 : 8388608.0;
    }

    /// <summary>The smallest normal number.</summary>
    public static double SmallestNormal
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(double) ? 2.2250738585072014e-308 : 1.17549435e-38;
    }
}
