using System;
using System.Numerics;

namespace Kernels.Inference;

/// <summary>Observations drawn at random: number i of a start is a pure function of (seed, start, i).</summary>
internal sealed class RandomObservations<T>(MixturePass<T> pass, long seed, int start) : IEmptyComponents
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The first of the streams of a seed that belong to mixtures; each start has its own.</summary>
    private const uint FirstStream = 0x4D69_0000;

    private ulong _drawn;

    /// <summary>Components put on another observation.</summary>
    public int Reseeded { get; private set; }

    /// <summary>A number in (0, 1).</summary>
    public double Uniform() => Philox4x32.Uniforms((ulong)seed, FirstStream + (uint)start, _drawn++, attempt: 0).First;

    /// <summary>An observation's number, each as likely as it is weighty.</summary>
    public int Row() => pass.HasWeights ? InProportion([]) : (int)(Uniform() * pass.RowCount);

    /// <summary>Different observations' numbers, of weighty ones sooner: without weights by Floyd's method.</summary>
    public int[] Rows(int count)
    {
        int[] rows = new int[count];
        if (pass.HasWeights)
        {
            T[] shares = new T[pass.RowCount];
            Array.Fill(shares, T.NegativeOne);
            for (int i = 0; i < count; i++)
            {
                rows[i] = InProportion(shares);
                shares[rows[i]] = T.Zero;
            }

            return rows;
        }

        for (int i = 0; i < count; i++)
        {
            int last = pass.RowCount - count + i;
            int row = (int)(Uniform() * (last + 1));
            rows[i] = Array.IndexOf(rows, row, 0, i) < 0 ? row : last;
        }

        return rows;
    }

    /// <summary>An observation drawn with a chance in proportion to its weight times its share.</summary>
    /// <param name="negativeShares">−share of each observation; empty: all are 1.</param>
    /// <returns>Its number; −1 where all chances are 0.</returns>
    public int InProportion(ReadOnlySpan<T> negativeShares)
    {
        double total = 0;
        for (int n = 0; n < pass.RowCount; n++)
        {
            total += Chance(negativeShares, n);
        }

        double left = Uniform() * total;
        int last = -1;
        for (int n = 0; n < pass.RowCount && left >= 0; n++)
        {
            double chance = Chance(negativeShares, n);
            left -= chance;
            last = chance > 0 ? n : last;
        }

        return last;
    }

    /// <inheritdoc/>
    public double Replace(int component, Span<double> mean)
    {
        Reseeded++;
        CopyTo(Row(), mean);
        return 1;
    }

    /// <summary>An observation in double.</summary>
    public void CopyTo(int row, Span<double> destination)
    {
        ReadOnlySpan<T> values = pass.Row(row);
        for (int i = 0; i < values.Length; i++)
        {
            destination[i] = double.CreateTruncating(values[i]);
        }
    }

    /// <summary>0 where an observation does not count, also of a share that overflows.</summary>
    private double Chance(ReadOnlySpan<T> negativeShares, int n) =>
        pass.Weight(n) is var weight && weight > 0 ? -weight * (negativeShares.IsEmpty ? -1 : double.CreateTruncating(negativeShares[n])) : 0;
}
