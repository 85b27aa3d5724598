using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>R(x) = ln Γ(x) − (x − ½)·ln x + x − ½·ln 2π.</summary>
/// <remarks>
/// x ≥ 1: 1/(12·x + P(x²)/(x·Q(x²))), where P/Q is a minimax fit that leaves 4.91e-18 of R in double, 4.25e-10 in float (tests/Kernels.Tests/Derivations/stirling_remainder.py).
/// x &lt; 1: R(1 + x) + ((x + ½)·ln((1 + x)/x) − 1), both above 0; the logarithms come as high + low and both sums with their rounding errors, so that taking off 1 costs nothing.
/// Where x is nothing beside 1, −½·(ln x + ln 2π).
/// </remarks>
internal readonly unsafe struct StirlingRemainderFormula<T> : IFormula<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Evaluate<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes ordinary = TLanes.BitAndNot(TLanes.LessThan(x, TLanes.Constant(double.PositiveInfinity)), TLanes.LessThan(x, TLanes.Constant(1)));
        return TLanes.All(ordinary) ? FromOne(x) : WholeLine(x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes FromOne<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, T>
    {
        // From here on P/(x·Q) is nothing beside 12·x; further on the powers of x would overflow, and at last 12·x itself.
        TLanes largest = TLanes.Constant(sizeof(T) == sizeof(double) ? 134217728.0 : 4096.0);
        TLanes isLarge = TLanes.LessThan(largest, x);
        TLanes clamped = TLanes.MinOrSecond(largest, x);
        TLanes square = clamped * clamped;
        TLanes rest = Numerator(square) / (clamped * Denominator(square));
        TLanes below = TLanes.FusedMultiplyAdd(TLanes.Constant(12), clamped, rest);
        return TLanes.Select(isLarge, TLanes.Constant(1.0 / 12), TLanes.Constant(1)) / TLanes.Select(isLarge, x, below);
    }

    /// <summary>Every argument there is.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static TLanes WholeLine<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, T>
    {
        (TLanes zero, TLanes one, TLanes half) = (TLanes.Constant(0), TLanes.Constant(1), TLanes.Constant(0.5));
        TLanes infinity = TLanes.Constant(double.PositiveInfinity);
        TLanes tiny = TLanes.LessThan(x, TLanes.Constant(sizeof(T) == sizeof(double) ? 1e-20 : 1e-11));
        TLanes finite = TLanes.LessThan(x, infinity);
        TLanes isBelowOne = TLanes.LessThan(x, one);
        TLanes below = TLanes.Select(TLanes.BitAndNot(isBelowOne, tiny), x, half);

        (TLanes sum, TLanes sumLow) = TwoSum<TLanes, T>.Add(one, zero, below, zero);
        (TLanes high, TLanes low) = Logarithm<T>.PositiveNormalPair(sum);
        (TLanes ownHigh, TLanes ownLow) = Logarithm<T>.PositiveNormalPair(below);
        (TLanes ratio, TLanes rest) = TwoSum<TLanes, T>.Add(high, low + (sumLow / sum), -ownHigh, -ownLow);
        TLanes slope = below + half;
        TLanes slopeLow = below - (slope - half);
        TLanes step = TLanes.FusedMultiplyAdd(slope, ratio, -one) + TLanes.FusedMultiplyAdd(slope, rest, slopeLow * ratio);

        TLanes value = FromOne(TLanes.Select(isBelowOne, sum, TLanes.Select(finite, x, one)));
        value = TLanes.Select(isBelowOne, value + step, value);
        TLanes limit = TLanes.FusedMultiplyAdd(-half, Logarithm<T>.Evaluate(TLanes.Select(tiny, x, one)), TLanes.Constant(-0.91893853320467274178));
        value = TLanes.Select(tiny, limit, value);

        // 1/x is 0 at +∞, NaN at NaN.
        return TLanes.Select(finite, value, one / x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Numerator<TLanes>(TLanes square)
        where TLanes : struct, ILanes<TLanes, T> => sizeof(T) == sizeof(double)
        ? Polynomial<TLanes, T>.Of(
            square,
            0.05933973556193375157188,
            4.930315291471674388594,
            49.44177457636644481203,
            154.6760357472436114154,
            198.8175096296390229044,
            117.4624928786154958203,
            32.79674293731145222199,
            4.091357410792669285405,
            0.1787338598089901207507)
        : Polynomial<TLanes, T>.Of(square, 0.1149977440334317844477, 2.28301436317080646169, 4.209354626357404113817, 1.411342181043920887788);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Denominator<TLanes>(TLanes square)
        where TLanes : struct, ILanes<TLanes, T> => sizeof(T) == sizeof(double)
        ? Polynomial<TLanes, T>.Of(
            square,
            1,
            27.54306657874732430909,
            187.8772481113509961875,
            485.4491064528704052486,
            562.1351440059146987968,
            313.0836989911125781361,
            84.51403506334199392331,
            10.34116608135254937712,
            0.4468346495225568627343)
        : Polynomial<TLanes, T>.Of(square, 1, 7.900744336678507469092, 11.41356085177860050525, 3.528362269932313384435);
}
