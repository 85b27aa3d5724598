using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Kernels.Lanes;

/// <summary>Tells the processor what will be read soon. It changes no result, and any address will do.</summary>
internal static unsafe class CacheHint
{
    /// <summary>Further than this processors do not read ahead by themselves: a page of memory.</summary>
    public const int Page = 4096;

    /// <summary>The line of this address will be read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Soon(void* address)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(address);
        }
    }
}
