using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Kernels.Formulas;
using Kernels.Lanes;

namespace Kernels.Spans;

/// <summary>destination[i] = exp(x[i] − maximum), the difference exact; what is not a normal number becomes 0.</summary>
internal readonly ref struct ShiftedExponential<T>(ref readonly T x, T maximum, ref T destination, int length) : IBlockAction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ref readonly T _x = ref x;
    private readonly T _maximum = maximum;
    private readonly ref T _destination = ref destination;
    private readonly int _length = length;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Invoke<TLanes>()
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes maximum = TLanes.Broadcast(_maximum);
        int i = 0;
        for (; i <= _length - TLanes.Count; i += TLanes.Count)
        {
            TLanes.Store(Exponential<T>.Shifted(TLanes.Load(in Unsafe.Add(ref Unsafe.AsRef(in _x), i)), maximum), ref Unsafe.Add(ref _destination, i));
        }

        if (i < _length)
        {
            Tail<TLanes>(i);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Tail<TLanes>(int start)
        where TLanes : struct, ILanes<TLanes, T>
    {
        Span<T> buffer = stackalloc T[TLanes.Count];
        buffer.Fill(_maximum);
        MemoryMarshal.CreateReadOnlySpan(in Unsafe.Add(ref Unsafe.AsRef(in _x), start), _length - start).CopyTo(buffer);
        ref T first = ref MemoryMarshal.GetReference(buffer);
        TLanes.Store(Exponential<T>.Shifted(TLanes.Load(in first), TLanes.Broadcast(_maximum)), ref first);
        buffer[..(_length - start)].CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref _destination, start), _length - start));
    }
}
