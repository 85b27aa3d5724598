using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>ψ(x) = ln F(x), with F = exp ψ from <see cref="ShiftedExpDigamma{TLanes, T}"/> handed to the logarithm as a sum of two numbers.</summary>
/// <remarks>
/// The second number is what keeps the root at 1.4616… accurate without a case of its own.
/// x &lt; 0: ψ(x) = ψ(1 − x) − 1/r + r·H(r²), r = x − round(x), H(u) = (1/r − π·cot πr)/r, a minimax rational function (tests/Kernels.Tests/Derivations/cot2.py).
/// </remarks>
internal readonly struct DigammaFormula<T> : IFormula<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Evaluate<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes smallest = TLanes.Constant(ShiftedExpDigamma<TLanes, T>.SmallestArgument);
        TLanes infinity = TLanes.Constant(double.PositiveInfinity);
        TLanes ordinary = TLanes.BitAndNot(TLanes.LessThan(x, infinity), TLanes.LessThan(x, smallest));
        return !TLanes.All(ordinary) ? WholeLine(x) : Positive(x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Positive<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, T>
    {
        var shifted = ShiftedExpDigamma<TLanes, T>.Of(x);
        TLanes sum = shifted.Linear + shifted.Correction;
        TLanes low = shifted.Linear - sum + shifted.Correction;
        TLanes logarithm = Logarithm<T>.PositiveNormal(sum, low);
        return TLanes.Select(shifted.IsBelowOne, logarithm - shifted.ReciprocalLow - shifted.Reciprocal, logarithm);
    }

    /// <summary>Every argument there is.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static TLanes WholeLine<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes zero = TLanes.Constant(0);
        TLanes one = TLanes.Constant(1);
        TLanes infinity = TLanes.Constant(double.PositiveInfinity);
        TLanes magnitude = TLanes.BitAndNot(x, TLanes.FromBits(FloatFormat<T>.SignMask));
        TLanes tiny = TLanes.LessThan(magnitude, TLanes.Constant(ShiftedExpDigamma<TLanes, T>.SmallestArgument));
        TLanes finite = TLanes.LessThan(magnitude, infinity);
        TLanes negative = TLanes.LessThan(x, zero);
        TLanes mirrored = TLanes.Select(negative, one - x, x);
        TLanes value = Positive(TLanes.Select(TLanes.BitAndNot(finite, tiny), mirrored, one));

        TLanes r = Reflection<TLanes, T>.DistanceToInteger(x);
        TLanes square = r * r;
        TLanes reflection = TLanes.FusedMultiplyAdd(r, Numerator(square) / Denominator(square), -(one / r));
        reflection = TLanes.Select(TLanes.Equal(r, zero), TLanes.Constant(double.NaN), reflection);
        value = TLanes.Select(negative, value + reflection, value);
        value = TLanes.Select(tiny, -(one / x), value);
        TLanes limit = TLanes.Select(negative, TLanes.Constant(double.NaN), x);
        return TLanes.Select(finite, value, limit);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Numerator<TLanes>(TLanes square)
        where TLanes : struct, ILanes<TLanes, T> => Polynomial<TLanes, T>.Of(
        square,
        3.289868133696452872985,
        -2.395338639221994364917,
        0.427073064614144025985,
        -0.02096815780620170708853,
        0.0001471420148543097002823);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Denominator<TLanes>(TLanes square)
        where TLanes : struct, ILanes<TLanes, T> => Polynomial<TLanes, T>.Of(
        square,
        1,
        -1.386069265189888023353,
        0.4233412472907428818992,
        -0.03808392915178505220245,
        0.0008119472832496017603233);
}
