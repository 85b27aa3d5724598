using System.Numerics;
using ILGPU;
using Kernels.Formulas;
using Kernels.Lanes;

namespace Kernels.Gpu;

/// <summary>What is summed over a row, as a function of the place in it.</summary>
internal interface IRowTerm<TLane>
    where TLane : struct
{
    /// <summary>The term at a place; called once for each place.</summary>
    TLane At(long place);
}

/// <summary>x.</summary>
internal readonly struct ValueTerm<T, TLane>(ArrayView<T> x) : IRowTerm<TLane>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLane : struct, ILanes<TLane, T>
{
    private readonly ArrayView<T> _x = x;

    public TLane At(long place) => TLane.Load(in _x[place]);
}

/// <summary>exp(x − max x).</summary>
internal readonly struct ExponentialTerm<T, TLane>(ArrayView<T> x, TLane maximum) : IRowTerm<TLane>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLane : struct, ILanes<TLane, T>
{
    private readonly ArrayView<T> _x = x;
    private readonly TLane _maximum = maximum;

    public TLane At(long place) => Exponential<T>.Shifted(TLane.Load(in _x[place]), _maximum);
}

/// <summary>1 where x is +∞, otherwise 0.</summary>
internal readonly struct InfinityTerm<T, TLane>(ArrayView<T> x) : IRowTerm<TLane>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLane : struct, ILanes<TLane, T>
{
    private readonly ArrayView<T> _x = x;

    public TLane At(long place) => TLane.BitAnd(TLane.Constant(1), TLane.Equal(TLane.Load(in _x[place]), TLane.Constant(double.PositiveInfinity)));
}

/// <summary>β − α.</summary>
internal readonly struct DifferenceTerm<T, TLane>(ArrayView<T> alpha, ArrayView<T> beta) : IRowTerm<TLane>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLane : struct, ILanes<TLane, T>
{
    private readonly ArrayView<T> _alpha = alpha;
    private readonly ArrayView<T> _beta = beta;

    public TLane At(long place) => TLane.Load(in _beta[place]) - TLane.Load(in _alpha[place]);
}

/// <summary>B(β, α), the divergence of one component.</summary>
internal readonly struct DivergenceTerm<T, TLane>(ArrayView<T> alpha, ArrayView<T> beta) : IRowTerm<TLane>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLane : struct, ILanes<TLane, T>
{
    private readonly ArrayView<T> _alpha = alpha;
    private readonly ArrayView<T> _beta = beta;

    public TLane At(long place)
    {
        TLane a = TLane.Load(in _alpha[place]);
        TLane b = TLane.Load(in _beta[place]);
        return DirichletDivergence<TLane, T>.OrNaN(b, a, b - a);
    }
}
