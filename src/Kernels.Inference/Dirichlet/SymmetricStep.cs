using System;

namespace Kernels.Inference;

/// <summary>A safeguarded Newton step in ln α for the one parameter of a symmetric Dirichlet.</summary>
internal static class SymmetricStep
{
    private const double LongestStep = 2;
    private const int MostHalvings = 60;

    /// <summary>One step of at most <paramref name="stepSize"/> of Newton's. Returns how often it had to be shortened; <paramref name="change"/> is that of ln α.</summary>
    public static int Take(double meanLog, long size, double stepSize, ref double alpha, out double change)
    {
        // f(α)/K = ln Γ(Kα)/K − ln Γ(α) + (α − 1)·s; by u = ln α: f_u = α·f′ and f_uu = α·f′ + α²·f″.
        Span<double> arguments = [size * alpha, alpha];
        Span<double> digamma = stackalloc double[2];
        Span<double> trigamma = stackalloc double[2];
        SpecialFunctions.Digamma<double>(arguments, digamma);
        SpecialFunctions.Trigamma<double>(arguments, trigamma);
        double slope = alpha * (digamma[0] - digamma[1] + meanLog);
        double curvature = slope + (alpha * alpha * ((size * trigamma[0]) - trigamma[1]));
        double step = curvature < 0 ? -slope / curvature : Math.Sign(slope);
        int rejected = Math.Abs(step) > LongestStep ? 1 : 0;
        step = Math.Clamp(step, -LongestStep, LongestStep);

        double before = Likelihood(meanLog, size, alpha, out double rounding);
        for (double part = stepSize; rejected <= MostHalvings; part /= 2)
        {
            double candidate = Math.Clamp(alpha * OneNumber.Exp(part * step), DirichletEstimation.SmallestParameter, DirichletEstimation.LargestParameter);
            if (Likelihood(meanLog, size, candidate, out _) >= before - rounding)
            {
                change = Math.Abs(candidate - alpha) / alpha;
                alpha = candidate;
                return rejected;
            }

            rejected++;
        }

        change = 0;
        return rejected;
    }

    private static double Likelihood(double meanLog, long size, double alpha, out double rounding)
    {
        Span<double> logGamma = [size * alpha, alpha];
        SpecialFunctions.LogGamma<double>(logGamma, logGamma);
        double total = logGamma[0] / size, weighted = (alpha - 1) * meanLog;
        rounding = 1e-15 * (Math.Abs(total) + Math.Abs(logGamma[1]) + Math.Abs(weighted));
        return total - logGamma[1] + weighted;
    }
}
