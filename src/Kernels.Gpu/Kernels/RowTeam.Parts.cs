using System.Numerics;
using ILGPU;
using Kernels.Lanes;

namespace Kernels.Gpu;

/// <content>Sums of one part of a row: a piece, whose additions keep their errors, or a chunk, in which the ones are counted apart.</content>
internal readonly unsafe partial struct RowTeam<T, TLane>
{
    /// <summary>Σ of a term over a piece, and what rounding it left: every addition keeps its error.</summary>
    public (TLane High, TLane Low) PieceSum<TTerm>(TTerm term, long start, long length)
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

        (sum, error) = (_ones[0], _others[0]);
        Group.Barrier();
        return Normalized(sum, error);
    }

    /// <summary>high + low once more rounded to the nearest number and the rest; infinities leave no number in the rest.</summary>
    public static (TLane High, TLane Low) Normalized(TLane high, TLane low)
    {
        TLane error = TLane.BitAnd(low, IsFinite(high));
        TLane total = high + error;
        return (total, TLane.BitAnd(high - total + error, IsFinite(total)));
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
}
