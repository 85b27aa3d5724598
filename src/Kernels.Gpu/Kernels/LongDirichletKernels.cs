using System.Numerics;
using ILGPU;
using Kernels.Lanes;
using Kernels.Spans;

namespace Kernels.Gpu;

/// <summary>Expectations and divergences of Dirichlet rows so long that every piece has a team; the pieces' sums meet in the processor's tree.</summary>
internal static class LongDirichletKernels<T, TLane>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLane : unmanaged, ILanes<TLane, T>
{
    /// <summary>Σ α of each piece, and what rounding it left.</summary>
    public static void Totals(ArrayView<T> alpha, long rowLength, long rows, ArrayView<T> totals, ArrayView<T> lows)
    {
        var team = RowTeam<T, TLane>.Join();
        RowPart part = new(RowTeam<T, TLane>.Row, rowLength, RowBatch.Values, rows);
        (TLane total, TLane low) = team.PieceSum(new ValueTerm<T, TLane>(alpha), part.Start, part.Length);
        if (part.Exists && team.Lane == 0)
        {
            TLane.Store(total, ref totals[part.Place]);
            TLane.Store(low, ref lows[part.Place]);
        }
    }

    /// <summary>ψ(α_k) − ψ(Σ α) from the rows' sums as the tree leaves them.</summary>
    public static void ExpectedLog(ArrayView<T> alpha, long rowLength, long rows, ArrayView<T> totals, ArrayView<T> lows, ArrayView<T> destination)
    {
        var team = RowTeam<T, TLane>.Join();
        RowPart part = new(RowTeam<T, TLane>.Row, rowLength, RowBatch.Values, rows);
        (TLane total, TLane low) = RowTeam<T, TLane>.Normalized(TLane.Load(in totals[part.Row]), TLane.Load(in lows[part.Row]));
        team.Map(new ExpectedLogOfRow<T, TLane>(total, low), alpha, part.Start, part.Exists ? part.Length : 0, destination);
    }

    /// <summary>exp of the same.</summary>
    public static void ExpExpectedLog(ArrayView<T> alpha, long rowLength, long rows, ArrayView<T> totals, ArrayView<T> lows, ArrayView<T> destination)
    {
        var team = RowTeam<T, TLane>.Join();
        RowPart part = new(RowTeam<T, TLane>.Row, rowLength, RowBatch.Values, rows);
        (TLane total, TLane low) = RowTeam<T, TLane>.Normalized(TLane.Load(in totals[part.Row]), TLane.Load(in lows[part.Row]));
        if (SparseExpExpectedLogOfRow<T, TLane>.Is(total))
        {
            team.Map(new SparseExpExpectedLogOfRow<T, TLane>(total, low), alpha, part.Start, part.Exists ? part.Length : 0, destination);
        }
        else
        {
            team.Map(new ExpExpectedLogOfRow<T, TLane>(total, low), alpha, part.Start, part.Exists ? part.Length : 0, destination);
        }
    }

    /// <summary>Σ_k B(β_k, α_k) and Σ_k (β_k − α_k) of each piece.</summary>
    public static void Divergences(ArrayView<T> alpha, ArrayView<T> beta, long rowLength, long rows, ArrayView<T> divergences, ArrayView<T> differences)
    {
        var team = RowTeam<T, TLane>.Join();
        RowPart part = new(RowTeam<T, TLane>.Row, rowLength, RowBatch.Values, rows);
        (TLane divergence, _) = team.PieceSum(new DivergenceTerm<T, TLane>(alpha, beta), part.Start, part.Length);
        (TLane difference, _) = team.PieceSum(new DifferenceTerm<T, TLane>(alpha, beta), part.Start, part.Length);
        if (part.Exists && team.Lane == 0)
        {
            TLane.Store(divergence, ref divergences[part.Place]);
            TLane.Store(difference, ref differences[part.Place]);
        }
    }

    /// <summary>KL(Dir(α_r) ‖ Dir(β_r)) from the rows' sums as the trees leave them; one thread a row.</summary>
    public static void KullbackLeibler(
        Index1D row, ArrayView<T> divergences, ArrayView<T> differences, ArrayView<T> alphaTotals, ArrayView<T> alphaLows, ArrayView<T> betaTotals,
        ArrayView<T> betaLows, ArrayView<T> destination)
    {
        (TLane alphaSum, _) = RowTeam<T, TLane>.Normalized(TLane.Load(in alphaTotals[row]), TLane.Load(in alphaLows[row]));
        (TLane betaSum, _) = RowTeam<T, TLane>.Normalized(TLane.Load(in betaTotals[row]), TLane.Load(in betaLows[row]));
        TLane result = RowKernels<T, TLane>.Divergence(TLane.Load(in divergences[row]), TLane.Load(in differences[row]), alphaSum, betaSum);
        TLane.Store(result, ref destination[row]);
    }
}
