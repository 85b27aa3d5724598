using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Spans;

/// <summary>totals[p] = the sum, by halves, of the block of 512 bits number p; blocks go in eights.</summary>
internal readonly unsafe struct LaneTotals<T>(T* lanes, int count, T* totals) : IBlockAction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T* _lanes = lanes;
    private readonly int _count = count;
    private readonly T* _totals = totals;

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Invoke<TBlock>()
        where TBlock : struct, ILanes<TBlock, T>
    {
        T* from = _lanes;
        for (int p = 0; p < _count; p += 8, from += 8 * TBlock.Count)
        {
            TBlock.SumEight(
                TBlock.Load(in from[0]),
                TBlock.Load(in from[TBlock.Count]),
                TBlock.Load(in from[2 * TBlock.Count]),
                TBlock.Load(in from[3 * TBlock.Count]),
                TBlock.Load(in from[4 * TBlock.Count]),
                TBlock.Load(in from[5 * TBlock.Count]),
                TBlock.Load(in from[6 * TBlock.Count]),
                TBlock.Load(in from[7 * TBlock.Count]),
                ref _totals[p]);
        }
    }
}
