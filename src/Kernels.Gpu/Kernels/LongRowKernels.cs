using System.Numerics;
using ILGPU;
using Kernels.Formulas;
using Kernels.Lanes;

namespace Kernels.Gpu;

/// <summary>ln Σ exp of rows so long that one team would be alone with each: every chunk has a team, and the chunks' sums meet in the processor's tree.</summary>
internal static class LongRowKernels<T, TLane>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLane : unmanaged, ILanes<TLane, T>
{
    /// <summary>maxima[row, chunk] = the largest value of each chunk; applied again to its own results until one a row is left.</summary>
    public static void Maxima(ArrayView<T> x, long rowLength, long chunks, long rows, ArrayView<T> maxima)
    {
        var team = RowTeam<T, TLane>.Join();
        long place = RowTeam<T, TLane>.Row;
        bool exists = place < rows * chunks;
        long row = exists ? place / chunks : 0;
        long first = exists ? (place - (row * chunks)) * RowTeam<T, TLane>.Chunk : 0;
        long length = rowLength - first < RowTeam<T, TLane>.Chunk ? rowLength - first : RowTeam<T, TLane>.Chunk;
        TLane maximum = team.Maximum(x, (row * rowLength) + first, length);
        if (exists && team.Lane == 0)
        {
            TLane.Store(maximum, ref maxima[place]);
        }
    }

    /// <summary>The sums of each chunk: of the terms that are 1, and of the others.</summary>
    public static void Sums(ArrayView<T> x, long rowLength, long chunks, long rows, ArrayView<T> maxima, ArrayView<T> ones, ArrayView<T> others)
    {
        var team = RowTeam<T, TLane>.Join();
        long place = RowTeam<T, TLane>.Row;
        bool exists = place < rows * chunks;
        long row = exists ? place / chunks : 0;
        long first = exists ? (place - (row * chunks)) * RowTeam<T, TLane>.Chunk : 0;
        long length = rowLength - first < RowTeam<T, TLane>.Chunk ? rowLength - first : RowTeam<T, TLane>.Chunk;
        (TLane one, TLane other) = team.ChunkSums(new ExponentialTerm<T, TLane>(x, TLane.Load(in maxima[row])), (row * rowLength) + first, (int)length);
        if (exists && team.Lane == 0)
        {
            TLane.Store(one, ref ones[place]);
            TLane.Store(other, ref others[place]);
        }
    }

    /// <summary>One level of the tree: values in pairs, and a last one without a partner onto what levels below have left over.</summary>
    public static void Level(Index1D index, ArrayView<T> values, long count, long rows, ArrayView<T> sums, ArrayView<T> leftOver)
    {
        long pairs = count / 2;
        long row = index / (pairs + 1);
        long pair = index - (row * (pairs + 1));
        long start = row * count;
        if (pair < pairs)
        {
            TLane sum = TLane.Load(in values[start + (2 * pair)]) + TLane.Load(in values[start + (2 * pair) + 1]);
            TLane.Store(sum, ref sums[(row * pairs) + pair]);
        }
        else if (count % 2 != 0)
        {
            TLane.Store(TLane.Load(in values[start + count - 1]) + TLane.Load(in leftOver[row]), ref leftOver[row]);
        }
    }

    /// <summary>The logarithm of each row's sum; one thread a row.</summary>
    public static void Finish(Index1D row, ArrayView<T> maxima, ArrayView<T> ones, ArrayView<T> others, ArrayView<T> destination) =>
        TLane.Store(
            LogSumExpFormula<T>.Evaluate(TLane.Load(in maxima[row]), TLane.Load(in ones[row]), TLane.Load(in others[row])).Logarithm,
            ref destination[row]);
}
