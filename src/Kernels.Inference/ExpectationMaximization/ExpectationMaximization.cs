using System;
using System.Collections.Generic;
using System.Threading;

namespace Kernels.Inference;

/// <summary>EM as coordinate ascent on F(q, θ): an E-step in q, then one or more M-steps in θ, with F after each.</summary>
/// <remarks>F never falls where the M-steps keep their promise; where it does fall by more than rounding the result counts it.</remarks>
/// <example>
/// The three coins of Li Hang's book, with both blocks of parameters maximised in turn (ECM):
/// <code>
/// ThreeCoins coins = new([1, 1, 0, 1, 0, 0, 1, 0, 1, 1]);
/// ExpectationMaximization&lt;ThreeCoinsParameters, double[]&gt; em = new(
///     coins,
///     new("first coin", (q, theta) =&gt; theta with { First = coins.Maximize(q).First }),
///     new("other coins", (q, theta) =&gt; coins.Maximize(q) with { First = theta.First }));
/// var result = em.Run(new ThreeCoinsParameters(First: 0.4, Second: 0.6, Third: 0.7));
/// Console.WriteLine($"{result.Parameters.First:F4} {result.Parameters.Second:F4} {result.Parameters.Third:F4}");
/// // 0.4064 0.5368 0.6432
/// Console.WriteLine($"F = {result.History[^1].Bound:F4}, falls: {result.Falls}"); // F = -6.7301, falls: 0
/// </code>
/// </example>
/// <param name="model">The model with its observations.</param>
/// <param name="steps">The M-step, or its parts in their order; at least one.</param>
/// <typeparam name="TParameters">θ.</typeparam>
/// <typeparam name="TPosterior">What describes q(z).</typeparam>
public sealed class ExpectationMaximization<TParameters, TPosterior>(
    ILatentVariableModel<TParameters, TPosterior> model, params MaximizationStep<TParameters, TPosterior>[] steps)
{
    /// <summary>The name of the E-step in the history.</summary>
    public const string Expectation = "expectation";

    /// <summary>A fall of F by less than this, relative, is rounding.</summary>
    private const double Rounding = 1e-12;

    /// <summary>The most iterations, ≥ 1.</summary>
    public int MaxIterations { get; init; } = 1000;

    /// <summary>EM stops when an iteration raises F by no more than this, ≥ 0.</summary>
    public double Tolerance { get; init; } = 1e-10;

    /// <summary>Whether there is an E-step before every part of the M-step and not only before the first: multicycle ECM.</summary>
    public bool ExpectationBeforeEveryStep { get; init; }

    /// <summary>Climbs from a start.</summary>
    /// <param name="start">θ at first.</param>
    /// <param name="cancellation">Looked at before each iteration.</param>
    /// <returns>Where it ended.</returns>
    /// <exception cref="ArgumentException">There is no M-step, or a setting is out of range.</exception>
    /// <exception cref="ArithmeticException">F is no number: the message says after which step.</exception>
    public ExpectationMaximizationResult<TParameters, TPosterior> Run(TParameters start, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (steps is not { Length: > 0 } || MaxIterations < 1 || !(Tolerance >= 0))
        {
            throw new ArgumentException(
                $"{steps?.Length ?? 0} M-steps, at most {MaxIterations} iterations, tolerance {Tolerance}; expected at least one step, one iteration and a tolerance of 0 or more.");
        }

        List<BoundAfterStep> history = [];
        int falls = 0;
        TParameters parameters = start;
        TPosterior posterior = default!;
        for (int iteration = 1; ; iteration++)
        {
            cancellation.ThrowIfCancellationRequested();
            double before = history.Count > 0 ? history[^1].Bound : double.NegativeInfinity;
            for (int step = 0; step < steps.Length; step++)
            {
                if (step == 0 || ExpectationBeforeEveryStep)
                {
                    posterior = model.Expectation(parameters);
                    Note(Expectation);
                }

                parameters = steps[step].Maximize(posterior, parameters);
                Note(steps[step].Name);
            }

            bool converged = history[^1].Bound - before <= Tolerance;
            if (converged || iteration == MaxIterations)
            {
                return new(parameters, posterior, history, iteration, converged, falls);
            }

            void Note(string name)
            {
                double bound = model.Bound(posterior, parameters);
                if (double.IsNaN(bound))
                {
                    throw new ArithmeticException($"F(q, θ) is {bound} after step \"{name}\" of iteration {iteration}; expected a number.");
                }

                falls += history.Count > 0 && bound < history[^1].Bound - (Rounding * Math.Abs(history[^1].Bound)) ? 1 : 0;
                history.Add(new(iteration, name, bound));
            }
        }
    }
}
