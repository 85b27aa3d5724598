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
        TLane one = TLane.Constant(1);
        TLane infinity = TLane.Constant(double.PositiveInfinity);
        TLane maximum = team.Maximum(x, start, rowLength);

        // The places of +∞ share 1. A pass of their own, and only where a team of the group has one: the teams pass barriers together.
        TLane infinities = one;
        if (Group.BarrierOr(TLane.All(TLane.Equal(maximum, infinity))))
        {
            (infinities, _) = team.Sum(new InfinityTerm<T, TLane>(x), start, rowLength);
        }

        (TLane ones, TLane rest) = team.SumApart(new ExponentialTerm<T, TLane>(x, maximum), start, rowLength);
        (TLane logarithm, TLane factor) = LogSumExpFormula<T>.Evaluate(maximum, ones, rest);
        TLane share = one / infinities;
        TLane finite = RowTeam<T, TLane>.IsFinite(maximum);
        TLane isInfinite = TLane.Equal(maximum, infinity);
        for (long i = team.Lane; exists && i < rowLength; i += RowTeam<T, TLane>.Size)
        {
            TLane value = TLane.Load(in x[start + i]);
            TLane ordinary = Exponential<T>.Shifted(value, maximum) * factor;
            TLane degenerate = TLane.Select(isInfinite, TLane.BitAnd(share, TLane.Equal(value, infinity)), TLane.Constant(double.NaN));
            TLane.Store(TLane.Select(finite, ordinary, degenerate), ref destination[start + i]);
        }

        if (exists && team.Lane == 0)
        {
            TLane.Store(logarithm, ref logNormalizers[row]);
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
        TLane normalizer = DigammaFormula<T>.Evaluate(total) + Correction(total, low);
        for (long i = team.Lane; exists && i < rowLength; i += RowTeam<T, TLane>.Size)
        {
            TLane.Store(DigammaFormula<T>.Evaluate(TLane.Load(in alpha[start + i])) - normalizer, ref destination[start + i]);
        }
    }

    /// <summary>exp of the same.</summary>
    public static void ExpExpectedLog(ArrayView<T> alpha, int rowLength, long rows, ArrayView<T> destination)
    {
        var team = RowTeam<T, TLane>.Join();
        long row = RowTeam<T, TLane>.Row;
        bool exists = row < rows;
        long start = exists ? row * rowLength : 0;
        (TLane total, TLane low) = team.Sum(new ValueTerm<T, TLane>(alpha), start, rowLength);
        TLane isSparse = TLane.BitAnd(TLane.LessThan(TLane.Constant(0), total), TLane.LessThan(total, TLane.Constant(1)));
        if (TLane.All(isSparse))
        {
            TLane one = TLane.Constant(1);
            (TLane inverse, TLane inverseLow) = DirichletNormalizer<T>.Reciprocal(total, low);
            TLane normalizer = ExpDigammaFormula<T>.Evaluate(one + total);
            for (long i = team.Lane; exists && i < rowLength; i += RowTeam<T, TLane>.Size)
            {
                TLane value = TLane.Load(in alpha[start + i]);
                TLane.Store(SparseExpectation<T>.Evaluate(value, normalizer, inverse, inverseLow), ref destination[start + i]);
            }
        }
        else
        {
            TLane plain = ExpDigammaFormula<T>.Evaluate(total);
            TLane normalizer = DirichletNormalizer<T>.Corrected(plain, Correction(total, low));
            for (long i = team.Lane; exists && i < rowLength; i += RowTeam<T, TLane>.Size)
            {
                TLane.Store(ExpDigammaFormula<T>.Evaluate(TLane.Load(in alpha[start + i])) / normalizer, ref destination[start + i]);
            }
        }
    }

    /// <summary>destination[r] = KL(Dir(α_r) ‖ Dir(β_r)).</summary>
    public static void KullbackLeibler(ArrayView<T> alpha, ArrayView<T> beta, int rowLength, long rows, ArrayView<T> destination)
    {
        var team = RowTeam<T, TLane>.Join();
        long row = RowTeam<T, TLane>.Row;
        bool exists = row < rows;
        long start = exists ? row * rowLength : 0;
        TLane sum = team.SumPieces(new DivergenceTerm<T, TLane>(alpha, beta), start, rowLength);
        TLane shift = team.SumPieces(new DifferenceTerm<T, TLane>(alpha, beta), start, rowLength);
        (TLane alphaSum, _) = team.Sum(new ValueTerm<T, TLane>(alpha), start, rowLength);
        (TLane betaSum, _) = team.Sum(new ValueTerm<T, TLane>(beta), start, rowLength);
        if (exists && team.Lane == 0)
        {
            TLane zero = TLane.Constant(0);
            TLane whole = DirichletDivergence<TLane, T>.Of(betaSum, alphaSum, shift);
            TLane.Store(TLane.Select(TLane.LessThan(sum, whole), zero, sum - whole), ref destination[row]);
        }
    }

    private static TLane Correction(TLane total, TLane low) => DirichletNormalizer<T>.Correction(TrigammaFormula<T>.Evaluate(total), low);
}
