using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>F(x) = exp ψ(x), x ≥ 0, without going through ψ: exp would multiply ψ's rounding error by |ψ|.</summary>
internal readonly struct ExpDigammaFormula<T> : IFormula<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Evaluate<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes one = TLanes.Constant(1);
        TLanes infinity = TLanes.Constant(double.PositiveInfinity);
        TLanes plain = TLanes.BitAndNot(TLanes.LessThan(x, infinity), TLanes.LessThan(x, one));
        return TLanes.All(plain) ? ShiftedExpDigamma<TLanes, T>.FromOne(x) : Mixed(x);
    }

    /// <summary>Any arguments. Apart, because both ways together exceed what the JIT inlines into one loop.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static TLanes Mixed<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes one = TLanes.Constant(1);
        TLanes infinity = TLanes.Constant(double.PositiveInfinity);
        TLanes smallest = TLanes.Constant(ShiftedExpDigamma<TLanes, T>.SmallestArgument);
        TLanes ordinary = TLanes.BitAndNot(TLanes.LessThan(x, infinity), TLanes.LessThan(x, smallest));
        var shifted = ShiftedExpDigamma<TLanes, T>.Of(TLanes.Select(ordinary, x, one));
        TLanes value = shifted.Linear + shifted.Correction;
        TLanes exponential = Exponential<T>.Evaluate(
            TLanes.Select(shifted.IsBelowOne, -shifted.Reciprocal, TLanes.Constant(0)),
            TLanes.Select(shifted.IsBelowOne, -shifted.ReciprocalLow, TLanes.Constant(0)));
        value = TLanes.Select(shifted.IsBelowOne, value * exponential, value);
        TLanes limit = TLanes.Select(TLanes.LessThan(x, TLanes.Constant(0)), TLanes.Constant(double.NaN), TLanes.Constant(0));
        limit = TLanes.Select(TLanes.LessThan(x, smallest), limit, x);
        return TLanes.Select(ordinary, value, limit);
    }
}
