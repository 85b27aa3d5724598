using System;
using System.Numerics;

namespace Kernels.Bench.Inputs;

/// <summary>Arguments of kernels as they occur in LDA; the same ones in every process.</summary>
/// <remarks>
/// The shape was read off fits with 100 topics and a prior of 0.01. λ of 20 batch passes over the NIPS papers: 88 % of the values at the prior itself, half of the others above 7,
/// 1 in 1,000 of all above 220, 1 in 10,000 above 900, the largest 8,000. γ of Wikipedia articles: 89 % at the prior, 1 in 100 above 43, the largest 4,000.
/// λ of one online pass over them has hardly a value at the prior and a third between 0.02 and 1, so a tenth here lies between prior and 1.
/// </remarks>
internal static class LdaArguments
{
    /// <summary>The prior that most values are at.</summary>
    public const double Prior = 0.01;

    /// <summary>Components that share one Dirichlet distribution.</summary>
    private const int RowLength = 20;

    private const double Largest = 1e4;
    private const double Median = 7;
    private const double Deviation = 1.5;

    /// <summary>Topics of a matrix of so many values: 16 below 4,096 values, 128 from there.</summary>
    public static int TopicsOf(int length) => length < 4096 ? 16 : 128;

    /// <summary>γ or λ: 80 % at the prior, 10 % evenly over the logarithm from there to 1, 10 % log-normal about 7 up to 10,000.</summary>
    public static T[] Parameters<T>(int length, int seed = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        var values = new T[length];
        for (int i = 0; i < length; i++)
        {
            values[i] = T.CreateTruncating(Parameter(random));
        }

        return values;
    }

    /// <summary>ln p of 20 shares each, p = γ/Σγ.</summary>
    public static T[] LogProbabilities<T>(int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] values = Parameters<double>(length);
        ForEachRow(values, row =>
        {
            double sum = 0;
            foreach (double value in row)
            {
                sum += value;
            }

            for (int k = 0; k < row.Length; k++)
            {
                row[k] = Math.Log(row[k] / sum);
            }
        });
        return Rounded<T>(values);
    }

    /// <summary>E[ln θ] + E[ln β], θ of 20 topics: what a word's φ is the softmax of.</summary>
    public static T[] LogJoint<T>(int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Of a topic's Σλ, which all its words share, only the size matters here.
        const double TopicMass = 20_000;
        double[] theta = Parameters<double>(length);
        double[] beta = Parameters<double>(length, seed: 2);
        ForEachRow(theta, row => Dirichlet.ExpectedLog<double>(row, row));
        SpecialFunctions.Digamma<double>(beta, beta);
        for (int i = 0; i < length; i++)
        {
            theta[i] += beta[i] - Math.Log(TopicMass);
        }

        return Rounded<T>(theta);
    }

    /// <summary>E[ln β] of words in rows of K topics: ψ(λ) less the logarithm of the topics' mass.</summary>
    public static T[] ExpectedLogBeta<T>(int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] beta = Parameters<double>(length, seed: 2);
        SpecialFunctions.Digamma<double>(beta, beta);
        return Rounded<T>(beta);
    }

    /// <summary>Counts of words in a document: most occur once.</summary>
    public static float[] Counts(int length)
    {
        var random = new Random(3);
        float[] counts = new float[length];
        for (int i = 0; i < length; i++)
        {
            counts[i] = MathF.Floor(1 / MathF.Max(0.02f, 1 - random.NextSingle()));
        }

        return counts;
    }

    private static double Parameter(Random random)
    {
        double kind = random.NextDouble();
        return kind < 0.8 ? Prior
            : kind < 0.9 ? Prior * Math.Pow(1 / Prior, random.NextDouble())
            : Math.Clamp(Median * Math.Exp(Deviation * Normal(random)), Prior, Largest);
    }

    /// <summary>A standard normal number (Box and Muller 1958).</summary>
    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static void ForEachRow(double[] values, Action<Span<double>> action)
    {
        for (int first = 0; first < values.Length; first += RowLength)
        {
            action(values.AsSpan(first, Math.Min(RowLength, values.Length - first)));
        }
    }

    private static T[] Rounded<T>(double[] values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Array.ConvertAll(values, T.CreateTruncating);
}
