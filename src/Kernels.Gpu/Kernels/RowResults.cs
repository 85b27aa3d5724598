using System.Numerics;
using Kernels.Formulas;
using Kernels.Lanes;

namespace Kernels.Gpu;

/// <summary>What becomes of each value of a row once the row's sums are known.</summary>
internal interface IRowResult<TLane>
    where TLane : struct
{
    /// <summary>The result for a value.</summary>
    TLane At(TLane value);
}

/// <summary>exp x / Σ exp x.</summary>
internal readonly struct SoftmaxOfRow<T, TLane> : IRowResult<TLane>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLane : unmanaged, ILanes<TLane, T>
{
    private readonly TLane _maximum;
    private readonly TLane _factor;
    private readonly TLane _share;

    /// <param name="maximum">The largest value.</param>
    /// <param name="ones">Terms that are 1.</param>
    /// <param name="others">Σ of the other terms.</param>
    /// <param name="infinities">Places of +∞, which share 1; of no account where the maximum is finite.</param>
    public SoftmaxOfRow(TLane maximum, TLane ones, TLane others, TLane infinities)
    {
        _maximum = maximum;
        (Logarithm, _factor) = LogSumExpFormula<T>.Evaluate(maximum, ones, others);
        _share = TLane.Constant(1) / infinities;
    }

    /// <summary>ln Σ exp x.</summary>
    public TLane Logarithm { get; }

    public TLane At(TLane value)
    {
        TLane infinity = TLane.Constant(double.PositiveInfinity);
        TLane ordinary = Exponential<T>.Shifted(value, _maximum) * _factor;
        TLane degenerate = TLane.Select(TLane.Equal(_maximum, infinity), TLane.BitAnd(_share, TLane.Equal(value, infinity)), TLane.Constant(double.NaN));
        return TLane.Select(RowTeam<T, TLane>.IsFinite(_maximum), ordinary, degenerate);
    }
}

/// <summary>ψ(α) − ψ(Σ α).</summary>
internal readonly struct ExpectedLogOfRow<T, TLane>(TLane total, TLane low) : IRowResult<TLane>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLane : unmanaged, ILanes<TLane, T>
{
    private readonly TLane _normalizer = DigammaFormula<T>.Evaluate(total) + DirichletNormalizer<T>.Correction(TrigammaFormula<T>.Evaluate(total), low);

    public TLane At(TLane value) => DigammaFormula<T>.Evaluate(value) - _normalizer;
}

/// <summary>F(α)/F(Σ α), F = exp ψ.</summary>
internal readonly struct ExpExpectedLogOfRow<T, TLane>(TLane total, TLane low) : IRowResult<TLane>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLane : unmanaged, ILanes<TLane, T>
{
    private readonly TLane _normalizer = DirichletNormalizer<T>.Corrected(
        ExpDigammaFormula<T>.Evaluate(total), DirichletNormalizer<T>.Correction(TrigammaFormula<T>.Evaluate(total), low));

    public TLane At(TLane value) => ExpDigammaFormula<T>.Evaluate(value) / _normalizer;
}

/// <summary>The same where 0 &lt; Σ α &lt; 1 and F(Σ α) may underflow.</summary>
internal readonly struct SparseExpExpectedLogOfRow<T, TLane> : IRowResult<TLane>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLane : unmanaged, ILanes<TLane, T>
{
    private readonly TLane _normalizer;
    private readonly TLane _inverse;
    private readonly TLane _inverseLow;

    public SparseExpExpectedLogOfRow(TLane total, TLane low)
    {
        (_inverse, _inverseLow) = DirichletNormalizer<T>.Reciprocal(total, low);
        _normalizer = ExpDigammaFormula<T>.Evaluate(TLane.Constant(1) + total);
    }

    /// <summary>Whether a row is one of these.</summary>
    public static bool Is(TLane total) => TLane.All(TLane.BitAnd(TLane.LessThan(TLane.Constant(0), total), TLane.LessThan(total, TLane.Constant(1))));

    public TLane At(TLane value) => SparseExpectation<T>.Evaluate(value, _normalizer, _inverse, _inverseLow);
}
