using System.Numerics;
using ILGPU;
using Kernels.Formulas;
using Kernels.Gpu.Lanes;
using Kernels.Spans;

namespace Kernels.Gpu;

/// <summary>ln Σ exp and softmax of rows so long that one team would be alone with each: every part has a team, and the parts' sums meet in the processor's tree.</summary>
internal static class LongRowKernels<T, TLane>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLane : unmanaged, IDeviceLanes<TLane, T>
{
    /// <summary>maxima[row, chunk] = the largest value of each chunk; applied again to its own results until one a row is left.</summary>
    public static void Maxima(ArrayView<T> x, long rowLength, long rows, ArrayView<T> maxima)
    {
        var team = RowTeam<T, TLane>.Join();
        RowPart part = new(RowTeam<T, TLane>.Row, rowLength, RowTeam<T, TLane>.Chunk, rows);
        TLane maximum = team.Maximum(x, part.Start, part.Length);
        if (part.Exists && team.Lane == 0)
        {
            TLane.Store(maximum, ref maxima[part.Place]);
        }
    }

    /// <summary>The sums of each chunk: of the terms that are 1, and of the others.</summary>
    public static void Sums(ArrayView<T> x, long rowLength, long rows, ArrayView<T> maxima, ArrayView<T> ones, ArrayView<T> others)
    {
        var team = RowTeam<T, TLane>.Join();
        RowPart part = new(RowTeam<T, TLane>.Row, rowLength, RowTeam<T, TLane>.Chunk, rows);
        (TLane one, TLane other) = team.ChunkSums(new ExponentialTerm<T, TLane>(x, TLane.Load(in maxima[part.Row])), part.Start, (int)part.Length);
        if (part.Exists && team.Lane == 0)
        {
            TLane.Store(one, ref ones[part.Place]);
            TLane.Store(other, ref others[part.Place]);
        }
    }

    /// <summary>infinities[row] += the places of +∞ in rows that have one: whole numbers, of which the order does not matter.</summary>
    public static void Infinities(ArrayView<T> x, long rowLength, long rows, ArrayView<T> maxima, ArrayView<int> infinities)
    {
        RowPart part = new(RowTeam<T, TLane>.Row, rowLength, RowBatch.Values, rows);
        TLane infinity = TLane.Constant(double.PositiveInfinity);
        int count = 0;
        if (part.Exists && TLane.All(TLane.Equal(TLane.Load(in maxima[part.Row]), infinity)))
        {
            for (long i = Group.IdxX % RowTeam<T, TLane>.Size; i < part.Length; i += RowTeam<T, TLane>.Size)
            {
                count += TLane.All(TLane.Equal(TLane.Load(in x[part.Start + i]), infinity)) ? 1 : 0;
            }
        }

        if (count > 0)
        {
            Atomic.Add(ref infinities[part.Row], count);
        }
    }

    /// <summary>The logarithm of each row's sum; one thread a row.</summary>
    public static void Logarithms(Index1D row, ArrayView<T> maxima, ArrayView<T> ones, ArrayView<T> others, ArrayView<T> destination) =>
        TLane.Store(
            LogSumExpFormula<T>.Evaluate(TLane.Load(in maxima[row]), TLane.Load(in ones[row]), TLane.Load(in others[row])).Logarithm,
            ref destination[row]);

    /// <summary>Softmax from the rows' sums, and the logarithms of the normalisers.</summary>
    public static void Softmax(
        ArrayView<T> x, long rowLength, long rows, ArrayView<T> maxima, ArrayView<T> ones, ArrayView<T> others, ArrayView<int> infinities,
        ArrayView<T> destination, ArrayView<T> logNormalizers)
    {
        var team = RowTeam<T, TLane>.Join();
        RowPart part = new(RowTeam<T, TLane>.Row, rowLength, RowBatch.Values, rows);
        SoftmaxOfRow<T, TLane> result = new(
            TLane.Load(in maxima[part.Row]), TLane.Load(in ones[part.Row]), TLane.Load(in others[part.Row]), TLane.FromInteger(infinities[part.Row]));
        team.Map(result, x, part.Start, part.Exists ? part.Length : 0, destination);
        if (part.Exists && team.Lane == 0 && part.Start == part.Row * rowLength)
        {
            TLane.Store(result.Logarithm, ref logNormalizers[part.Row]);
        }
    }
}
