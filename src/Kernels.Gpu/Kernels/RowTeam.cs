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
internal readonly unsafe struct RowTeam<T, TLane>
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

    /// <summary>Σ of a term over the places from <paramref name="start"/> on, and what rounding it left: every addition keeps its error.</summary>
    public (TLane High, TLane Low) Sum<TTerm>(TTerm term, long start, long length)
        where TTerm : struct, IRowTerm<TLane>
    {
        TLane zero = TLane.Constant(0);
        TLane sum = zero;
        TLane error = zero;
        for (long i = 0; i < length; i += Size)
        {
            TLane value = zero;
            if (i + Lane < length)
            {
                value = term.At(start + i + Lane);
            }

            (sum, error) = TwoSum<TLane, T>.Add(sum, error, value, zero);
        }

        _ones[Lane] = sum;
        _others[Lane] = error;
        Group.Barrier();
        for (int half = Size / 2; half > 0; half /= 2)
        {
            if (Lane < half)
            {
                (TLane both, TLane rest) = TwoSum<TLane, T>.Add(_ones[Lane], _others[Lane], _ones[Lane + half], _others[Lane + half]);
                _ones[Lane] = both;
                _others[Lane] = rest;
            }

            Group.Barrier();
        }

        sum = _ones[0];

        // Infinities leave no number in the errors.
        error = TLane.BitAnd(_others[0], IsFinite(sum));
        Group.Barrier();
        TLane total = sum + error;
        return (total, TLane.BitAnd(sum - total + error, IsFinite(total)));
    }

    /// <summary>Σ of the sums of pieces, as a binary tree over them.</summary>
    public TLane SumPieces<TTerm>(TTerm term, long start, long length)
        where TTerm : struct, IRowTerm<TLane>
    {
        uint pieces = 0;
        for (long first = 0; first < length; first += RowBatch.Values)
        {
            (TLane sum, _) = Sum(term, start + first, length - first < RowBatch.Values ? length - first : RowBatch.Values);
            if (Lane == 0)
            {
                Push(_levelOthers, sum, pieces);
            }

            pieces++;
            Group.Barrier();
        }

        TLane total = Total(_levelOthers, pieces);
        Group.Barrier();
        return total;
    }

    /// <summary>Mask of what is neither infinite nor NaN.</summary>
    public static TLane IsFinite(TLane value) =>
        TLane.LessThan(TLane.BitAndNot(value, TLane.FromBits(FloatFormat<T>.SignMask)), TLane.Constant(double.PositiveInfinity));

    /// <summary>Σ of the terms that are 1 and Σ of the others.</summary>
    public (TLane Ones, TLane Others) SumApart<TTerm>(TTerm term, long start, long length)
        where TTerm : struct, IRowTerm<TLane>
    {
        long chunk = BlocksInAChunk * Size;
        uint chunks = 0;
        for (long first = 0; first < length; first += chunk)
        {
            AddChunk(term, start + first, length - first < chunk ? (int)(length - first) : (int)chunk);
            if (Lane == 0)
            {
                Push(_levelOnes, _ones[0], chunks);
                Push(_levelOthers, _others[0], chunks);
            }

            chunks++;
            Group.Barrier();
        }

        TLane ones = Total(_levelOnes, chunks);
        TLane others = Total(_levelOthers, chunks);
        Group.Barrier();
        return (ones, others);
    }

    /// <summary>The sums of one chunk.</summary>
    public (TLane Ones, TLane Others) ChunkSums<TTerm>(TTerm term, long start, int length)
        where TTerm : struct, IRowTerm<TLane>
    {
        AddChunk(term, start, length);
        (TLane ones, TLane others) = (_ones[0], _others[0]);
        Group.Barrier();
        return (ones, others);
    }

    private void AddChunk<TTerm>(TTerm term, long start, int length)
        where TTerm : struct, IRowTerm<TLane>
    {
        TLane zero = TLane.Constant(0);
        TLane one = TLane.Constant(1);
        TLane ones = zero;
        TLane a = zero;
        TLane b = zero;

        // Blocks by turns to two sums while there are whole pairs of them, the rest to the first. One call of the term: it may be long.
        int paired = length / (2 * Size) * (2 * Size);
        bool isSecond = false;
        for (int i = 0; i < length; i += Size)
        {
            TLane value = zero;
            if (i + Lane < length)
            {
                value = term.At(start + i + Lane);
            }

            TLane isOne = TLane.Equal(value, one);
            ones += TLane.BitAnd(one, isOne);
            value = TLane.BitAndNot(value, isOne);
            if (isSecond && i < paired)
            {
                b += value;
            }
            else
            {
                a += value;
            }

            isSecond = !isSecond;
        }

        _ones[Lane] = ones;
        _others[Lane] = a + b;
        Group.Barrier();
        for (int half = Size / 2; half > 0; half /= 2)
        {
            if (Lane < half)
            {
                _ones[Lane] += _ones[Lane + half];
                _others[Lane] += _others[Lane + half];
            }

            Group.Barrier();
        }
    }

    /// <summary>One more value for the tree, after <paramref name="count"/>.</summary>
    private static void Push(ArrayView<TLane> levels, TLane value, uint count)
    {
        int level = 0;
        for (; (count & 1) != 0; count >>= 1)
        {
            value = levels[level] + value;
            level++;
        }

        levels[level] = value;
    }

    private static TLane Total(ArrayView<TLane> levels, uint count)
    {
        TLane total = TLane.Constant(0);
        for (int level = 0; count != 0; level++, count >>= 1)
        {
            if ((count & 1) != 0)
            {
                total = levels[level] + total;
            }
        }

        return total;
    }
}
