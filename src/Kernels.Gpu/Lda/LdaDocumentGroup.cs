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

    /// <summary>Topics that are worked on, ascending.</summary>
    public readonly ArrayView<int> Active;

    /// <summary>Room for the next list, and its length behind it.</summary>
    public readonly ArrayView<int> Next;

    private LdaDocumentGroup(ArrayView<TLane> memory, int topicCount, int tileWords)
    {
        Gamma = memory.SubView(0, topicCount);
        Theta = memory.SubView(topicCount, topicCount);
        Sum = memory.SubView(2 * topicCount, topicCount);
        Active = memory.SubView(3 * topicCount, topicCount).Cast<int>();
        Next = memory.SubView(4 * topicCount, topicCount + 1).Cast<int>();
        int rest = (5 * topicCount) + 1;
        Scratch = memory.SubView(rest, Group.DimX);
        Ratios = memory.SubView(rest + Group.DimX, tileWords);
        rest += Group.DimX + tileWords;
        Tile = memory.SubView(rest, tileWords * RowLength(topicCount));
    }

    /// <summary>This group's memory. To be called once in a kernel.</summary>
    public static LdaDocumentGroup<T, TLane> Take(int topicCount, int tileWords) => new(SharedMemory.GetDynamic<TLane>(), topicCount, tileWords);

    /// <summary>Numbers that a group of so many threads takes for a tile of so many words.</summary>
    public static int Length(int topicCount, int threads, int tileWords) => (5 * topicCount) + 1 + threads + (tileWords * (RowLength(topicCount) + 1));

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
