using System;
using System.Numerics;
using Kernels.Formulas;
using Kernels.Spans;

namespace Kernels;

/// <summary>Reciprocal (log-uniform): p(x) = 1/(x·ln(maximum/minimum)) from minimum to maximum.</summary>
/// <remarks>
/// x = minimum·(maximum/minimum)ᵁ; ∂x/∂minimum = (x/minimum)·(1 − U), ∂x/∂maximum = (x/maximum)·U.
/// Drawn by its quantile function, so a draw grows with its uniform number; good to a few units in the last place out to the ends, 2⁻³³ in float and 2⁻⁶⁵ in double.
/// Source: Devroye 1986, "Non-uniform random variate generation", II.2; derivatives: Kingma and Welling 2014, "Auto-encoding variational Bayes", section 2.4.
/// </remarks>
/// <example>
/// A learning rate to try, with every power of ten as likely:
/// <code>
/// var rate = new ReciprocalDistribution(minimum: 1e-4, maximum: 1e-1);
/// double[] draws = new double[9_000];
/// rate.Sample&lt;double&gt;(new RandomStream(Seed: 1, Stream: 0), 0, draws);
/// Console.WriteLine($"below 0.001: {draws.Count(x =&gt; x &lt; 1e-3) / 9_000.0:F3}"); // below 0.001: 0.335
/// Console.WriteLine($"mean {rate.Mean:F5}, of the draws {draws.Average():F5}"); // mean 0.01446, of the draws 0.01406
/// </code>
/// </example>
public readonly record struct ReciprocalDistribution : IDistribution
{
    /// <summary>Fixes the parameters.</summary>
    /// <param name="minimum">The smallest number, above 0.</param>
    /// <param name="maximum">The largest number, above the smallest.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public ReciprocalDistribution(double minimum, double maximum)
    {
        Minimum = ThrowHelper.CheckPositive(minimum, nameof(minimum));
        Maximum = maximum > minimum ? ThrowHelper.CheckPositive(maximum, nameof(maximum)) : throw new ArgumentOutOfRangeException(nameof(maximum), maximum, $"The maximum is {maximum} and the minimum {minimum}; expected a larger maximum.");
    }

    /// <inheritdoc/>
    public int ParameterCount => 2;

    /// <summary>The smallest number, above 0.</summary>
    public double Minimum { get; }

    /// <summary>The largest number, above the smallest.</summary>
    public double Maximum { get; }

    /// <inheritdoc/>
    public double Mean => (Maximum - Minimum) / ReciprocalDraw<double>.LogRatio(Minimum, Maximum);

    /// <inheritdoc/>
    public double Variance
    {
        get
        {
            // Mean·((minimum + maximum)/2 − mean); with h half of ln(maximum/minimum) the second factor is √(minimum·maximum)·(cosh h − sinh h/h), for small h a series without cancellation.
            double square = 0.25 * ReciprocalDraw<double>.LogRatio(Minimum, Maximum) * ReciprocalDraw<double>.LogRatio(Minimum, Maximum);
            double rest = square < 0.01
                ? Math.Sqrt(Minimum) * Math.Sqrt(Maximum) * (square * ((1.0 / 3) + (square * ((1.0 / 30) + (square * ((1.0 / 840) + (square * ((1.0 / 45360) + (square / 3991680)))))))))
                : (0.5 * Minimum) + (0.5 * Maximum) - Mean;
            return Mean * rest;
        }
    }

    /// <inheritdoc/>
    public void Sample<T>(in RandomStream stream, long first, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckParameters<T>();
        Draws.Sample(stream, first, new ReciprocalDraw<T>(Minimum, Maximum), destination);
    }

    /// <inheritdoc/>
    public void Sample<T>(in RandomStream stream, long first, Span<T> destination, Span<T> derivatives)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckParameters<T>();
        Draws.Sample(stream, first, new ReciprocalDraw<T>(Minimum, Maximum), ParameterCount, destination, derivatives);
    }

    /// <inheritdoc/>
    public void LogDensity<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckParameters<T>();
        Draws.LogDensity(x, new ReciprocalDraw<T>(Minimum, Maximum), destination);
    }

    /// <summary>Refuses parameters that the type of the draws does not hold.</summary>
    private void CheckParameters<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowHelper.CheckHeld<T>(Minimum, nameof(Minimum), isDivisor: true);
        ThrowHelper.CheckHeld<T>(Maximum, nameof(Maximum), isDivisor: true);
    }
}
