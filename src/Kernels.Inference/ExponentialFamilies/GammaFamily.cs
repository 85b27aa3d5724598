using System;

namespace Kernels.Inference;

/// <summary>Numbers x &gt; 0: T(x) = (ln x, x), η = (shape a, −rate b), A(η) = ln Γ(a) − a·ln b, h(x) = 1/x.</summary>
/// <remarks>The <see cref="WishartFamily"/> of size 1, with its accuracy. The shape from the means solves ln a − ψ(a) = ln E[x] − E[ln x].</remarks>
/// <example>
/// The Gamma that is likeliest for four numbers:
/// <code>
/// var family = new GammaFamily();
/// double[] natural = new double[2], statistics = new double[2];
/// int count = family.SumStatistics([0.5, 1.5, 2.5, 0.7], statistics);
/// double[] mean = [statistics[0] / count, statistics[1] / count];
/// family.NaturalParameters(mean, natural);
/// (double shape, double rate) = GammaFamily.ToShapeRate(natural);
/// Console.WriteLine($"shape {shape:F4}, rate {rate:F4}, mean {shape / rate:F4}");
/// // shape 2.7275, rate 2.0980, mean 1.3000
/// </code>
/// </example>
public sealed class GammaFamily : WishartFamily
{
    /// <summary>The family has no sizes.</summary>
    public GammaFamily()
        : base(size: 1)
    {
    }

    /// <summary>natural = (a, −b).</summary>
    /// <param name="shape">a &gt; 0.</param>
    /// <param name="rate">b &gt; 0.</param>
    /// <param name="natural">η.</param>
    /// <exception cref="ArgumentException">A parameter is not a finite number above 0, or the span has another length.</exception>
    public static void FromShapeRate(double shape, double rate, Span<double> natural)
    {
        CheckLength(natural.Length, 2, "natural parameters", nameof(natural));
        if (!(shape > 0 && double.IsFinite(shape) && rate > 0 && double.IsFinite(rate)))
        {
            throw new ArgumentException(FormattableString.Invariant($"The shape is {shape} and the rate {rate}; expected finite numbers above 0."));
        }

        (natural[0], natural[1]) = (shape, -rate);
    }

    /// <summary>(a, b).</summary>
    /// <param name="natural">η.</param>
    /// <exception cref="ArgumentException">The span has another length.</exception>
    public static (double Shape, double Rate) ToShapeRate(ReadOnlySpan<double> natural)
    {
        CheckLength(natural.Length, 2, "natural parameters", nameof(natural));
        return (natural[0], -natural[1]);
    }
}
