using System.Numerics;
using ILGPU;
using Kernels.Gpu.Lanes;
using Kernels.Lanes;

namespace Kernels.Gpu;

/// <summary>The shared memory of a team of threads that works on a document, and how its threads reduce.</summary>
/// <remarks>Every thread of the team must come along through each method that meets at barriers. Teams of one group share nothing.</remarks>
internal readonly struct LdaDocumentTeam<T, TLane, TTeam>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLane : unmanaged, IDeviceLanes<TLane, T>
    where TTeam : struct, ILdaTeam
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

    /// <summary>How many the next list holds; behind it, whether a word's normaliser was lost.</summary>
    private readonly ArrayView<int> _marks;

    private LdaDocumentTeam(ArrayView<TLane> memory, int topicCount, int tileWords, bool isLong)
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
        _marks = memory.SubView(rest, 2).Cast<int>();
        Scratch = memory.SubView(rest + 2, TTeam.Size);
        Ratios = memory.SubView(rest + 2 + TTeam.Size, tileWords);
        rest += 2 + TTeam.Size + tileWords;
        Tile = memory.SubView(rest, tileWords * RowLength(topicCount));
    }

    /// <summary>How many the next list of topics holds.</summary>
    public int Left
    {
        get => _marks[0];
        set => _marks[0] = value;
    }

    /// <summary>Whether a word's normaliser was lost: set by any thread, read behind the next barrier. <see cref="Reset"/> it before.</summary>
    public bool IsLost => _marks[1] != 0;

    /// <summary>This team's memory. To be called once in a kernel, by every thread of the group.</summary>
    public static LdaDocumentTeam<T, TLane, TTeam> Take(int topicCount, int tileWords, bool isLong)
    {
        int length = Length(topicCount, TTeam.Size, tileWords, isLong);
        return new(SharedMemory.GetDynamic<TLane>().SubView(TTeam.Place * length, length), topicCount, tileWords, isLong);
    }

    /// <summary>Numbers that a team of so many threads takes for a tile of so many words; more where documents are longer than a plain sum may be.</summary>
    public static int Length(int topicCount, int threads, int tileWords, bool isLong) =>
        ((isLong ? 6 : 5) * topicCount) + 2 + threads + (tileWords * (RowLength(topicCount) + 1));

    /// <summary>Odd, so that threads that read one column of neighbouring rows meet different banks.</summary>
    public static int RowLength(int topicCount) => topicCount | 1;

    /// <summary>No normaliser lost yet; holds behind the next barrier.</summary>
    public void Reset()
    {
        if (TTeam.Index == 0)
        {
            _marks[1] = 0;
        }
    }

    /// <summary>Marks a normaliser as lost.</summary>
    public void Lose() => _marks[1] = 1;

    /// <summary>The largest value of any thread.</summary>
    public TLane Maximum(TLane value)
    {
        Scratch[TTeam.Index] = value;
        TTeam.Barrier();
        for (int half = TTeam.Size / 2; half > 0; half /= 2)
        {
            if (TTeam.Index < half)
            {
                Scratch[TTeam.Index] = TLane.MaxOrSecond(Scratch[TTeam.Index + half], Scratch[TTeam.Index]);
            }

            TTeam.Barrier();
        }

        TLane result = Scratch[0];
        TTeam.Barrier();
        return result;
    }

    /// <summary>Σ over the threads, by halves.</summary>
    public TLane Total(TLane value)
    {
        Scratch[TTeam.Index] = value;
        TTeam.Barrier();
        for (int half = TTeam.Size / 2; half > 0; half /= 2)
        {
            if (TTeam.Index < half)
            {
                Scratch[TTeam.Index] += Scratch[TTeam.Index + half];
            }

            TTeam.Barrier();
        }

        TLane result = Scratch[0];
        TTeam.Barrier();
        return result;
    }
}
