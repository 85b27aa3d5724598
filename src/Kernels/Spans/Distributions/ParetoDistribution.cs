using System;
using System.Numerics;
using Kernels.Formulas;
using Kernels.Spans;

namespace Kernels;

/// <summary>Pareto: p(x) = shape·minimumˢʰᵃᵖᵉ/x^(shape + 1), x ≥ minimum.</summary>
/// <remarks>
/// x = minimum·(1 − U)^(−1/shape); ∂x/∂minimum = x/minimum, ∂x/∂shape = −x·ln(x/minimum)/shape.
/// Drawn by its quantile function, so a draw grows with its uniform number; good to a few units in the last place out to the ends, 2⁻³³ in float and 2⁻⁶⁵ in double.
/// Source: Devroye 1986, "Non-uniform random variate generation", II.2; derivatives: Kingma and Welling 2014, "Auto-encoding variational Bayes", section 2.4.
/// </remarks>
/// <example>
/// <code>
/// var wealth = new ParetoDistribution(minimum: 1, shape: 1.5);
/// double[] draws = new double[10_000];
/// wealth.Sample&lt;double&gt;(new RandomStream(Seed: 1, Stream: 0), 0, draws);
/// Console.WriteLine($"above 4: {draws.Count(x =&gt; x &gt; 4) / 10_000.0:F3}, exactly {Math.Pow(4, -1.5):F3}");
/// // above 4: 0.119, exactly 0.125
/// Console.WriteLine($"mean {wealth.Mean}, variance {wealth.Variance}"); // mean 3, variance Infinity
/// </code>
/// </example>
public readonly record struct ParetoDistribution : IDistribution
{
    /// <summary>Fixes the parameters.</summary>
    /// <param name="minimum">The smallest number, above 0.</param>
    /// <param name="shape">The shape, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public ParetoDistribution(double minimum, double shape)
    {
        Minimum = ThrowHelper.CheckPositive(minimum, nameof(minimum));
        Shape = ThrowHelper.CheckPositive(shape, nameof(shape));
    }

    /// <inheritdoc/>
    public int ParameterCount => 2;

    /// <summary>The smallest number, above 0.</summary>
    public double Minimum { get; }

    /// <summary>The shape, above 0.</summary>
    public double Shape { get; }

    /// <inheritdoc/>
    public double Mean => Shape > 1 ? Shape * Minimum / (Shape - 1) : double.PositiveInfinity;

    /// <inheritdoc/>
    public double Variance => Shape > 2 ? Minimum * Minimum * Shape / ((Shape - 1) * (Shape - 1) * (Shape - 2)) : double.PositiveInfinity;

    /// <inheritdoc/>
    public void Sample<T>(in RandomStream stream, long first, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckParameters<T>();
        Draws.Sample(stream, first, new ParetoDraw<T>(Minimum, Shape), destination);
    }

    /// <inheritdoc/>
    public void Sample<T>(in RandomStream stream, long first, Span<T> destination, Span<T> derivatives)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckParameters<T>();
        Draws.Sample(stream, first, new ParetoDraw<T>(Minimum, Shape), ParameterCount, destination, derivatives);
    }

    /// <inheritdoc/>
    public void LogDensity<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckParameters<T>();
        Draws.LogDensity(x, new ParetoDraw<T>(Minimum, Shape), destination);
    }

    /// <summary>Refuses parameters that the type of the draws does not hold.</summary>
    private void CheckParameters<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowHelper.CheckHeld<T>(Minimum, nameof(Minimum), isDivisor: true);
        ThrowHelper.CheckHeld<T>(Shape, nameof(Shape), isDivisor: true);
    }
}
