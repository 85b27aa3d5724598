using System.Numerics;
using ILGPU;
using Kernels.Lanes;
using Kernels.Spans;

namespace Kernels.Gpu;

/// <content>Sums of whole rows: parts one after the other, and a binary tree over them.</content>
internal readonly unsafe partial struct RowTeam<T, TLane>
{
    /// <summary>Σ of a term over the places from <paramref name="start"/> on, and what rounding it left: pieces, and a binary tree over them.</summary>
    public (TLane High, TLane Low) Sum<TTerm>(TTerm term, long start, long length)
        where TTerm : struct, IRowTerm<TLane>
    {
        uint pieces = 0;
        TLane high = TLane.Constant(0);
        TLane low = high;
        for (long first = 0; first < length; first += RowBatch.Values)
        {
            (high, low) = PieceSum(term, start + first, length - first < RowBatch.Values ? length - first : RowBatch.Values);
            if (Lane == 0)
            {
                Push<Compensated<T, TLane>>(high, low, pieces);
            }

            pieces++;
            Group.Barrier();
        }

        if (pieces > 1)
        {
            (high, low) = Total<Compensated<T, TLane>>(pieces);
            (high, low) = Normalized(high, low);
        }

        Group.Barrier();
        return (high, low);
    }

    /// <summary>Σ of two terms, each the sums of pieces in a binary tree.</summary>
    public (TLane First, TLane Second) SumPieces<TFirst, TSecond>(TFirst firstTerm, TSecond secondTerm, long start, long length)
        where TFirst : struct, IRowTerm<TLane>
        where TSecond : struct, IRowTerm<TLane>
    {
        uint pieces = 0;
        for (long first = 0; first < length; first += RowBatch.Values)
        {
            long count = length - first < RowBatch.Values ? length - first : RowBatch.Values;
            (TLane sum, _) = PieceSum(firstTerm, start + first, count);
            (TLane other, _) = PieceSum(secondTerm, start + first, count);
            if (Lane == 0)
            {
                Push<SideBySide<T, TLane>>(sum, other, pieces);
            }

            pieces++;
            Group.Barrier();
        }

        (TLane, TLane) total = Total<SideBySide<T, TLane>>(pieces);
        Group.Barrier();
        return total;
    }

    /// <summary>Σ of the terms that are 1 and Σ of the others.</summary>
    public (TLane Ones, TLane Others) SumApart<TTerm>(TTerm term, long start, long length)
        where TTerm : struct, IRowTerm<TLane>
    {
        uint chunks = 0;
        for (long first = 0; first < length; first += Chunk)
        {
            AddChunk(term, start + first, length - first < Chunk ? (int)(length - first) : Chunk);
            if (Lane == 0)
            {
                Push<SideBySide<T, TLane>>(_ones[0], _others[0], chunks);
            }

            chunks++;
            Group.Barrier();
        }

        (TLane, TLane) total = Total<SideBySide<T, TLane>>(chunks);
        Group.Barrier();
        return total;
    }

    /// <summary>One more of two sums for the tree, after <paramref name="count"/>.</summary>
    private void Push<TSum>(TLane first, TLane second, uint count)
        where TSum : struct, ITwoSums<TLane>
    {
        int level = 0;
        for (; (count & 1) != 0; count >>= 1)
        {
            (first, second) = TSum.Add(_levelOnes[level], _levelOthers[level], first, second);
            level++;
        }

        _levelOnes[level] = first;
        _levelOthers[level] = second;
    }

    private (TLane First, TLane Second) Total<TSum>(uint count)
        where TSum : struct, ITwoSums<TLane>
    {
        TLane first = TLane.Constant(0);
        TLane second = first;
        for (int level = 0; count != 0; level++, count >>= 1)
        {
            if ((count & 1) != 0)
            {
                (first, second) = TSum.Add(_levelOnes[level], _levelOthers[level], first, second);
            }
        }

        return (first, second);
    }
}
