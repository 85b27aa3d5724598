using System;
using System.Numerics;

namespace Kernels.Inference;

/// <summary>z ~ N(0, I); an image's encoded values are means μ, then log-variances v; z = μ + exp(v/2)·ε.</summary>
/// <remarks>
/// The divergence by estimator B is ½Σ(μ² + exp v − 1 − v) (Kingma and Welling 2014, appendix B), by estimator A
/// ln q(z | x) − ln p(z) = ½Σ(z² − ε² − v).
/// </remarks>
internal sealed class GaussianLatent<T>(int count, VaeEstimator estimator, int mostRows) : IVaeLatent<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly T s_half = T.CreateChecked(0.5);

    private readonly T[] _deviations = new T[mostRows * count];

    public int EncodedCount => 2 * count;

    public int ValueCount => count;

    public NoiseKind Noise => NoiseKind.Normal;

    public void Sample(ReadOnlySpan<T> encoded, ReadOnlySpan<T> noise, int rows, Span<T> z, Span<double> divergences)
    {
        Deviations(encoded, rows);
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<T> means = encoded.Slice(row * 2 * count, count);
            ReadOnlySpan<T> logVariances = encoded.Slice((row * 2 * count) + count, count);
            double divergence = 0;
            for (int i = 0; i < count; i++)
            {
                int place = (row * count) + i;
                T value = means[i] + (_deviations[place] * noise[place]);
                z[place] = value;
                T twice = estimator == VaeEstimator.Sampled
                    ? (value * value) - (noise[place] * noise[place]) - logVariances[i]
                    : (means[i] * means[i]) + (_deviations[place] * _deviations[place]) - T.One - logVariances[i];
                divergence += double.CreateTruncating(twice);
            }

            divergences[row] += 0.5 * divergence;
        }
    }

    public void Back(ReadOnlySpan<T> encoded, ReadOnlySpan<T> noise, ReadOnlySpan<T> z, ReadOnlySpan<T> zGradient, int rows, T weight, Span<T> encodedGradient)
    {
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<T> means = encoded.Slice(row * 2 * count, count);
            Span<T> meanGradient = encodedGradient.Slice(row * 2 * count, count);
            Span<T> logVarianceGradient = encodedGradient.Slice((row * 2 * count) + count, count);
            for (int i = 0; i < count; i++)
            {
                int place = (row * count) + i;
                T slope = s_half * _deviations[place] * noise[place];
                if (estimator == VaeEstimator.Sampled)
                {
                    T total = zGradient[place] + (weight * z[place]);
                    meanGradient[i] += total;
                    logVarianceGradient[i] += (total * slope) - (weight * s_half);
                }
                else
                {
                    meanGradient[i] += zGradient[place] + (weight * means[i]);
                    logVarianceGradient[i] += (zGradient[place] * slope) + (weight * s_half * ((_deviations[place] * _deviations[place]) - T.One));
                }
            }
        }
    }

    public void SampleExactly(ReadOnlySpan<T> encoded, ReadOnlySpan<T> noise, int rows, Span<T> z, Span<double> logRatios)
    {
        Deviations(encoded, rows: 1);
        for (int row = 0; row < rows; row++)
        {
            double twice = 0;
            for (int i = 0; i < count; i++)
            {
                T value = encoded[i] + (_deviations[i] * noise[(row * count) + i]);
                z[(row * count) + i] = value;
                (double sample, double standard) = (double.CreateTruncating(value), double.CreateTruncating(noise[(row * count) + i]));
                twice += (standard * standard) + double.CreateTruncating(encoded[count + i]) - (sample * sample);
            }

            logRatios[row] = 0.5 * twice;
        }
    }

    public void SamplePrior(ReadOnlySpan<T> noise, int rows, Span<T> z) => noise[..(rows * count)].CopyTo(z);

    public void Mean(ReadOnlySpan<T> encoded, int rows, Span<T> mean)
    {
        for (int row = 0; row < rows; row++)
        {
            encoded.Slice(row * 2 * count, count).CopyTo(mean[(row * count)..]);
        }
    }

    private void Deviations(ReadOnlySpan<T> encoded, int rows)
    {
        for (int row = 0; row < rows; row++)
        {
            for (int i = 0; i < count; i++)
            {
                _deviations[(row * count) + i] = s_half * encoded[(row * 2 * count) + count + i];
            }
        }

        Span<T> deviations = _deviations.AsSpan(0, rows * count);
        SpecialFunctions.Exp<T>(deviations, deviations);
    }
}
