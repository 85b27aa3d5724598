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

    /// <summary>An observation's number, all equally likely.</summary>
    public int Row() => (int)(Uniform() * pass.RowCount);

    /// <summary>Different observations' numbers, by Floyd's method.</summary>
    public int[] Rows(int count)
    {
        int[] rows = new int[count];
        for (int i = 0; i < count; i++)
        {
            int last = pass.RowCount - count + i;
            int row = (int)(Uniform() * (last + 1));
            rows[i] = Array.IndexOf(rows, row, 0, i) < 0 ? row : last;
        }

        return rows;
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
}
