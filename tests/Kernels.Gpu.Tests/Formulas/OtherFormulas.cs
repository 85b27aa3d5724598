using Kernels.Formulas;
using Kernels.Lanes;

namespace Kernels.Gpu.Tests;

/// <summary>Formulas of several arguments, which are one number times this and that.</summary>
internal static class OtherFormulas
{
    /// <summary>A Gamma number as it is proposed.</summary>
    public readonly struct ProposedGamma : IFormula<double>
    {
        public static TLanes Evaluate<TLanes>(TLanes x)
            where TLanes : struct, ILanes<TLanes, double> => GammaProposal<TLanes>.Evaluate(x, TLanes.Constant(0.3), TLanes.Constant(1.7), TLanes.Constant(0.25)).Value;
    }

    /// <summary>How clearly it is accepted.</summary>
    public readonly struct MarginOfGamma : IFormula<double>
    {
        public static TLanes Evaluate<TLanes>(TLanes x)
            where TLanes : struct, ILanes<TLanes, double> => GammaProposal<TLanes>.Evaluate(x, TLanes.Constant(0.3), TLanes.Constant(1.7), TLanes.Constant(0.25)).Margin;
    }

    /// <summary>The integrand of a Gamma number's derivative by its shape.</summary>
    public readonly struct GammaDerivative : IFormula<double>
    {
        public static TLanes Evaluate<TLanes>(TLanes x)
            where TLanes : struct, ILanes<TLanes, double> =>
            GammaDerivativeFormula<TLanes>.Integrand(x, TLanes.Constant(-1), TLanes.Constant(0.4), TLanes.Constant(1.3), TLanes.Constant(0.7));
    }

    /// <summary>ln x − ψ(x).</summary>
    public readonly struct LogMinusDigamma : IFormula<double>
    {
        public static TLanes Evaluate<TLanes>(TLanes x)
            where TLanes : struct, ILanes<TLanes, double> => GammaDerivativeFormula<TLanes>.LogMinusDigamma(x);
    }

    /// <summary>A Gaussian's log density by one axis.</summary>
    public readonly struct GaussianAxis : IFormula<double>
    {
        public static TLanes Evaluate<TLanes>(TLanes x)
            where TLanes : struct, ILanes<TLanes, double> => GaussianDensity<double>.Evaluate(
                GaussianDensity<double>.AddAxis(x, TLanes.Constant(0.1), TLanes.Constant(3), TLanes.Constant(0.2)), TLanes.Constant(-0.9));
    }

    /// <summary>And by four coordinates.</summary>
    public readonly struct GaussianCoordinates : IFormula<double>
    {
        public static TLanes Evaluate<TLanes>(TLanes x)
            where TLanes : struct, ILanes<TLanes, double> =>
            GaussianDensity<double>.AddSquares(x, x - TLanes.Constant(1), x * TLanes.Constant(0.3), TLanes.Constant(2), TLanes.Constant(0.2));
    }
}
