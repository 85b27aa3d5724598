using System;
using System.Collections.Generic;
using System.Linq;

namespace Kernels.Inference;

/// <summary>The chances of heads of the three coins.</summary>
/// <param name="First">π: of the coin that decides which of the other two is thrown.</param>
/// <param name="Second">p: of the coin thrown after heads.</param>
/// <param name="Third">q: of the coin thrown after tails.</param>
public readonly record struct ThreeCoinsParameters(double First, double Second, double Third);

/// <summary>A hidden coin decides which of two others is thrown, and only that one's side is seen: the smallest mixture there is.</summary>
/// <remarks>
/// p(y | θ) = π·p^y·(1 − p)^(1−y) + (1 − π)·q^y·(1 − q)^(1−y). Source: Li Hang, "Statistical Learning Methods" (2012), section 9.1, equations 9.3 to 9.8.
/// The posterior holds μ_j, the chance that throw j came after heads.
/// </remarks>
/// <example>
/// <code>
/// ThreeCoins coins = new([1, 1, 0, 1, 0, 0, 1, 0, 1, 1]);
/// var result = coins.Fit(new ThreeCoinsParameters(First: 0.4, Second: 0.6, Third: 0.7));
/// Console.WriteLine($"{result.Parameters.First:F4} {result.Parameters.Second:F4} {result.Parameters.Third:F4}");
/// // 0.4064 0.5368 0.6432
/// </code>
/// </example>
public sealed class ThreeCoins : ILatentVariableModel<ThreeCoinsParameters, double[]>
{
    private readonly double[] _sides;

    /// <summary>Takes what was seen.</summary>
    /// <param name="sides">1 for heads and 0 for tails; at least one.</param>
    /// <exception cref="ArgumentException">There are none, or one is something else.</exception>
    public ThreeCoins(IReadOnlyList<int> sides)
    {
        ArgumentNullException.ThrowIfNull(sides);
        for (int j = 0; j < sides.Count; j++)
        {
            if (sides[j] is not (0 or 1))
            {
                throw new ArgumentException($"Throw {j + 1} is {sides[j]}; expected 1 for heads or 0 for tails.", nameof(sides));
            }
        }

        _sides = sides.Count > 0 ? [.. sides.Select(side => (double)side)] : throw new ArgumentException("There are no throws; expected at least one.", nameof(sides));
    }

    /// <summary>Runs EM.</summary>
    /// <param name="start">Chances, each in [0, 1].</param>
    /// <returns>Where it ended.</returns>
    /// <exception cref="ArgumentException">A chance is out of range.</exception>
    public ExpectationMaximizationResult<ThreeCoinsParameters, double[]> Fit(ThreeCoinsParameters start)
    {
        foreach (double chance in (double[])[start.First, start.Second, start.Third])
        {
            if (!(chance is >= 0 and <= 1))
            {
                throw new ArgumentException($"A chance is {chance}; expected each in [0, 1].", nameof(start));
            }
        }

        return new ExpectationMaximization<ThreeCoinsParameters, double[]>(this, new MaximizationStep<ThreeCoinsParameters, double[]>("coins", (posterior, _) => Maximize(posterior))).Run(start);
    }

    /// <inheritdoc/>
    public double[] Expectation(ThreeCoinsParameters parameters) => Array.ConvertAll(_sides, side =>
    {
        (double heads, double tails) = Joint(side, parameters);
        return heads / (heads + tails);
    });

    /// <summary>The M-step: where F(q, ·) is largest.</summary>
    /// <param name="posterior">μ, a value a throw.</param>
    /// <returns>θ. A coin that is never thrown gets the chance of heads over all throws.</returns>
    /// <exception cref="ArgumentException">There are not as many values as throws.</exception>
    public ThreeCoinsParameters Maximize(double[] posterior)
    {
        ArgumentNullException.ThrowIfNull(posterior);
        double mass = Sum(posterior, (mu, _) => mu);
        double heads = Sum(posterior, (mu, side) => mu * side);

        // Not the number of throws less the mass: where nearly all is mass, that is rounding, and the chance made of it out of [0, 1].
        double rest = Sum(posterior, (mu, _) => 1 - mu);
        double mean = _sides.Sum() / _sides.Length;
        return new(mass / _sides.Length, mass > 0 ? heads / mass : mean, rest > 0 ? Sum(posterior, (mu, side) => (1 - mu) * side) / rest : mean);
    }

    /// <inheritdoc/>
    public double Bound(double[] posterior, ThreeCoinsParameters parameters) => Sum(posterior, (mu, side) =>
    {
        (double heads, double tails) = Joint(side, parameters);
        return TimesLog(mu, heads) + TimesLog(1 - mu, tails) - TimesLog(mu, mu) - TimesLog(1 - mu, 1 - mu);
    });

    /// <inheritdoc/>
    public double Divergence(double[] posterior, ThreeCoinsParameters parameters) => Sum(posterior, (mu, side) =>
    {
        (double heads, double tails) = Joint(side, parameters);
        double after = heads / (heads + tails);
        return TimesLog(mu, mu) - TimesLog(mu, after) + TimesLog(1 - mu, 1 - mu) - TimesLog(1 - mu, 1 - after);
    });

    /// <inheritdoc/>
    public double LogLikelihood(ThreeCoinsParameters parameters) => _sides.Sum(side =>
    {
        (double heads, double tails) = Joint(side, parameters);
        return Math.Log(heads + tails);
    });

    private double Sum(double[] posterior, Func<double, double, double> term)
    {
        ArgumentNullException.ThrowIfNull(posterior);
        return posterior.Length == _sides.Length ? posterior.Zip(_sides, term).Sum()
            : throw new ArgumentException($"The posterior holds {posterior.Length} values; expected {_sides.Length}, one a throw.", nameof(posterior));
    }

    private static (double Heads, double Tails) Joint(double side, ThreeCoinsParameters theta) => (
        theta.First * (side == 1 ? theta.Second : 1 - theta.Second),
        (1 - theta.First) * (side == 1 ? theta.Third : 1 - theta.Third));

    /// <summary>a·ln b, 0 where a is.</summary>
    private static double TimesLog(double a, double b) => a == 0 ? 0 : a * Math.Log(b);
}
