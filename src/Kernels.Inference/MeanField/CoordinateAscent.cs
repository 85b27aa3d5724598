using System;
using System.Collections.Generic;
using System.Threading;

namespace Kernels.Inference;

/// <summary>Coordinate-ascent variational inference: updates the factors of a mean-field approximation in turn until the evidence lower bound comes to rest.</summary>
/// <remarks>Source: Bishop 2006, section 10.1.1; Blei, Kucukelbir and McAuliffe 2017, "Variational inference: a review for statisticians", algorithm 1.</remarks>
/// <example>
/// <code>
/// var model = new GaussianGammaModel([1.5, 2.5, 0.5, 1.9], new GaussianGammaPrior());
/// CoordinateAscentResult result = CoordinateAscent.Run(model.Blocks, new CoordinateAscentOptions { Tolerance = 1e-12 });
/// foreach (CoordinateAscentStep step in result.History.Take(4))
/// {
///     Console.WriteLine($"{step.Sweep} {step.Block} {step.Bound:F6}");
/// }
/// // 1 mean -8.007512
/// // 1 precision -7.247178
/// // 2 mean -7.247038
/// // 2 precision -7.247019
/// Console.WriteLine($"converged: {result.Converged}, falls: {result.Falls}"); // converged: True, falls: 0
/// </code>
/// </example>
public static class CoordinateAscent
{
    /// <summary>A difference of bounds below this part of the sum of the terms' sizes is rounding.</summary>
    private const double Rounding = 1e-13;

    /// <summary>Sweeps over the blocks.</summary>
    /// <param name="blocks">The factors of one model, in the order of their updates.</param>
    /// <param name="options">When to stop; the defaults where null.</param>
    /// <param name="progress">Told the bound after every update.</param>
    /// <param name="cancellation">Looked at before every update.</param>
    /// <returns>The bound's course.</returns>
    /// <exception cref="ArgumentException">There is no block, or an option is out of range.</exception>
    /// <exception cref="ArithmeticException">The bound is no longer a finite number: the message says after which block's update.</exception>
    public static CoordinateAscentResult Run(
        IReadOnlyList<IMeanFieldBlock> blocks,
        CoordinateAscentOptions? options = null,
        Action<CoordinateAscentStep>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        ArgumentOutOfRangeException.ThrowIfZero(blocks.Count, nameof(blocks));
        options ??= new CoordinateAscentOptions();
        options.Validate();
        List<CoordinateAscentStep> history = [];
        double bound = double.NegativeInfinity, largestFall = 0, rounding = 0;
        int falls = 0, sweeps = 0;
        bool converged = false;
        while (!converged && sweeps < options.MaxSweeps)
        {
            sweeps++;
            double before = bound;
            foreach (IMeanFieldBlock block in blocks)
            {
                cancellation.ThrowIfCancellationRequested();
                block.Update();
                double next = Bound(blocks, out double size);
                if (!double.IsFinite(next))
                {
                    throw new ArithmeticException(FormattableString.Invariant($"The bound is {next} after the update of {block.Name} in sweep {sweeps}; expected a finite number."));
                }

                rounding = Rounding * size;
                falls += bound - next > rounding ? 1 : 0;
                largestFall = Math.Max(largestFall, bound - next);
                bound = next;
                history.Add(new CoordinateAscentStep(sweeps, block.Name, bound));
                progress?.Invoke(history[^1]);
            }

            // A bound that falls is not at rest.
            double rise = bound - before;
            converged = rise >= -rounding && rise <= options.Tolerance * Math.Max(1, Math.Abs(bound));
        }

        return new CoordinateAscentResult { Bound = bound, Converged = converged, Sweeps = sweeps, Falls = falls, LargestFall = largestFall, History = history };
    }

    private static double Bound(IReadOnlyList<IMeanFieldBlock> blocks, out double size)
    {
        double bound = 0;
        size = 0;
        foreach (IMeanFieldBlock block in blocks)
        {
            double terms = block.BoundTerms();
            bound += terms;
            size += Math.Abs(terms);
        }

        return bound;
    }
}
