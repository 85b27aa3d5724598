using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>The formulas for one number, where a constant is wanted: the same bits on every machine, which the runtime's logarithm does not promise.</summary>
internal static class SingleValue
{
    /// <summary>ln x.</summary>
    public static double Log(double x) => Of<Logarithm<double>>(x);

    /// <summary>ln(1 + x) for x above −1, away from −1 itself.</summary>
    public static double LogOnePlus(double x) => NearZero<Scalar<double>, double>.LogOnePlus(new Scalar<double>(x)).Value;

    /// <summary>exp x − 1.</summary>
    public static double ExpMinusOne(double x) => NearZero<Scalar<double>, double>.ExpMinusOne(new Scalar<double>(x)).Value;

    /// <summary>D(a, mean), the difference mean − a given.</summary>
    public static double PoissonDeviance(double a, double mean, double difference) =>
        PoissonDeviance<Scalar<double>, double>.Of(new Scalar<double>(a), new Scalar<double>(mean), new Scalar<double>(difference)).Value;

    /// <summary>ln(1 + (z/root)²).</summary>
    public static double LogOnePlusSquare(double z, double root) => LogOnePlusSquare<Scalar<double>, double>.Of(new Scalar<double>(z), new Scalar<double>(root)).Value;

    /// <summary>exp x.</summary>
    public static double Exp(double x) => Of<Exponential<double>>(x);

    /// <summary>ln |Γ(x)|.</summary>
    public static double LogGamma(double x) => Of<LogGammaFormula<double>>(x);

    /// <summary>ln Γ(x) − (x − ½)·ln x + x − ½·ln 2π.</summary>
    public static double StirlingRemainder(double x) => Of<StirlingRemainderFormula<double>>(x);

    /// <summary>ψ(x).</summary>
    public static double Digamma(double x) => Of<DigammaFormula<double>>(x);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double Of<TFormula>(double x)
        where TFormula : IFormula<double> => TFormula.Evaluate(new Scalar<double>(x)).Value;
}
