using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Kernels.Formulas;
using Kernels.Lanes;

namespace Kernels.Spans;

/// <summary>Runs a formula over a span.</summary>
internal static class SpanMap
{
    /// <summary>destination[i] = f(x[i]).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<T, TFormula>(ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TFormula : IFormula<T>
    {
        ThrowHelper.CheckDestination(x, destination);
        var action = new Action<T, TFormula>(ref MemoryMarshal.GetReference(x), ref MemoryMarshal.GetReference(destination), x.Length);
        BlockDispatch.RunElementwise<T, Action<T, TFormula>>(ref action);
    }

    /// <summary>The same for memory that is known to fit, inside work that already has its block type.</summary>
    /// <remarks>Never inlined: what the JIT inlines in all is in proportion to the size of the outermost method, and a caller of one line gets next to nothing.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Run<TLanes, T, TFormula>(ref readonly T x, ref T destination, int length)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TFormula : IFormula<T>
    {
        int i = 0;
        for (; i <= length - TLanes.Count; i += TLanes.Count)
        {
            TLanes.Store(TFormula.Evaluate(TLanes.Load(in Unsafe.Add(ref Unsafe.AsRef(in x), i))), ref Unsafe.Add(ref destination, i));
        }

        if (i < length)
        {
            Tail<TLanes, T, TFormula>(in Unsafe.Add(ref Unsafe.AsRef(in x), i), ref Unsafe.Add(ref destination, i), length - i);
        }
    }

    /// <summary>Less than a block, filled up with 1; apart, because a second copy of the formula in the loop's method exceeds what the JIT inlines.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static unsafe void Tail<TLanes, T, TFormula>(ref readonly T x, ref T destination, int length)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TFormula : IFormula<T>
    {
        fixed (T* source = &x)
        fixed (T* target = &destination)
        {
            TLanes.StorePart(TFormula.Evaluate(TLanes.LoadPart(source, length, T.One)), target, length);
        }
    }

    private readonly ref struct Action<T, TFormula>(ref T x, ref T destination, int length) : IBlockAction<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TFormula : IFormula<T>
    {
        private readonly ref T _x = ref x;
        private readonly ref T _destination = ref destination;
        private readonly int _length = length;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Invoke<TLanes>()
            where TLanes : struct, ILanes<TLanes, T> => Run<TLanes, T, TFormula>(in _x, ref _destination, _length);
    }
}
