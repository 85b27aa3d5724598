using System.Numerics;
using ILGPU;
using Kernels.Formulas;
using Kernels.Lanes;
using Kernels.Spans;

namespace Kernels.Gpu;

/// <summary>The threads that take a row together: as many as there are numbers in the canonical block of 512 bits, each for one lane of it.</summary>
/// <remarks>
/// The order of every sum is the processor's (over blocks with the rounding errors kept, or in chunks of 16 blocks with two running sums; lanes by halves;
/// a binary tree over chunks), so the bits are too. Every thread of a group must come along through every method: they meet at barriers.
/// </remarks>
internal readonly unsafe partial struct RowTeam<T, TLane>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLane : unmanaged, ILanes<TLane, T>
{
    /// <summary>The most threads of a group, for which the shared memory is meant.</summary>
    public const int LargestGroup = 128;

    /// <summary>Levels of the tree over chunks: enough for 2³¹ of them.</summary>
    private const int Levels = 32;

    private const int BlocksInAChunk = 16;

    private readonly ArrayView<TLane> _ones;
    private readonly ArrayView<TLane> _others;
    private readonly ArrayView<TLane> _levelOnes;
    private readonly ArrayView<TLane> _levelOthers;

    private RowTeam(ArrayView<TLane> ones, ArrayView<TLane> others, ArrayView<TLane> levelOnes, ArrayView<TLane> levelOthers)
    {
        (_ones, _others, _levelOnes, _levelOthers) = (ones, others, levelOnes, levelOthers);
        Lane = Group.IdxX % Size;
    }

    /// <summary>Threads of a team.</summary>
    public static int Size => sizeof(T) == sizeof(double) ? 8 : 16;

    /// <summary>Values of a chunk.</summary>
    public static int Chunk => BlocksInAChunk * Size;

    /// <summary>Which lane of the block is this thread's.</summary>
    public int Lane { get; }

    /// <summary>The row that this thread's team takes; may lie beyond the last.</summary>
    public static long Row => ((long)Grid.IdxX * (Group.DimX / Size)) + (Group.IdxX / Size);

    /// <summary>This thread's team. To be called once in a kernel: it takes shared memory.</summary>
    public static RowTeam<T, TLane> Join()
    {
        ArrayView<TLane> sums = SharedMemory.Allocate<TLane>(2 * LargestGroup);
        ArrayView<TLane> levels = SharedMemory.Allocate<TLane>(2 * Levels * LargestGroup / 8);
        int team = Group.IdxX / Size;
        return new(
            sums.SubView(team * Size, Size),
            sums.SubView(LargestGroup + (team * Size), Size),
            levels.SubView(team * Levels, Levels),
            levels.SubView((Levels * LargestGroup / 8) + (team * Levels), Levels));
    }

    /// <summary>The largest of the values from <paramref name="start"/> on; −∞ of none, NaN if one is NaN.</summary>
    public TLane Maximum(ArrayView<T> x, long start, long length)
    {
        TLane maximum = TLane.Constant(double.NegativeInfinity);
        TLane valid = TLane.Equal(maximum, maximum);
        for (long i = Lane; i < length; i += Size)
        {
            TLane value = TLane.Load(in x[start + i]);
            valid = TLane.BitAnd(valid, TLane.Equal(value, value));
            maximum = TLane.MaxOrSecond(value, maximum);
        }

        _ones[Lane] = maximum;
        _others[Lane] = valid;
        Group.Barrier();
        for (int half = Size / 2; half > 0; half /= 2)
        {
            if (Lane < half)
            {
                _ones[Lane] = TLane.MaxOrSecond(_ones[Lane + half], _ones[Lane]);
                _others[Lane] = TLane.BitAnd(_others[Lane + half], _others[Lane]);
            }

            Group.Barrier();
        }

        TLane result = TLane.Select(_others[0], _ones[0], TLane.Constant(double.NaN));
        Group.Barrier();
        return result;
    }

    /// <summary>destination[i] = what becomes of x[i], for the places from <paramref name="start"/> on.</summary>
    public void Map<TResult>(TResult result, ArrayView<T> x, long start, long length, ArrayView<T> destination)
        where TResult : struct, IRowResult<TLane>
    {
        for (long i = Lane; i < length; i += Size)
        {
            TLane.Store(result.At(TLane.Load(in x[start + i])), ref destination[start + i]);
        }
    }

    /// <summary>Mask of what is neither infinite nor NaN.</summary>
    public static TLane IsFinite(TLane value) =>
        TLane.LessThan(TLane.BitAndNot(value, TLane.FromBits(FloatFormat<T>.SignMask)), TLane.Constant(double.PositiveInfinity));
}
