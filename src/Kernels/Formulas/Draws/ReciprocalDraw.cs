using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>x = minimum·(maximum/minimum)^U; ∂x/∂minimum = (x/minimum)·(1 − U), ∂x/∂maximum = (x/maximum)·U; ln p = −ln x − ln ln(maximum/minimum).</summary>
internal readonly struct ReciprocalDraw<T>(double minimum, double maximum) : IDrawFormula<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _minimum = T.CreateTruncating(minimum);
    private readonly T _maximum = T.CreateTruncating(maximum);
    private readonly T _logRatio = T.CreateTruncating(LogRatio(minimum, maximum));
    private readonly T _constant = T.CreateTruncating(-SingleValue.Log(LogRatio(minimum, maximum)));

    /// <summary>ln(maximum/minimum), also where the two are close and where their ratio is no number.</summary>
    public static double LogRatio(double minimum, double maximum)
    {
        double ratio = maximum / minimum;
        return ratio < 2 ? SingleValue.LogOnePlus((maximum - minimum) / minimum)
            : double.IsFinite(ratio) ? SingleValue.Log(ratio)
            : SingleValue.Log(maximum) - SingleValue.Log(minimum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Draw<TLanes>(UnitNoise<TLanes, T> noise)
        where TLanes : struct, ILanes<TLanes, T>
    {
        // From the nearer end.
        TLanes isLower = noise.IsLower;
        TLanes way = Exponential<T>.Evaluate(noise.Signed(-noise.Tail) * TLanes.Broadcast(_logRatio));
        return TLanes.Select(isLower, TLanes.Broadcast(_minimum), TLanes.Broadcast(_maximum)) * way;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Derivative<TLanes>(UnitNoise<TLanes, T> noise, TLanes x, int parameter)
        where TLanes : struct, ILanes<TLanes, T>
    {
        return parameter == 0 ? x / TLanes.Broadcast(_minimum) * noise.Complement() : x / TLanes.Broadcast(_maximum) * noise.Rounded();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes LogDensity<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes outside = TLanes.BitOr(TLanes.LessThan(x, TLanes.Broadcast(_minimum)), TLanes.LessThan(TLanes.Broadcast(_maximum), x));
        return TLanes.Select(outside, TLanes.Constant(double.NegativeInfinity), TLanes.Broadcast(_constant) - Logarithm<T>.Evaluate(x));
    }
}
