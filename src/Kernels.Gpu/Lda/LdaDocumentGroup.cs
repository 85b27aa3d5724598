using System.Numerics;
using ILGPU;
using Kernels.Gpu.Lanes;
using Kernels.Lanes;

namespace Kernels.Gpu;

/// <summary>The shared memory of a group that works on a document, and how its threads reduce.</summary>
/// <remarks>Every thread of the group must come along through each method that meets at barriers. The number of threads is a power of two.</remarks>
internal readonly struct LdaDocumentGroup<T, TLane>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLane : unmanaged, IDeviceLanes<TLane, T>
{
    public readonly ArrayView<TLane> Gamma;
    public readonly ArrayView<TLane> Theta;
    public readonly ArrayView<TLane> Sum;
    public readonly ArrayView<TLane> Scratch;
    public readonly ArrayView<TLane> Ratios;
    public readonly ArrayView<TLane> Tile;

    /// <summary>Σ of the sums of a long document. The memory of <see cref="Next"/>, which is done with by then.</summary>
    public readonly ArrayView<TLane> Totals;

    /// <summary>Rounding errors of <see cref="Totals"/>; empty where no document is long.</summary>
    public readonly ArrayView<TLane> Errors;

    /// <summary>Topics that are worked on, ascending.</summary>
    public readonly ArrayView<int> Active;

    /// <summary>Room for the next list of them.</summary>
    public readonly ArrayView<int> Next;

    /// <summary>How many the next list holds.</summary>
    public readonly ArrayView<int> Left;

    private LdaDocumentGroup(ArrayView<TLane> memory, int topicCount, int tileWords, bool isLong)
    {
        Gamma = memory.SubView(0, topicCount);
        Theta = memory.SubView(topicCount, topicCount);
        Sum = memory.SubView(2 * topicCount, topicCount);
        Active = memory.SubView(3 * topicCount, topicCount).Cast<int>();
        Totals = memory.SubView(4 * topicCount, topicCount);
        Next = Totals.Cast<int>();
        int errors = isLong ? topicCount : 0;
        Errors = memory.SubView(5 * topicCount, errors);
        int rest = (5 * topicCount) + errors;
        Left = memory.SubView(rest, 1).Cast<int>();
        Scratch = memory.SubView(rest + 1, Group.DimX);
        Ratios = memory.SubView(rest + 1 + Group.DimX, tileWords);
        rest += 1 + Group.DimX + tileWords;
        Tile = memory.SubView(rest, tileWords * RowLength(topicCount));
    }

    /// <summary>This group's memory. To be called once in a kernel.</summary>
    public static LdaDocumentGroup<T, TLane> Take(int topicCount, int tileWords, bool isLong) => new(SharedMemory.GetDynamic<TLane>(), topicCount, tileWords, isLong);

    /// <summary>Numbers that a group of so many threads takes for a tile of so many words; more where documents are longer than a plain sum may be.</summary>
    public static int Length(int topicCount, int threads, int tileWords, bool isLong) =>
        ((isLong ? 6 : 5) * topicCount) + 1 + threads + (tileWords * (RowLength(topicCount) + 1));

    /// <summary>Odd, so that threads that read one column of neighbouring rows meet different banks.</summary>
    public static int RowLength(int topicCount) => topicCount | 1;

    /// <summary>The largest value of any thread.</summary>
    public TLane Maximum(TLane value)
    {
        Scratch[Group.IdxX] = value;
        Group.Barrier();
        for (int half = Group.DimX / 2; half > 0; half /= 2)
        {
            if (Group.IdxX < half)
            {
                Scratch[Group.IdxX] = TLane.MaxOrSecond(Scratch[Group.IdxX + half], Scratch[Group.IdxX]);
            }

            Group.Barrier();
        }

        TLane result = Scratch[0];
        Group.Barrier();
        return result;
    }

    /// <summary>Σ over the threads, by halves.</summary>
    public TLane Total(TLane value)
    {
        Scratch[Group.IdxX] = value;
        Group.Barrier();
        for (int half = Group.DimX / 2; half > 0; half /= 2)
        {
            if (Group.IdxX < half)
            {
                Scratch[Group.IdxX] += Scratch[Group.IdxX + half];
            }

            Group.Barrier();
        }

        TLane result = Scratch[0];
        Group.Barrier();
        return result;
    }
}
