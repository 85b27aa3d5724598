using System;
using System.Buffers.Binary;
using System.Numerics;

namespace Kernels.Corpora;

/// <summary>The checksum of this library's files: XXH64 (Y. Collet, xxHash specification 0.1.1), seed 0, of bytes that come in pieces.</summary>
/// <example>
/// <code>
/// Console.WriteLine($"{XxHash64.Of("abc"u8):x16}"); // 44bc2cf5ad770999
/// XxHash64 hash = new();
/// hash.Append("a"u8);
/// hash.Append("bc"u8);
/// Console.WriteLine($"{hash.Value:x16}"); // 44bc2cf5ad770999
/// </code>
/// </example>
public sealed class XxHash64
{
    private const ulong Prime1 = 0x9E3779B185EBCA87;
    private const ulong Prime2 = 0xC2B2AE3D27D4EB4F;
    private const ulong Prime3 = 0x165667B19E3779F9;
    private const ulong Prime4 = 0x85EBCA77C2B2AE63;
    private const ulong Prime5 = 0x27D4EB2F165667C5;
    private const int Stripe = 32;

    private readonly byte[] _rest = new byte[Stripe];
    private ulong _a = unchecked(Prime1 + Prime2);
    private ulong _b = Prime2;
    private ulong _c;
    private ulong _d = unchecked(0 - Prime1);
    private ulong _length;

    /// <summary>The hash of all bytes so far.</summary>
    public ulong Value
    {
        get
        {
            ulong hash = Prime5;
            if (_length >= Stripe)
            {
                hash = BitOperations.RotateLeft(_a, 1) + BitOperations.RotateLeft(_b, 7) + BitOperations.RotateLeft(_c, 12) + BitOperations.RotateLeft(_d, 18);
                hash = Merge(Merge(Merge(Merge(hash, _a), _b), _c), _d);
            }

            return Finish(hash + _length, _rest.AsSpan(0, RestLength));
        }
    }

    private int RestLength => (int)(_length % Stripe);

    /// <summary>Hashes bytes in one piece.</summary>
    /// <param name="bytes">All of them.</param>
    public static ulong Of(ReadOnlySpan<byte> bytes)
    {
        XxHash64 hash = new();
        hash.Append(bytes);
        return hash.Value;
    }

    /// <summary>Adds the bytes that come next.</summary>
    /// <param name="bytes">Any number of them.</param>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        int kept = RestLength;
        _length += (ulong)bytes.Length;
        if (kept > 0)
        {
            int taken = Math.Min(Stripe - kept, bytes.Length);
            bytes[..taken].CopyTo(_rest.AsSpan(kept));
            bytes = bytes[taken..];
            if (kept + taken < Stripe)
            {
                return;
            }

            AppendStripes(_rest);
        }

        AppendStripes(bytes);
        bytes[(bytes.Length / Stripe * Stripe)..].CopyTo(_rest);
    }

    private void AppendStripes(ReadOnlySpan<byte> bytes)
    {
        (ulong a, ulong b, ulong c, ulong d) = (_a, _b, _c, _d);
        for (; bytes.Length >= Stripe; bytes = bytes[Stripe..])
        {
            a = Round(a, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            b = Round(b, BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]));
            c = Round(c, BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]));
            d = Round(d, BinaryPrimitives.ReadUInt64LittleEndian(bytes[24..]));
        }

        (_a, _b, _c, _d) = (a, b, c, d);
    }

    private static ulong Finish(ulong hash, ReadOnlySpan<byte> rest)
    {
        for (; rest.Length >= 8; rest = rest[8..])
        {
            hash ^= Round(0, BinaryPrimitives.ReadUInt64LittleEndian(rest));
            hash = (BitOperations.RotateLeft(hash, 27) * Prime1) + Prime4;
        }

        if (rest.Length >= 4)
        {
            hash ^= BinaryPrimitives.ReadUInt32LittleEndian(rest) * Prime1;
            hash = (BitOperations.RotateLeft(hash, 23) * Prime2) + Prime3;
            rest = rest[4..];
        }

        foreach (byte last in rest)
        {
            hash ^= last * Prime5;
            hash = BitOperations.RotateLeft(hash, 11) * Prime1;
        }

        hash = (hash ^ (hash >> 33)) * Prime2;
        hash = (hash ^ (hash >> 29)) * Prime3;
        return hash ^ (hash >> 32);
    }

    private static ulong Round(ulong lane, ulong input) => BitOperations.RotateLeft(lane + (input * Prime2), 31) * Prime1;

    private static ulong Merge(ulong hash, ulong lane) => ((hash ^ Round(0, lane)) * Prime1) + Prime4;
}
