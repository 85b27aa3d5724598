using System;
using System.Numerics;
using Kernels.Formulas;
using Kernels.Spans;

namespace Kernels;

/// <summary>Exponential: p(x) = rate·exp(−rate·x), x ≥ 0.</summary>
/// <remarks>
/// x = −ln(1 − U)/rate; ∂x/∂rate = −x/rate.
/// Drawn by its quantile function, so a draw grows with its uniform number; good to a few units in the last place out to the ends, 2⁻³³ in float and 2⁻⁶⁵ in double.
/// Source: Devroye 1986, "Non-uniform random variate generation", II.2; derivatives: Kingma and Welling 2014, "Auto-encoding variational Bayes", section 2.4.
/// </remarks>
/// <example>
/// <code>
/// var wait = new ExponentialDistribution(rate: 0.25); // calls a minute
/// double[] draws = new double[10_000];
/// wait.Sample&lt;double&gt;(new RandomStream(Seed: 1, Stream: 0), 0, draws);
/// Console.WriteLine($"mean {wait.Mean}, of the draws {draws.Average():F2}"); // mean 4, of the draws 3.96
/// Console.WriteLine($"longer than 4: {draws.Count(x =&gt; x &gt; 4) / 10_000.0:F3}, exactly {Math.Exp(-1):F3}");
/// // longer than 4: 0.365, exactly 0.368
/// </code>
/// </example>
public readonly record struct ExponentialDistribution : IDistribution
{
    /// <summary>Fixes the parameters.</summary>
    /// <param name="rate">The rate, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public ExponentialDistribution(double rate)
    {
        Rate = ThrowHelper.CheckPositive(rate, nameof(rate));
    }

    /// <inheritdoc/>
    public int ParameterCount => 1;

    /// <summary>The rate, above 0.</summary>
    public double Rate { get; }

    /// <inheritdoc/>
    public double Mean => 1 / Rate;

    /// <inheritdoc/>
    public double Variance => 1 / (Rate * Rate);

    /// <inheritdoc/>
    public void Sample<T>(in RandomStream stream, long first, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckParameters<T>();
        Draws.Sample(stream, first, new ExponentialDraw<T>(Rate), destination);
    }

    /// <inheritdoc/>
    public void Sample<T>(in RandomStream stream, long first, Span<T> destination, Span<T> derivatives)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckParameters<T>();
        Draws.Sample(stream, first, new ExponentialDraw<T>(Rate), ParameterCount, destination, derivatives);
    }

    /// <inheritdoc/>
    public void LogDensity<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckParameters<T>();
        Draws.LogDensity(x, new ExponentialDraw<T>(Rate), destination);
    }

    /// <summary>Refuses parameters that the type of the draws does not hold.</summary>
    private void CheckParameters<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowHelper.CheckHeld<T>(Rate, nameof(Rate), isDivisor: true);
    }
}
