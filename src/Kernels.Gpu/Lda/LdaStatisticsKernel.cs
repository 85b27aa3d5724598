using System.Numerics;
using ILGPU;
using Kernels.Gpu.Lanes;
using Kernels.Lanes;

namespace Kernels.Gpu;

/// <summary>statistics += Σ n φ of a block of documents, one group a word: its documents in their order, so no atomics and always the same sum.</summary>
internal static class LdaStatisticsKernel<T, TLane>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLane : unmanaged, IDeviceLanes<TLane, T>
{
    /// <summary>The kernel.</summary>
    /// <param name="words">The words of the block, each once.</param>
    /// <param name="starts">Where each word's pairs begin in the next two, and where the last ends.</param>
    /// <param name="documents">The document of each pair.</param>
    /// <param name="places">The pair's place among the block's pairs.</param>
    /// <param name="ratios">n/normaliser by place.</param>
    /// <param name="theta">θ, rows of <paramref name="stride"/>.</param>
    /// <param name="factors">exp E[log β].</param>
    /// <param name="stride">K padded.</param>
    /// <param name="statistics">Σ n φ.</param>
    public static void Run(
        ArrayView<int> words,
        ArrayView<int> starts,
        ArrayView<int> documents,
        ArrayView<int> places,
        ArrayView<T> ratios,
        ArrayView<T> theta,
        ArrayView<T> factors,
        int stride,
        ArrayView<T> statistics)
    {
        int end = starts[Grid.IdxX + 1];
        long row = (long)words[Grid.IdxX] * stride;
        for (int k = Group.IdxX; k < stride; k += Group.DimX)
        {
            TLane sum = TLane.Constant(0);
            for (int i = starts[Grid.IdxX]; i < end; i++)
            {
                TLane weight = TLane.Load(in ratios[places[i]]);
                sum = TLane.FusedMultiplyAdd(weight, TLane.Load(in theta[((long)documents[i] * stride) + k]), sum);
            }

            TLane.Store(
                TLane.FusedMultiplyAdd(sum, TLane.Load(in factors[row + k]), TLane.Load(in statistics[row + k])),
                ref statistics[row + k]);
        }
    }
}
