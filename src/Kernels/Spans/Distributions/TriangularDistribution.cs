using System;
using System.Numerics;
using Kernels.Formulas;
using Kernels.Spans;

namespace Kernels;

/// <summary>Triangular: the density rises from minimum to mode and falls to maximum, on straight lines.</summary>
/// <remarks>
/// x = minimum + √(U·width·rise) up to the mode, maximum − √((1 − U)·width·fall) beyond, rise and fall the mode's distances to the ends. With r the distance to the end of x's side and l that side's length:
/// ∂x/∂(that end) = 1 − r·(l + width)/(2·width·l), ∂x/∂(the other end) = r/(2·width), ∂x/∂mode = r/(2·l).
/// Drawn by its quantile function, so a draw grows with its uniform number; good to a few units in the last place out to the ends, 2⁻³³ in float and 2⁻⁶⁵ in double.
/// Source: Devroye 1986, "Non-uniform random variate generation", II.2; derivatives: Kingma and Welling 2014, "Auto-encoding variational Bayes", section 2.4.
/// </remarks>
/// <example>
/// How long a task takes, by its shortest, likeliest and longest time:
/// <code>
/// var days = new TriangularDistribution(minimum: 2, mode: 3, maximum: 7);
/// double[] draws = new double[10_000];
/// days.Sample&lt;double&gt;(new RandomStream(Seed: 1, Stream: 0), 0, draws);
/// Console.WriteLine($"mean {days.Mean}, of the draws {draws.Average():F2}"); // mean 4, of the draws 3.99
/// Console.WriteLine($"done by the mode: {draws.Count(x =&gt; x &lt; 3) / 10_000.0:F3}, exactly {1.0 / 5:F3}");
/// // done by the mode: 0.198, exactly 0.200
/// </code>
/// </example>
public readonly record struct TriangularDistribution : IDistribution
{
    /// <summary>Fixes the parameters.</summary>
    /// <param name="minimum">The smallest number.</param>
    /// <param name="mode">Where the density is highest; an end of the range is allowed.</param>
    /// <param name="maximum">The largest number, above the smallest.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public TriangularDistribution(double minimum, double mode, double maximum)
    {
        Minimum = ThrowHelper.CheckFinite(minimum, nameof(minimum));
        Mode = mode >= minimum ? ThrowHelper.CheckFinite(mode, nameof(mode)) : throw new ArgumentOutOfRangeException(nameof(mode), mode, $"The mode is {mode} and the minimum {minimum}; expected a mode that is not below.");
        Maximum = maximum >= mode && maximum > minimum ? ThrowHelper.CheckFinite(maximum, nameof(maximum)) : throw new ArgumentOutOfRangeException(nameof(maximum), maximum, $"The maximum is {maximum}, the mode {mode} and the minimum {minimum}; expected a maximum that is not below the mode, and above the minimum.");
    }

    /// <inheritdoc/>
    public int ParameterCount => 3;

    /// <summary>The smallest number.</summary>
    public double Minimum { get; }

    /// <summary>Where the density is highest; an end of the range is allowed.</summary>
    public double Mode { get; }

    /// <summary>The largest number, above the smallest.</summary>
    public double Maximum { get; }

    /// <inheritdoc/>
    public double Mean => (Minimum + Mode + Maximum) / 3;

    /// <inheritdoc/>
    public double Variance => (((Maximum - Minimum) * (Maximum - Minimum)) - ((Mode - Minimum) * (Maximum - Mode))) / 18;

    /// <inheritdoc/>
    public void Sample<T>(in RandomStream stream, long first, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckParameters<T>();
        Draws.Sample(stream, first, new TriangularDraw<T>(Minimum, Mode, Maximum), destination);
    }

    /// <inheritdoc/>
    public void Sample<T>(in RandomStream stream, long first, Span<T> destination, Span<T> derivatives)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckParameters<T>();
        Draws.Sample(stream, first, new TriangularDraw<T>(Minimum, Mode, Maximum), ParameterCount, destination, derivatives);
    }

    /// <inheritdoc/>
    public void LogDensity<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckParameters<T>();
        Draws.LogDensity(x, new TriangularDraw<T>(Minimum, Mode, Maximum), destination);
    }

    /// <summary>Refuses parameters that the type of the draws does not hold.</summary>
    private void CheckParameters<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowHelper.CheckHeld<T>(Minimum, nameof(Minimum));
        ThrowHelper.CheckHeld<T>(Mode, nameof(Mode));
        ThrowHelper.CheckHeld<T>(Maximum, nameof(Maximum));
    }
}
