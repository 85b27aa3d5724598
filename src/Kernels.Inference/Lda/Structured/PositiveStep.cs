using System;

namespace Kernels.Inference;

/// <summary>Step sizes that keep λ above 0 where a gradient points below: ρ of a topic is the largest, up to the schedule's, that leaves each of the batch's words λ ≥ η/2.</summary>
/// <remarks>A value that is at η/2 already, and is sent below, shortens nothing: the device keeps it there (a projection).</remarks>
internal static class PositiveStep
{
    /// <summary>λ up to this multiple of η/2 counts as at η/2: the rounding of a step that ended there must not stop the topic in the next.</summary>
    private const double AtLeast = 1 + 1e-6;

    /// <summary>Finds ρ of each topic.</summary>
    /// <param name="lambda">λ, K values a word.</param>
    /// <param name="statistics">The statistics of the step, K values a word.</param>
    /// <param name="eta">η of each word.</param>
    /// <param name="rho">The schedule's ρ.</param>
    /// <param name="scale">D/|B|.</param>
    /// <param name="steps">ρ, K values.</param>
    /// <returns>Topics whose ρ is smaller than the schedule's.</returns>
    public static int Shorten(ReadOnlySpan<double> lambda, ReadOnlySpan<double> statistics, ReadOnlySpan<double> eta, double rho, double scale, Span<double> steps)
    {
        int topicCount = steps.Length;
        steps.Fill(rho);
        for (int word = 0; word < eta.Length; word++)
        {
            double least = eta[word] / 2;
            for (int k = 0; k < topicCount; k++)
            {
                int i = (word * topicCount) + k;
                double target = eta[word] + (scale * statistics[i]);
                if (target < least && lambda[i] > AtLeast * least)
                {
                    steps[k] = Math.Min(steps[k], (lambda[i] - least) / (lambda[i] - target));
                }
            }
        }

        int shortened = 0;
        foreach (double step in steps)
        {
            shortened += step < rho ? 1 : 0;
        }

        return shortened;
    }
}
