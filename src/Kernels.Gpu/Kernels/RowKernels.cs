using System.Numerics;
using ILGPU;
using Kernels.Formulas;
using Kernels.Lanes;

namespace Kernels.Gpu;

/// <summary>Kernels over rows, a team of threads a row.</summary>
internal static class RowKernels<T, TLane>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLane : unmanaged, ILanes<TLane, T>
{
    /// <summary>destination[r] = ln Σ exp over row r.</summary>
    public static void LogSumExp(ArrayView<T> x, int rowLength, long rows, ArrayView<T> destination)
    {
        var team = RowTeam<T, TLane>.Join();
        long row = RowTeam<T, TLane>.Row;
        bool exists = row < rows;
        long start = exists ? row * rowLength : 0;
        TLane maximum = team.Maximum(x, start, rowLength);
        (TLane ones, TLane rest) = team.SumApart(new ExponentialTerm<T, TLane>(x, maximum), start, rowLength);
        if (exists && team.Lane == 0)
        {
            TLane.Store(LogSumExpFormula<T>.Evaluate(maximum, ones, rest).Logarithm, ref destination[row]);
        }
    }

    /// <summary>Softmax of every row, and the logarithms of the normalisers.</summary>
    public static void Softmax(ArrayView<T> x, int rowLength, long rows, ArrayView<T> destination, ArrayView<T> logNormalizers)
    {
        var team = RowTeam<T, TLane>.Join();
        long row = RowTeam<T, TLane>.Row;
        bool exists = row < rows;
        long start = exists ? row * rowLength : 0;
        TLane maximum = team.Maximum(x, start, rowLength);

        // A pass of their own, and only where a team of the group has one: the teams pass barriers together.
        TLane infinities = TLane.Constant(1);
        if (Group.BarrierOr(TLane.All(TLane.Equal(maximum, TLane.Constant(double.PositiveInfinity)))))
        {
            (infinities, _) = team.Sum(new InfinityTerm<T, TLane>(x), start, rowLength);
        }

        (TLane ones, TLane rest) = team.SumApart(new ExponentialTerm<T, TLane>(x, maximum), start, rowLength);
        SoftmaxOfRow<T, TLane> result = new(maximum, ones, rest, infinities);
        team.Map(result, x, start, exists ? rowLength : 0, destination);
        if (exists && team.Lane == 0)
        {
            TLane.Store(result.Logarithm, ref logNormalizers[row]);
        }
    }

    /// <summary>ψ(α_k) − ψ(Σ α) of every row.</summary>
    public static void ExpectedLog(ArrayView<T> alpha, int rowLength, long rows, ArrayView<T> destination)
    {
        var team = RowTeam<T, TLane>.Join();
        long row = RowTeam<T, TLane>.Row;
        bool exists = row < rows;
        long start = exists ? row * rowLength : 0;
        (TLane total, TLane low) = team.Sum(new ValueTerm<T, TLane>(alpha), start, rowLength);
        team.Map(new ExpectedLogOfRow<T, TLane>(total, low), alpha, start, exists ? rowLength : 0, destination);
    }

    /// <summary>exp of the same.</summary>
    public static void ExpExpectedLog(ArrayView<T> alpha, int rowLength, long rows, ArrayView<T> destination)
    {
        var team = RowTeam<T, TLane>.Join();
        long row = RowTeam<T, TLane>.Row;
        bool exists = row < rows;
        long start = exists ? row * rowLength : 0;
        (TLane total, TLane low) = team.Sum(new ValueTerm<T, TLane>(alpha), start, rowLength);
        if (SparseExpExpectedLogOfRow<T, TLane>.Is(total))
        {
            team.Map(new SparseExpExpectedLogOfRow<T, TLane>(total, low), alpha, start, exists ? rowLength : 0, destination);
        }
        else
        {
            team.Map(new ExpExpectedLogOfRow<T, TLane>(total, low), alpha, start, exists ? rowLength : 0, destination);
        }
    }

    /// <summary>destination[r] = KL(Dir(α_r) ‖ Dir(β_r)).</summary>
    public static void KullbackLeibler(ArrayView<T> alpha, ArrayView<T> beta, int rowLength, long rows, ArrayView<T> destination)
    {
        var team = RowTeam<T, TLane>.Join();
        long row = RowTeam<T, TLane>.Row;
        bool exists = row < rows;
        long start = exists ? row * rowLength : 0;
        (TLane sum, TLane shift) = team.SumPieces(new DivergenceTerm<T, TLane>(alpha, beta), new DifferenceTerm<T, TLane>(alpha, beta), start, rowLength);
        (TLane alphaSum, _) = team.Sum(new ValueTerm<T, TLane>(alpha), start, rowLength);
        (TLane betaSum, _) = team.Sum(new ValueTerm<T, TLane>(beta), start, rowLength);
        if (exists && team.Lane == 0)
        {
            TLane.Store(Divergence(sum, shift, alphaSum, betaSum), ref destination[row]);
        }
    }

    /// <summary>Σ_k B(β_k, α_k) − B(Σ β, Σ α), never below 0.</summary>
    public static TLane Divergence(TLane sum, TLane shift, TLane alphaSum, TLane betaSum)
    {
        TLane whole = DirichletDivergence<TLane, T>.Of(betaSum, alphaSum, shift);
        return TLane.Select(TLane.LessThan(sum, whole), TLane.Constant(0), sum - whole);
    }
}
