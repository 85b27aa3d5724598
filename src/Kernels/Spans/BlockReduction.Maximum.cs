using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Kernels.Lanes;

namespace Kernels.Spans;

internal static partial class BlockReduction
{
    /// <summary>The largest value; −∞ of none, NaN if any is NaN.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static T Maximum<TBlock, T>(ref readonly T x, int length)
        where TBlock : struct, ILanes<TBlock, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TBlock zero = TBlock.Constant(0);
        TBlock a = TBlock.Constant(double.NegativeInfinity);
        TBlock b = a;

        // 0·x leaves a NaN of NaN and of the infinities; cheaper than a mask, and rarely set.
        TBlock suspect = zero;
        TBlock other = zero;
        int i = 0;
        for (; i <= length - (2 * TBlock.Count); i += 2 * TBlock.Count)
        {
            TBlock first = TBlock.Load(in Unsafe.Add(ref Unsafe.AsRef(in x), i));
            TBlock second = TBlock.Load(in Unsafe.Add(ref Unsafe.AsRef(in x), i + TBlock.Count));
            a = TBlock.MaxOrSecond(first, a);
            b = TBlock.MaxOrSecond(second, b);
            suspect = TBlock.FusedMultiplyAdd(first, zero, suspect);
            other = TBlock.FusedMultiplyAdd(second, zero, other);
        }

        for (; i < length; i += TBlock.Count)
        {
            TBlock value = LoadUpTo<TBlock, T>(in Unsafe.Add(ref Unsafe.AsRef(in x), i), length - i, T.NegativeInfinity);
            a = TBlock.MaxOrSecond(value, a);
            suspect = TBlock.FusedMultiplyAdd(value, zero, suspect);
        }

        bool isSuspect = !TBlock.All(TBlock.Equal(suspect + other, zero));
        return isSuspect && HasNaN(in x, length) ? T.NaN : TBlock.Max(TBlock.MaxOrSecond(a, b));
    }

    private static bool HasNaN<T>(ref readonly T x, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (T value in MemoryMarshal.CreateReadOnlySpan(in x, length))
        {
            if (T.IsNaN(value))
            {
                return true;
            }
        }

        return false;
    }
}
