using System;
using System.Numerics;

namespace Kernels.Inference;

/// <summary>Variables of several categories, all as likely beforehand; encoded values are logits; z is softmax((logits + Gumbel noise)/temperature).</summary>
/// <remarks>
/// The divergence is Σ q·ln q + ln C for each variable of C categories. Source: Jang, Gu and Poole (2017), "Categorical reparameterization with Gumbel-softmax";
/// Maddison, Mnih and Teh (2017). An exact sample is the largest of logits + noise (Gumbel 1954).
/// </remarks>
internal sealed class CategoricalLatent<T>(int count, int categories, double temperature, int mostRows) : IVaeLatent<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _inverseTemperature = T.CreateChecked(1 / temperature);
    private readonly T[] _probabilities = new T[mostRows * count * categories];
    private readonly T[] _normalizers = new T[mostRows * count];
    private readonly T[] _relaxedNormalizers = new T[mostRows * count];

    public int EncodedCount => ValueCount;

    public int ValueCount => count * categories;

    public NoiseKind Noise => NoiseKind.Gumbel;

    public void Sample(ReadOnlySpan<T> encoded, ReadOnlySpan<T> noise, int rows, Span<T> z, Span<double> divergences)
    {
        int length = rows * ValueCount;
        Probability.SoftmaxRows(encoded[..length], categories, _probabilities, _normalizers);
        for (int row = 0; row < rows; row++)
        {
            double divergence = count * OneNumber.Log(categories);
            for (int i = row * ValueCount; i < (row + 1) * ValueCount; i++)
            {
                divergence += double.CreateTruncating(_probabilities[i] * (encoded[i] - _normalizers[i / categories]));
            }

            divergences[row] += divergence;
        }

        Cool(encoded[..length], noise, z);

        Probability.SoftmaxRows<T>(z[..length], categories, z, _relaxedNormalizers);
    }

    public void Back(ReadOnlySpan<T> encoded, ReadOnlySpan<T> noise, ReadOnlySpan<T> z, ReadOnlySpan<T> zGradient, int rows, T weight, Span<T> encodedGradient)
    {
        for (int variable = 0; variable < rows * count; variable++)
        {
            int first = variable * categories;
            (T mean, T meanLog) = (T.Zero, T.Zero);
            for (int i = first; i < first + categories; i++)
            {
                mean += z[i] * zGradient[i];
                meanLog += _probabilities[i] * (encoded[i] - _normalizers[variable]);
            }

            for (int i = first; i < first + categories; i++)
            {
                T relaxed = _inverseTemperature * z[i] * (zGradient[i] - mean);
                T divergence = _probabilities[i] * (encoded[i] - _normalizers[variable] - meanLog);
                encodedGradient[i] += relaxed + (weight * divergence);
            }
        }
    }

    public void SampleExactly(ReadOnlySpan<T> encoded, ReadOnlySpan<T> noise, int rows, Span<T> z, Span<double> logRatios)
    {
        Probability.SoftmaxRows(encoded[..ValueCount], categories, _probabilities, _normalizers);
        for (int row = 0; row < rows; row++)
        {
            double logRatio = -count * OneNumber.Log(categories);
            for (int variable = 0; variable < count; variable++)
            {
                int chosen = Choose(encoded.Slice(variable * categories, categories), noise.Slice((row * ValueCount) + (variable * categories), categories));
                Span<T> values = z.Slice((row * ValueCount) + (variable * categories), categories);
                values.Clear();
                values[chosen] = T.One;
                logRatio -= double.CreateTruncating(encoded[(variable * categories) + chosen] - _normalizers[variable]);
            }

            logRatios[row] = logRatio;
        }
    }

    public void SamplePrior(ReadOnlySpan<T> noise, int rows, Span<T> z)
    {
        z[..(rows * ValueCount)].Clear();
        for (int variable = 0; variable < rows * count; variable++)
        {
            ReadOnlySpan<T> draws = noise.Slice(variable * categories, categories);
            z[(variable * categories) + Choose(default, draws)] = T.One;
        }
    }

    public void Mean(ReadOnlySpan<T> encoded, int rows, Span<T> mean) => Probability.SoftmaxRows(encoded[..(rows * ValueCount)], categories, mean, _normalizers);

    /// <summary>z = (logits + noise − the largest of them of the variable)/temperature: as without the largest for a softmax, but what differs does not overflow into equals.</summary>
    private void Cool(ReadOnlySpan<T> encoded, ReadOnlySpan<T> noise, Span<T> z)
    {
        for (int first = 0; first < encoded.Length; first += categories)
        {
            T largest = T.NegativeInfinity;
            for (int i = first; i < first + categories; i++)
            {
                z[i] = encoded[i] + noise[i];
                largest = T.Max(largest, z[i]);
            }

            for (int i = first; i < first + categories; i++)
            {
                z[i] = (z[i] - largest) * _inverseTemperature;
            }
        }
    }

    /// <summary>The place of the largest of logits + noise; no logits are logits of 0.</summary>
    private static int Choose(ReadOnlySpan<T> logits, ReadOnlySpan<T> noise)
    {
        int best = 0;
        for (int i = 1; i < noise.Length; i++)
        {
            if (Value(logits, noise, i) > Value(logits, noise, best))
            {
                best = i;
            }
        }

        return best;
    }

    private static T Value(ReadOnlySpan<T> logits, ReadOnlySpan<T> noise, int i) => logits.IsEmpty ? noise[i] : logits[i] + noise[i];
}
