using System;

namespace Kernels;

/// <summary>Sums and normalisations in log space, over spans of float or double.</summary>
/// <example>
/// Numbers far below the smallest double, and which of two components three observations are of:
/// <code>
/// double[] logarithms = [-1000, -1001, -1002];
/// Console.WriteLine($"{Probability.LogSumExp&lt;double&gt;(logarithms):F6}"); // -999.592394
/// double[] shares = new double[3];
/// Probability.Softmax&lt;double&gt;(logarithms, shares);
/// Console.WriteLine($"{shares[0]:F4} {shares[1]:F4} {shares[2]:F4}"); // 0.6652 0.2447 0.0900
/// double[] logJoint = [-1, -4, -2, -2, -9, -3]; // ln p(x, z), a row an observation
/// double[] responsibilities = new double[6], logEvidence = new double[3];
/// Probability.Responsibilities&lt;double&gt;(logJoint, rowLength: 2, responsibilities, logEvidence);
/// Console.WriteLine($"{responsibilities[0]:F4} {responsibilities[2]:F4} {responsibilities[4]:F4}");
/// // 0.9526 0.5000 0.0025
/// Console.WriteLine($"log likelihood {logEvidence.Sum():F4}"); // log likelihood -5.2558
/// </code>
/// </example>
public static partial class Probability
{
    private static void CheckApart<T>(ReadOnlySpan<T> source, Span<T> destination, bool mayShareStart, string name)
    {
        if (source.Overlaps(destination, out int offset) && !(mayShareStart && offset == 0))
        {
            throw new ArgumentException(
                $"The span starts {offset} values into another argument; expected {(mayShareStart ? "the same start or " : string.Empty)}separate memory.", name);
        }
    }

    private static void CheckRowResults(int rows, int length, string name)
    {
        if (length < rows)
        {
            throw new ArgumentException($"The span holds {length} values; expected at least {rows}, one a row.", name);
        }
    }
}
