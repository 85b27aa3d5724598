using System;
using System.Numerics;
using Kernels.Formulas;
using Kernels.Spans;

namespace Kernels;

/// <summary>Erlang: the sum of a number of exponential numbers.</summary>
/// <remarks>
/// Its quantile function has no closed form; it is drawn as the Gamma number that it is. ∂x/∂rate = −x/rate; the count, a whole number, has no derivative.
/// Source: Marsaglia and Tsang 2000, "A simple method for generating gamma variables"; a shape below 1 in logarithms, g(shape) = g(shape + 1)·U^(1/shape). All in double, then rounded.
/// Derivatives by shapes are implicit, −(∂F/∂shape)/p (Figurnov, Mohamed and Mnih 2018), with a relative error of at most 1e-10; <see cref="Sampling.LogGammaShapeDerivative"/> says how.
/// </remarks>
/// <example>
/// <code>
/// var thirdCall = new ErlangDistribution(count: 3, rate: 0.25);
/// Console.WriteLine($"mean {thirdCall.Mean}, variance {thirdCall.Variance}"); // mean 12, variance 48
/// double[] draws = new double[10_000];
/// thirdCall.Sample&lt;double&gt;(new RandomStream(Seed: 1, Stream: 0), 0, draws);
/// Console.WriteLine($"{draws.Average():F2}"); // 11.97
/// double[] logDensity = new double[1];
/// thirdCall.LogDensity&lt;double&gt;([8], logDensity);
/// Console.WriteLine($"{Math.Exp(logDensity[0]):F5} = {0.25 * 2 * 2 / 2 * Math.Exp(-2):F5}"); // 0.06767 = 0.06767
/// </code>
/// </example>
public readonly record struct ErlangDistribution : IDistribution
{
    /// <summary>Fixes the parameters.</summary>
    /// <param name="count">How many, 1 or more.</param>
    /// <param name="rate">The rate of each, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public ErlangDistribution(int count, double rate)
    {
        Count = count >= 1 ? count : throw new ArgumentOutOfRangeException(nameof(count), count, $"The count is {count}; expected 1 or more.");
        Rate = ThrowHelper.CheckPositive(rate, nameof(rate));
    }

    /// <inheritdoc/>
    public int ParameterCount => 1;

    /// <summary>How many, 1 or more.</summary>
    public int Count { get; }

    /// <summary>The rate of each, above 0.</summary>
    public double Rate { get; }

    /// <inheritdoc/>
    public double Mean => Count / Rate;

    /// <inheritdoc/>
    public double Variance => Count / (Rate * Rate);

    /// <inheritdoc/>
    public void Sample<T>(in RandomStream stream, long first, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckParameters<T>();
        ComposedDraws.Sample(stream, first, new ScaledGammaDraw(Count, Rate, byShape: false), destination);
    }

    /// <inheritdoc/>
    public void Sample<T>(in RandomStream stream, long first, Span<T> destination, Span<T> derivatives)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckParameters<T>();
        ComposedDraws.Sample(stream, first, new ScaledGammaDraw(Count, Rate, byShape: false), destination, derivatives);
    }

    /// <inheritdoc/>
    public void LogDensity<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckParameters<T>();
        Draws.LogDensity(x, new GammaDensity<T>(Count, Rate), destination);
    }

    /// <summary>Refuses parameters that the type of the draws does not hold.</summary>
    private void CheckParameters<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowHelper.CheckHeld<T>(Rate, nameof(Rate));
    }
}
