using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>The formulas for one number, where a constant is wanted: the same bits on every machine, which the runtime's logarithm does not promise.</summary>
internal static class SingleValue
{
    /// <summary>ln x.</summary>
    public static double Log(double x) => Of<Logarithm<double>>(x);

    /// <summary>exp x.</summary>
    public static double Exp(double x) => Of<Exponential<double>>(x);

    /// <summary>ln |Γ(x)|.</summary>
    public static double LogGamma(double x) => Of<LogGammaFormula<double>>(x);

    /// <summary>ψ(x).</summary>
    public static double Digamma(double x) => Of<DigammaFormula<double>>(x);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double Of<TFormula>(double x)
        where TFormula : IFormula<double> => TFormula.Evaluate(new Scalar<double>(x)).Value;
}
