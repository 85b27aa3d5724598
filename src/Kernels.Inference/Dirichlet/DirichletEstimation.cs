using System;

namespace Kernels.Inference;

/// <summary>What a search for a Dirichlet's parameters did.</summary>
/// <param name="Iterations">Newton steps taken.</param>
/// <param name="RejectedSteps">Steps that would have left the parameters' domain or lowered the likelihood, and were shortened.</param>
/// <param name="Converged">Whether the last step changed no parameter by more than 1e-9 of itself.</param>
public readonly record struct DirichletEstimate(int Iterations, int RejectedSteps, bool Converged)
{
    /// <summary>One search after another.</summary>
    /// <param name="left">The first.</param>
    /// <param name="right">The second.</param>
    public static DirichletEstimate operator +(DirichletEstimate left, DirichletEstimate right) =>
        new(left.Iterations + right.Iterations, left.RejectedSteps + right.RejectedSteps, right.Converged);
}

/// <summary>The Dirichlet under which mean log probabilities are likeliest: maximises ln Γ(Σα) − Σ ln Γ(α_k) + Σ (α_k − 1)·s_k, where s_k is the mean of (E) log p_k.</summary>
/// <remarks>
/// The function is concave in α. A Newton step costs O(K), because the Hessian ψ′(Σα)·11ᵀ − diag ψ′(α) is diagonal plus rank one; it is shortened until it
/// stays in the domain and the function rises (Armijo), so no start can diverge and no parameter can become negative.
/// Source: T. P. Minka, Estimating a Dirichlet distribution, 2000; J. Huang, Maximum likelihood estimation of Dirichlet distribution parameters, 2005.
/// </remarks>
/// <example>
/// The Dirichlet that 10,000 of its own draws came from:
/// <code>
/// double[] draws = new double[3 * 10_000];
/// Sampling.DirichletRows&lt;double&gt;(new RandomStream(Seed: 1, Stream: 0), 0, [0.5, 2, 4], draws);
/// double[] meanLog = new double[3];
/// for (int i = 0; i &lt; draws.Length; i++)
/// {
///     meanLog[i % 3] += Math.Log(draws[i]) / 10_000;
/// }
///
/// double[] alpha = [1, 1, 1];
/// DirichletEstimate estimate = DirichletEstimation.Maximize(meanLog, alpha);
/// Console.WriteLine($"{alpha[0]:F2} {alpha[1]:F2} {alpha[2]:F2}, converged: {estimate.Converged}");
/// // 0.49 1.99 4.00, converged: True
/// </code>
/// </example>
public static class DirichletEstimation
{
    /// <summary>No parameter becomes smaller. One whose probability is always next to 0 would go on falling without end.</summary>
    public const double SmallestParameter = 1e-5;

    /// <summary>No parameter becomes larger. Where every observation is the same the likelihood rises without end.</summary>
    public const double LargestParameter = 1e8;

    private const int MostIterations = 100;
    private const double Tolerance = 1e-9;

    /// <summary>Iterates parameters of their own to the maximum.</summary>
    /// <param name="meanLog">s, K values, each finite and below 0.</param>
    /// <param name="alpha">K values above 0: the start, and the result.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a value is out of range: what was found and what was expected.</exception>
    public static DirichletEstimate Maximize(ReadOnlySpan<double> meanLog, Span<double> alpha)
    {
        Check(meanLog, alpha);
        return new AsymmetricStep(alpha.Length).Repeat(meanLog, alpha, MostIterations, Tolerance);
    }

    /// <summary>Takes one step of Newton's, shortened to a part of itself.</summary>
    /// <param name="meanLog">s, K values, each finite and below 0: of a mini-batch, say.</param>
    /// <param name="stepSize">ρ in (0, 1], the part taken.</param>
    /// <param name="alpha">K values above 0: the start, and the result.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a value is out of range: what was found and what was expected.</exception>
    public static DirichletEstimate Step(ReadOnlySpan<double> meanLog, double stepSize, Span<double> alpha)
    {
        Check(meanLog, alpha);
        CheckStep(stepSize);
        var step = new AsymmetricStep(alpha.Length);
        int rejected = step.Take(meanLog, alpha, stepSize, out _);
        return new DirichletEstimate(1, rejected, Converged: false);
    }

    /// <summary>Finds the one value that all K parameters share.</summary>
    /// <param name="meanLog">The mean of s over its K values, finite and below 0.</param>
    /// <param name="size">K ≥ 2.</param>
    /// <param name="start">Where to begin, above 0.</param>
    /// <param name="alpha">The parameter.</param>
    /// <exception cref="ArgumentException">A value is out of range: what was found and what was expected.</exception>
    public static DirichletEstimate MaximizeSymmetric(double meanLog, long size, double start, out double alpha)
    {
        CheckSymmetric(meanLog, size, start);
        alpha = start;
        DirichletEstimate total = default;
        while (total.Iterations < MostIterations && !total.Converged)
        {
            int rejected = SymmetricStep.Take(meanLog, size, stepSize: 1, ref alpha, out double change);
            total += new DirichletEstimate(1, rejected, Math.Abs(change) < Tolerance);
        }

        return total;
    }

    /// <summary>Takes one step of Newton's towards the one value that all K parameters share, shortened to a part of itself.</summary>
    /// <param name="meanLog">The mean of s over its K values, finite and below 0.</param>
    /// <param name="size">K ≥ 2.</param>
    /// <param name="stepSize">ρ in (0, 1], the part taken.</param>
    /// <param name="start">Where to begin, above 0.</param>
    /// <param name="alpha">The parameter.</param>
    /// <exception cref="ArgumentException">A value is out of range: what was found and what was expected.</exception>
    public static DirichletEstimate StepSymmetric(double meanLog, long size, double stepSize, double start, out double alpha)
    {
        CheckSymmetric(meanLog, size, start);
        CheckStep(stepSize);
        alpha = start;
        return new DirichletEstimate(1, SymmetricStep.Take(meanLog, size, stepSize, ref alpha, out _), Converged: false);
    }

    private static void Check(ReadOnlySpan<double> meanLog, ReadOnlySpan<double> alpha)
    {
        if (meanLog.Length != alpha.Length || alpha.Length < 2)
        {
            throw new ArgumentException($"There are {meanLog.Length} mean logarithms and {alpha.Length} parameters; expected as many, and at least 2.", nameof(alpha));
        }

        for (int k = 0; k < alpha.Length; k++)
        {
            if (!(alpha[k] > 0 && double.IsFinite(alpha[k]) && meanLog[k] < 0 && double.IsFinite(meanLog[k])))
            {
                throw new ArgumentException(
                    FormattableString.Invariant($"Parameter {k} is {alpha[k]} and its mean logarithm {meanLog[k]}; expected a finite number above 0, and a finite one below 0."), nameof(alpha));
            }
        }
    }

    private static void CheckSymmetric(double meanLog, long size, double start)
    {
        if (size < 2 || !(start > 0 && double.IsFinite(start) && meanLog < 0 && double.IsFinite(meanLog)))
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"{size} parameters of {start} and a mean logarithm of {meanLog}; expected at least 2, a finite number above 0, and a finite one below 0."));
        }
    }

    private static void CheckStep(double stepSize)
    {
        if (!(stepSize is > 0 and <= 1))
        {
            throw new ArgumentException(FormattableString.Invariant($"The step size is {stepSize}; expected a number in (0, 1]."), nameof(stepSize));
        }
    }
}
