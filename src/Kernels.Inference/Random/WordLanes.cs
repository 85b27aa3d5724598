using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Kernels.Inference;

/// <summary>32-bit words side by side, each in a lane of 64, in two vectors: what one of them waits for, the other one works on.</summary>
/// <remarks>What stands in the upper halves of the lanes means nothing until <see cref="Lower"/> clears it.</remarks>
internal readonly struct WordLanes(Vector<ulong> first, Vector<ulong> second)
{
    /// <summary>The first half of the lanes.</summary>
    public Vector<ulong> First { get; } = first;

    /// <summary>The second half of the lanes.</summary>
    public Vector<ulong> Second { get; } = second;

    /// <summary>The lanes of both vectors.</summary>
    public static int Count => 2 * Vector<ulong>.Count;

    /// <summary>The lower halves alone.</summary>
    public WordLanes Lower
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(First & new Vector<ulong>(uint.MaxValue), Second & new Vector<ulong>(uint.MaxValue));
    }

    /// <summary>The same word in every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordLanes Broadcast(uint word) => new(new Vector<ulong>(word), new Vector<ulong>(word));

    /// <summary>The 64-bit product of each lane's lower half.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public WordLanes Times(uint factor) => new(Product(First, factor), Product(Second, factor));

    /// <summary>The upper half of each lane, combined with two words by exclusive or.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public WordLanes UpperXor(WordLanes words, Vector<ulong> key) => new((First >>> 32) ^ (words.First ^ key), (Second >>> 32) ^ (words.Second ^ key));

    /// <summary>This as the lower halves of lanes of 64 bits, and the upper halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public WordLanes Below(WordLanes upper) => new(First | (upper.First << 32), Second | (upper.Second << 32));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<ulong> Product(Vector<ulong> x, uint factor) => Avx2.IsSupported && Vector<ulong>.Count == Vector256<ulong>.Count
        ? Avx2.Multiply(x.AsVector256().AsUInt32(), Vector256.Create((ulong)factor).AsUInt32()).AsVector()
        : (x & new Vector<ulong>(uint.MaxValue)) * new Vector<ulong>(factor);
}
