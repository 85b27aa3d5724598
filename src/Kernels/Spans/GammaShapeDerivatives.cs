using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Formulas;
using Kernels.Lanes;

namespace Kernels.Spans;

/// <summary>∂ ln x/∂a of Gamma(a, 1) numbers x, their distribution function held (Figurnov, Mohamed and Mnih 2018), in double.</summary>
/// <remarks>
/// a below 10 and x up to exp ψ(a + 1): the power series, all of whose terms have one sign, Σ_n t_n·(ψ(a + n + 1) − ln x), t_n = Γ(a)·xⁿ/Γ(a + n + 1); it holds for x that underflow, too.
/// Elsewhere: Gauss's quadrature with 24 nodes of <see cref="GammaDerivativeFormula{TLanes}"/>'s integrand, over the range in which E is below 36. The sum has the shape of every reduction here, 512 bits.
/// </remarks>
internal static unsafe class GammaShapeDerivatives
{
    private const double SmallShape = 10;
    private const double Reach = 36;

    /// <summary>Gauss and Legendre's 24 nodes on [0, 1].</summary>
    private static ReadOnlySpan<double> Nodes =>
    [
0.00240639000148932, 0.012635722014345251, 0.030862723998633622, 0.056792236497799485,
        0.08999900701304854, 0.12993790421072282, 0.17595317403151223, 0.22728926430558022,
        0.2831032461869774, 0.3424786601519183, 0.40444056626319186, 0.4679715535686972,
        0.5320284464313028, 0.5955594337368082, 0.6575213398480817, 0.7168967538130225,
        0.7727107356944197, 0.8240468259684878, 0.8700620957892772, 0.9100009929869515,
        0.9432077635022005, 0.9691372760013663, 0.9873642779856547, 0.9975936099985107,
    ];

    private static ReadOnlySpan<double> Weights =>
    [
        0.0061706148999936, 0.014265694314466832, 0.022138719408709904, 0.02964929245771839,
        0.03667324070554015, 0.04309508076597664, 0.04880932605205694, 0.05372213505798282,
        0.0577528340268628, 0.060835236463901696, 0.06291872817341415, 0.06396909767337608,
        0.06396909767337608, 0.06291872817341415, 0.060835236463901696, 0.0577528340268628,
        0.05372213505798282, 0.04880932605205694, 0.04309508076597664, 0.03667324070554015,
        0.02964929245771839, 0.022138719408709904, 0.014265694314466832, 0.0061706148999936,
    ];

    /// <summary>destination[i] = ∂ ln x[i]/∂shapes[i].</summary>
    /// <param name="shapes">a, above 0.</param>
    /// <param name="values">x; 0 where it underflows.</param>
    /// <param name="logarithms">ln x.</param>
    /// <param name="destination">Receives as many; may be the same memory as any of them.</param>
    public static void OfLogarithms(ReadOnlySpan<double> shapes, ReadOnlySpan<double> values, ReadOnlySpan<double> logarithms, Span<double> destination)
    {
        for (int i = 0; i < destination.Length; i++)
        {
            // A factor of what may be 0: the largest number at most.
            destination[i] = Math.Min(OfLogarithm(shapes[i], values[i], logarithms[i]), double.MaxValue);
        }
    }

    /// <summary>∫ s^<paramref name="power"/>·exp(−shape·(exp s − 1)) ds from 0 on: the moments of Gompertz's distribution.</summary>
    public static double GompertzIntegral(double shape, int power)
    {
        double reach = SingleValue.Log(1 + (Reach / shape));
        double first = Integral(1, 0, shape, shape, reach);
        return power == 1 ? first : Integral(1, 1, shape, shape, reach) - first;
    }

    private static double OfLogarithm(double a, double x, double logX)
    {
        if (!(a > 0) || double.IsNaN(x) || x == double.PositiveInfinity)
        {
            return double.NaN;
        }

        if (a < SmallShape)
        {
            double above = SingleValue.Digamma(a + 1) - logX;
            return above >= 0 ? Series(a, x, above) : Quadrature(a, x, logX - SingleValue.Digamma(a));
        }

        double logMinusDigamma = GammaDerivativeFormula<Scalar<double>>.LogMinusDigamma(new(a)).Value;
        double ratio = (x - a) / a;
        double logRatio = Math.Abs(ratio) < 0.5 ? NearZero<Scalar<double>, double>.LogOnePlus(new(ratio)).Value : logX - SingleValue.Log(a);
        return Quadrature(a, x, logRatio + logMinusDigamma);
    }

    private static double Series(double a, double x, double above)
    {
        double term = 1 / a;
        double sum = term * above;
        double harmonic = 0;
        for (double n = 1; term * (above + harmonic + 1) > 1e-17 * sum; n++)
        {
            term *= x / (a + n);
            harmonic += 1 / (a + n);
            sum += term * (above + harmonic);
        }

        return sum;
    }

    /// <summary>The integral over the side on which ln t − ψ(a) has the sign of <paramref name="distance"/> = ln x − ψ(a).</summary>
    private static double Quadrature(double a, double x, double distance)
    {
        bool isUpper = distance >= 0;
        double slope = isUpper ? x - a : a - x;

        // E up to its second order reaches 36 here: below the true range, E's curvature falls; above it rises.
        double reach = 2 * Reach / (slope + Math.Sqrt((slope * slope) + (2 * x * Reach)));
        if (isUpper)
        {
            // x·(exp s − 1) = 36 + a·s, with an s on the right that is too large.
            reach = Math.Min(reach, NearZero<Scalar<double>, double>.LogOnePlus(new((Reach + (a * reach)) / x)).Value);
        }
        else
        {
            // One step of Newton's: E is convex, so it ends beyond.
            double missing = Reach - (slope * reach) - (x * GammaDerivativeFormula<Scalar<double>>.Curvature(new(-reach)).Value);
            reach += Math.Max(0, missing / (a - (x * SingleValue.Exp(-reach))));
        }

        return Integral(isUpper ? 1 : -1, Math.Abs(distance), slope, x, reach);
    }

    private static double Integral(double side, double distance, double slope, double x, double reach)
    {
        var action = new IntegralAction(side, distance, slope, x, reach);
        BlockDispatch.Run<double, IntegralAction>(ref action);
        return action.Result;
    }

    private struct IntegralAction(double side, double distance, double slope, double x, double reach) : IBlockAction<double>
    {
        public double Result { get; private set; }

        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke<TBlock>()
            where TBlock : struct, ILanes<TBlock, double>
        {
            TBlock sum = TBlock.Constant(0);
            for (int i = 0; i < Nodes.Length; i += TBlock.Count)
            {
                TBlock s = TBlock.Load(in Nodes[i]) * TBlock.Broadcast(reach);
                TBlock value = GammaDerivativeFormula<TBlock>.Integrand(
                    s, TBlock.Broadcast(side), TBlock.Broadcast(distance), TBlock.Broadcast(slope), TBlock.Broadcast(x));
                sum = TBlock.FusedMultiplyAdd(TBlock.Load(in Weights[i]), value, sum);
            }

            Result = TBlock.Sum(sum) * reach;
        }
    }
}
