using System.Numerics;
using ILGPU;
using Kernels.Formulas;
using Kernels.Lanes;

namespace Kernels.Gpu;

/// <summary>Losses of rows of observations with their derivatives, a team of threads a row.</summary>
internal static class LikelihoodKernels<T, TLane>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLane : unmanaged, ILanes<TLane, T>
{
    /// <summary>Rows of Bernoulli variables by their logits.</summary>
    public static void BernoulliLogits(ArrayView<T> logits, ArrayView<T> targets, int rowLength, long rows, ArrayView<T> losses, ArrayView<T> gradient) =>
        Run(new BernoulliTerm<T, TLane>(logits, targets, gradient), rowLength, rows, losses);

    /// <summary>Rows of Gaussian variables by their means and log-variances.</summary>
    public static void GaussianLogVariances(ArrayView<T> parameters, ArrayView<T> targets, int rowLength, long rows, ArrayView<T> losses, ArrayView<T> gradient) =>
        Run(new GaussianTerm<T, TLane>(parameters, targets, rowLength, gradient), rowLength, rows, losses);

    private static void Run<TTerm>(TTerm term, int rowLength, long rows, ArrayView<T> losses)
        where TTerm : struct, IRowTerm<TLane>
    {
        var team = RowTeam<T, TLane>.Join();
        long row = RowTeam<T, TLane>.Row;
        bool exists = row < rows;

        // A row is one piece, however long: blocks one after the other, as the processor has them.
        (TLane loss, _) = team.PieceSum(term, exists ? row * rowLength : 0, exists ? rowLength : 0);
        if (exists && team.Lane == 0)
        {
            TLane.Store(loss, ref losses[row]);
        }
    }
}

/// <summary>The loss of one Bernoulli variable; its derivative is written on the way.</summary>
internal readonly struct BernoulliTerm<T, TLane>(ArrayView<T> logits, ArrayView<T> targets, ArrayView<T> gradient) : IRowTerm<TLane>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLane : struct, ILanes<TLane, T>
{
    private readonly ArrayView<T> _logits = logits;
    private readonly ArrayView<T> _targets = targets;
    private readonly ArrayView<T> _gradient = gradient;

    public TLane At(long place)
    {
        (TLane loss, TLane slope) = BernoulliLogit<T>.Evaluate(TLane.Load(in _logits[place]), TLane.Load(in _targets[place]));
        if (_gradient.Length > 0)
        {
            TLane.Store(slope, ref _gradient[place]);
        }

        return loss;
    }
}

/// <summary>The loss of one Gaussian variable; its derivatives are written on the way. A row of parameters is two of observations: means, then log-variances.</summary>
internal readonly struct GaussianTerm<T, TLane>(ArrayView<T> parameters, ArrayView<T> targets, int rowLength, ArrayView<T> gradient) : IRowTerm<TLane>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLane : struct, ILanes<TLane, T>
{
    private readonly ArrayView<T> _parameters = parameters;
    private readonly ArrayView<T> _targets = targets;
    private readonly ArrayView<T> _gradient = gradient;
    private readonly int _rowLength = rowLength;

    public TLane At(long place)
    {
        long mean = place + (place / _rowLength * _rowLength);
        long logVariance = mean + _rowLength;
        (TLane loss, TLane meanSlope, TLane logVarianceSlope) = GaussianLogVariance<T>.Evaluate(
            TLane.Load(in _parameters[mean]), TLane.Load(in _parameters[logVariance]), TLane.Load(in _targets[place]));
        if (_gradient.Length > 0)
        {
            TLane.Store(meanSlope, ref _gradient[mean]);
            TLane.Store(logVarianceSlope, ref _gradient[logVariance]);
        }

        return loss;
    }
}
