using System;
using System.Runtime.CompilerServices;

namespace Kernels.Spans;

/// <summary>Memory for packed factors, one piece a thread, kept from call to call. It begins on a cache line and holds anything.</summary>
internal static unsafe class PackingRoom
{
    private const int Alignment = 64;

    [ThreadStatic]
    private static byte[]? s_room;

    /// <summary>So many bytes, until this thread asks again.</summary>
    public static void* Take(int bytes)
    {
        byte[]? room = s_room;
        if (room is null || room.Length < bytes + Alignment)
        {
            // Pinned, so that an address stays good without a handle.
            s_room = room = GC.AllocateUninitializedArray<byte>(bytes + Alignment, pinned: true);
        }

        nuint start = (nuint)Unsafe.AsPointer(ref room[0]);
        return (void*)((start + Alignment - 1) & ~(nuint)(Alignment - 1));
    }
}
