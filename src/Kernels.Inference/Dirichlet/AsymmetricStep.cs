using System;

namespace Kernels.Inference;

/// <summary>A safeguarded Newton step for K parameters of a Dirichlet, with its room.</summary>
internal sealed class AsymmetricStep(int size)
{
    /// <summary>A step takes no parameter below this part of itself.</summary>
    private const double MostShrinking = 0.125;

    /// <summary>The rise that a step must give, as a part of what the gradient promises.</summary>
    private const double SufficientRise = 1e-4;
    private const int MostHalvings = 60;
    private const double RoundingUnits = 1e-15;

    private readonly double[] _gradient = new double[size];
    private readonly double[] _direction = new double[size];
    private readonly double[] _candidate = new double[size];
    private readonly double[] _curvature = new double[size];
    private readonly double[] _room = new double[size + 1];

    /// <summary>Steps until none changes a parameter by more than <paramref name="tolerance"/> of itself.</summary>
    public DirichletEstimate Repeat(ReadOnlySpan<double> meanLog, Span<double> alpha, int mostIterations, double tolerance)
    {
        DirichletEstimate total = default;
        while (total.Iterations < mostIterations && !total.Converged)
        {
            int rejected = Take(meanLog, alpha, stepSize: 1, out double change);
            total += new DirichletEstimate(1, rejected, change <= tolerance);
        }

        return total;
    }

    /// <summary>One step of at most <paramref name="stepSize"/> of Newton's. Returns how often it had to be shortened; <paramref name="change"/> is the largest relative one.</summary>
    public int Take(ReadOnlySpan<double> meanLog, Span<double> alpha, double stepSize, out double change)
    {
        FindDirection(meanLog, alpha);
        double before = Likelihood(meanLog, alpha, out double rounding);
        int rejected = 0;
        for (double part = stepSize; rejected <= MostHalvings; part /= 2)
        {
            bool isClamped = false;
            double promised = 0;
            change = 0;
            for (int k = 0; k < alpha.Length; k++)
            {
                double wanted = alpha[k] + (part * _direction[k]);
                double least = Math.Max(DirichletEstimation.SmallestParameter, MostShrinking * alpha[k]);
                _candidate[k] = Math.Min(Math.Max(wanted, least), DirichletEstimation.LargestParameter);
                isClamped |= wanted <= 0;
                promised += _gradient[k] * (_candidate[k] - alpha[k]);
                change = Math.Max(change, Math.Abs(_candidate[k] - alpha[k]) / alpha[k]);
            }

            // What rounding hides of a rise at the maximum is no fall.
            if (promised >= 0 && Likelihood(meanLog, _candidate, out _) >= before + (SufficientRise * promised) - rounding)
            {
                _candidate.CopyTo(alpha);
                return rejected + (isClamped ? 1 : 0);
            }

            rejected++;
        }

        change = 0;
        return rejected;
    }

    /// <summary>The gradient g = ψ(Σα) − ψ(α) + s and −H⁻¹g. Parameters at an end of their range that would leave it are held.</summary>
    private void FindDirection(ReadOnlySpan<double> meanLog, ReadOnlySpan<double> alpha)
    {
        Span<double> values = _room;
        alpha.CopyTo(values);
        values[^1] = InOrder.Sum(alpha);
        Span<double> trigamma = stackalloc double[1];
        SpecialFunctions.Trigamma<double>(values[^1..], trigamma);
        SpecialFunctions.Trigamma(alpha, _curvature);
        SpecialFunctions.Digamma<double>(values, values);
        double weighted = 0, inverse = 0;
        for (int k = 0; k < alpha.Length; k++)
        {
            _gradient[k] = values[^1] - values[k] + meanLog[k];
            if (IsFree(alpha, k))
            {
                weighted += _gradient[k] / _curvature[k];
                inverse += 1 / _curvature[k];
            }
        }

        // H = −diag ψ′(α) + ψ′(Σα)·11ᵀ by Sherman and Morrison.
        double shift = weighted / ((1 / trigamma[0]) - inverse);
        for (int k = 0; k < alpha.Length; k++)
        {
            _direction[k] = IsFree(alpha, k) ? (_gradient[k] + shift) / _curvature[k] : 0;
        }
    }

    private bool IsFree(ReadOnlySpan<double> alpha, int k) =>
        _gradient[k] > 0 ? alpha[k] < DirichletEstimation.LargestParameter : alpha[k] > DirichletEstimation.SmallestParameter;

    /// <summary>The function that rises, and how far its value may be off.</summary>
    private double Likelihood(ReadOnlySpan<double> meanLog, ReadOnlySpan<double> alpha, out double rounding)
    {
        Span<double> logGamma = _room;
        alpha.CopyTo(logGamma);
        logGamma[^1] = InOrder.Sum(alpha);
        SpecialFunctions.LogGamma<double>(logGamma, logGamma);
        double value = logGamma[^1], size = Math.Abs(value);
        for (int k = 0; k < alpha.Length; k++)
        {
            double weighted = (alpha[k] - 1) * meanLog[k];
            value += weighted - logGamma[k];
            size += Math.Abs(weighted) + Math.Abs(logGamma[k]);
        }

        rounding = RoundingUnits * size;
        return value;
    }
}
