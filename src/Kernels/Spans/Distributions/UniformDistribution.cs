using System;
using System.Numerics;
using Kernels.Formulas;
using Kernels.Spans;

namespace Kernels;

/// <summary>Uniform from minimum to maximum.</summary>
/// <remarks>
/// x = minimum + (maximum − minimum)·U, reckoned from the nearer end; an end itself is drawn where rounding gives it. ∂x/∂minimum = 1 − U, ∂x/∂maximum = U.
/// Drawn by its quantile function, so a draw grows with its uniform number; good to a few units in the last place out to the ends, 2⁻³³ in float and 2⁻⁶⁵ in double.
/// Source: Devroye 1986, "Non-uniform random variate generation", II.2; derivatives: Kingma and Welling 2014, "Auto-encoding variational Bayes", section 2.4.
/// </remarks>
/// <example>
/// π from the part of a square that lies in a circle:
/// <code>
/// var side = new UniformDistribution(minimum: -1, maximum: 1);
/// double[] x = new double[100_000], y = new double[100_000];
/// side.Sample&lt;double&gt;(new RandomStream(Seed: 1, Stream: 0), 0, x);
/// side.Sample&lt;double&gt;(new RandomStream(Seed: 1, Stream: 1), 0, y);
/// Console.WriteLine($"{4.0 * x.Zip(y).Count(p =&gt; (p.First * p.First) + (p.Second * p.Second) &lt; 1) / x.Length:F3}");
/// // 3.140
/// </code>
/// </example>
public readonly record struct UniformDistribution : IDistribution
{
    /// <summary>Fixes the parameters.</summary>
    /// <param name="minimum">The smallest number.</param>
    /// <param name="maximum">The largest number, above the smallest.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public UniformDistribution(double minimum, double maximum)
    {
        Minimum = ThrowHelper.CheckFinite(minimum, nameof(minimum));
        Maximum = maximum > minimum ? ThrowHelper.CheckFinite(maximum, nameof(maximum)) : throw new ArgumentOutOfRangeException(nameof(maximum), maximum, $"The maximum is {maximum} and the minimum {minimum}; expected a larger maximum.");
    }

    /// <inheritdoc/>
    public int ParameterCount => 2;

    /// <summary>The smallest number.</summary>
    public double Minimum { get; }

    /// <summary>The largest number, above the smallest.</summary>
    public double Maximum { get; }

    /// <inheritdoc/>
    public double Mean => Minimum + ((0.5 * Maximum) - (0.5 * Minimum));

    /// <inheritdoc/>
    public double Variance => (Maximum - Minimum) * (Maximum - Minimum) / 12;

    /// <inheritdoc/>
    public void Sample<T>(in RandomStream stream, long first, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckParameters<T>();
        Draws.Sample(stream, first, new UniformDraw<T>(Minimum, Maximum), destination);
    }

    /// <inheritdoc/>
    public void Sample<T>(in RandomStream stream, long first, Span<T> destination, Span<T> derivatives)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckParameters<T>();
        Draws.Sample(stream, first, new UniformDraw<T>(Minimum, Maximum), ParameterCount, destination, derivatives);
    }

    /// <inheritdoc/>
    public void LogDensity<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckParameters<T>();
        Draws.LogDensity(x, new UniformDraw<T>(Minimum, Maximum), destination);
    }

    /// <summary>Refuses parameters that the type of the draws does not hold.</summary>
    private void CheckParameters<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowHelper.CheckHeld<T>(Minimum, nameof(Minimum));
        ThrowHelper.CheckHeld<T>(Maximum, nameof(Maximum));
    }
}
