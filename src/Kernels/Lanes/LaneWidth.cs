using System;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Kernels;

/// <summary>How many bits of lanes this process works on at once, and why. Results do not depend on it.</summary>
/// <example>
/// <code>
/// Console.WriteLine(LaneWidth.Bits is 1 or 128 or 256 or 512); // True
/// Console.WriteLine(LaneWidth.Reason.Length &gt; 0); // True
/// </code>
/// </example>
public static class LaneWidth
{
    /// <summary>The environment variable that forces a width: <c>scalar</c>, <c>128</c>, <c>256</c> or <c>512</c>.</summary>
    public const string EnvironmentVariable = "KERNELS_LANES";

    private static readonly (int Bits, string Reason) s_chosen = Choose(Environment.GetEnvironmentVariable(EnvironmentVariable));
    private static int s_bits = s_chosen.Bits;

    /// <summary>512, 256, 128, or 1 for one number at a time.</summary>
    /// <exception cref="InvalidOperationException">The environment variable asks for a width that is unknown or that this processor lacks.</exception>
    public static int Bits => Chosen(s_bits, s_chosen.Reason);

    /// <summary>Why: one sentence.</summary>
    public static string Reason => s_chosen.Reason;

    /// <summary>Whether this machine can run a width at full speed.</summary>
    internal static bool IsSupported(int bits) => bits switch
    {
        512 => Avx512F.IsSupported && Avx512DQ.IsSupported && Avx512BW.IsSupported && Avx512F.VL.IsSupported,
        256 => Avx2.IsSupported && Fma.IsSupported,
        128 or 1 => true,
        _ => false,
    };

    /// <summary>A width that was chosen: 0 is none.</summary>
    internal static int Chosen(int bits, string reason) => bits != 0 ? bits : throw new InvalidOperationException(reason);

    /// <summary>Forces a width for tests; the same bits come out, so other threads do not notice.</summary>
    internal static IDisposable Force(int bits)
    {
        var restore = new Restore(s_bits);
        s_bits = bits;
        return restore;
    }

    internal static (int Bits, string Reason) Choose(string? forced)
    {
        if (string.IsNullOrEmpty(forced))
        {
            return IsSupported(512) ? (512, "AVX-512 is there (F, DQ, BW, VL): 512 bits measured faster than twice 256 for every kernel.")
                : IsSupported(256) ? (256, "AVX2 and FMA are there, AVX-512 is not.")
                : Vector128.IsHardwareAccelerated ? (128, "Neither AVX-512 nor AVX2 with FMA is there.")
                : (128, "No vector instructions are there, or they are switched off: 128 bits in software, slow.");
        }

        int bits = forced switch { "scalar" => 1, "128" => 128, "256" => 256, "512" => 512, _ => 0 };
        return bits == 0 ? (0, $"{EnvironmentVariable} is \"{forced}\"; expected scalar, 128, 256 or 512.")
            : !IsSupported(bits) ? (0, $"{EnvironmentVariable} asks for {forced} bits, which this processor lacks.")
            : (bits, $"Forced by {EnvironmentVariable}.");
    }

    private sealed class Restore(int bits) : IDisposable
    {
        public void Dispose() => s_bits = bits;
    }
}
