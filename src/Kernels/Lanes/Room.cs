using System.Runtime.CompilerServices;

namespace Kernels.Lanes;

/// <summary>Room for the values of one block of 512 bits, of either type.</summary>
[InlineArray(16)]
internal struct Room<T>
    where T : unmanaged
{
    private T _first;
}
