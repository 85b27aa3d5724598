using System;
using System.Numerics;
using Kernels.Formulas;
using Kernels.Spans;

namespace Kernels;

/// <summary>F with n and m degrees of freedom: (χ²ₙ/n)/(χ²ₘ/m).</summary>
/// <remarks>
/// x = (g/n)/(h/m) with Gamma numbers g and h of shapes n/2 and m/2; ∂x/∂n = x·(½·∂ ln g/∂(n/2) − 1/n), ∂x/∂m = x·(1/m − ½·∂ ln h/∂(m/2)).
/// Source: Marsaglia and Tsang 2000, "A simple method for generating gamma variables"; a shape below 1 in logarithms, g(shape) = g(shape + 1)·U^(1/shape). All in double, then rounded.
/// Derivatives by shapes are implicit, −(∂F/∂shape)/p (Figurnov, Mohamed and Mnih 2018), with a relative error of at most 1e-10; <see cref="Sampling.LogGammaShapeDerivative"/> says how.
/// </remarks>
/// <example>
/// <code>
/// var ratio = new FDistribution(numeratorDegrees: 5, denominatorDegrees: 10);
/// double[] draws = new double[100_000];
/// ratio.Sample&lt;double&gt;(new RandomStream(Seed: 1, Stream: 0), 0, draws);
/// Console.WriteLine($"mean {ratio.Mean}, of the draws {draws.Average():F2}"); // mean 1.25, of the draws 1.24
/// Console.WriteLine($"above 3.326: {draws.Count(x =&gt; x &gt; 3.326) / 100_000.0:F3}"); // above 3.326: 0.050
/// </code>
/// </example>
public readonly record struct FDistribution : IDistribution
{
    /// <summary>Fixes the parameters.</summary>
    /// <param name="numeratorDegrees">n, above 0.</param>
    /// <param name="denominatorDegrees">m, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public FDistribution(double numeratorDegrees, double denominatorDegrees)
    {
        NumeratorDegrees = ThrowHelper.CheckShape(numeratorDegrees, nameof(numeratorDegrees));
        DenominatorDegrees = ThrowHelper.CheckShape(denominatorDegrees, nameof(denominatorDegrees));
    }

    /// <inheritdoc/>
    public int ParameterCount => 2;

    /// <summary>n, above 0.</summary>
    public double NumeratorDegrees { get; }

    /// <summary>m, above 0.</summary>
    public double DenominatorDegrees { get; }

    /// <inheritdoc/>
    public double Mean => DenominatorDegrees > 2 ? DenominatorDegrees / (DenominatorDegrees - 2) : double.PositiveInfinity;

    /// <inheritdoc/>
    public double Variance => DenominatorDegrees > 4 ? 2 * Mean * Mean * (NumeratorDegrees + DenominatorDegrees - 2) / (NumeratorDegrees * (DenominatorDegrees - 4)) : double.PositiveInfinity;

    /// <inheritdoc/>
    public void Sample<T>(in RandomStream stream, long first, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckParameters<T>();
        ComposedDraws.Sample(stream, first, new FDraw(NumeratorDegrees, DenominatorDegrees), destination);
    }

    /// <inheritdoc/>
    public void Sample<T>(in RandomStream stream, long first, Span<T> destination, Span<T> derivatives)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckParameters<T>();
        ComposedDraws.Sample(stream, first, new FDraw(NumeratorDegrees, DenominatorDegrees), destination, derivatives);
    }

    /// <inheritdoc/>
    public void LogDensity<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckParameters<T>();
        Draws.LogDensity(x, new FDensity<T>(NumeratorDegrees, DenominatorDegrees), destination);
    }

    /// <summary>Refuses parameters that the type of the draws does not hold.</summary>
    private void CheckParameters<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowHelper.CheckHeld<T>(NumeratorDegrees, nameof(NumeratorDegrees));
        ThrowHelper.CheckHeld<T>(DenominatorDegrees, nameof(DenominatorDegrees));
    }
}
