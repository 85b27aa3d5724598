using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>A Gaussian variable by its mean m and log-variance v: −ln p(x) = ½(ln 2π + v + (x − m)²·exp(−v)), and its derivatives by m and v.</summary>
internal static unsafe class GaussianLogVariance<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A log-variance whose loss at the mean is exactly 0.</summary>
    public const double Lossless = -LogTwoPi;

    private const double LogTwoPi = 1.8378770664093454836;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (TLanes Loss, TLanes MeanSlope, TLanes LogVarianceSlope) Evaluate<TLanes>(TLanes mean, TLanes logVariance, TLanes target)
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes half = TLanes.Constant(0.5);

        // exp(−v/2), which is a number for twice as many v as exp(−v), and never so large that a difference of 0 makes NaN of it.
        TLanes inverse = TLanes.MinOrSecond(TLanes.Constant(sizeof(T) == sizeof(double) ? double.MaxValue : float.MaxValue), Exponential<T>.Evaluate(-half * logVariance));
        TLanes whitened = (mean - target) * inverse;
        TLanes square = whitened * whitened;
        TLanes loss = half * (TLanes.Constant(LogTwoPi) + logVariance + square);
        return (loss, whitened * inverse, half * (TLanes.Constant(1) - square));
    }
}
