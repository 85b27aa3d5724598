using System;

namespace Kernels.Inference;

/// <summary>The checksum of zip archives, which .NET does not compare when it reads one.</summary>
/// <remarks>Source: the polynomial of ISO 3309, reflected, EDB88320.</remarks>
internal sealed class Crc32
{
    private static readonly uint[] s_table = Table();
    private uint _state = uint.MaxValue;

    /// <summary>Of the bytes so far.</summary>
    public uint Value => ~_state;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        uint state = _state;
        uint[] table = s_table;
        foreach (byte b in bytes)
        {
            state = table[(byte)(state ^ b)] ^ (state >> 8);
        }

        _state = state;
    }

    private static uint[] Table()
    {
        uint[] table = new uint[256];
        for (uint i = 0; i < table.Length; i++)
        {
            uint value = i;
            for (int bit = 0; bit < 8; bit++)
            {
                value = (value & 1) == 0 ? value >> 1 : (value >> 1) ^ 0xEDB88320;
            }

            table[i] = value;
        }

        return table;
    }
}
