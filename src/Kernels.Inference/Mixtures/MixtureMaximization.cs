using System;

namespace Kernels.Inference;

/// <summary>The M-step: π, μ and Σ of moments.</summary>
/// <remarks>
/// With δ = sums/mass: π = mass/Σ mass, μ = origin + δ, Σ = products/mass − δδᵀ. The origin is near the mean, so that δ is small and nothing cancels.
/// Source: Bishop (2006), equations 9.24 to 9.27, and exercise 9.6 to 9.9 for the restricted covariances.
/// </remarks>
internal static class MixtureMaximization
{
    /// <summary>Of what share of the mean mass a component counts as empty.</summary>
    private const double Empty = 1e-12;

    /// <summary>The parameters where F is largest.</summary>
    /// <param name="covariance">Which covariances.</param>
    /// <param name="moments">Of all observations.</param>
    /// <param name="origins">K rows of d values that the moments are about.</param>
    /// <param name="regularization">Added to every variance.</param>
    /// <param name="empty">Says what becomes of an empty component.</param>
    public static GaussianMixtureParameters Maximize(
        GaussianCovariance covariance, MixtureMoments moments, ReadOnlySpan<double> origins, double regularization, IEmptyComponents empty)
    {
        (int components, int d) = (moments.ComponentCount, moments.Dimension);
        double total = InOrder.Sum(moments.Masses);
        double[] weights = new double[components];
        double[] means = new double[components * d];
        double[] covariances = new double[GaussianMixtureParameters.CovarianceLength(covariance, components, d)];
        for (int k = 0; k < components; k++)
        {
            Span<double> mean = means.AsSpan(k * d, d);
            double mass = moments.Masses[k];
            if (mass > Empty * total / components)
            {
                weights[k] = mass / total;
                for (int i = 0; i < d; i++)
                {
                    mean[i] = origins[(k * d) + i] + (moments.Sums[(k * d) + i] / mass);
                }

                AddScatter(covariance, moments, k, covariances);
            }
            else
            {
                weights[k] = empty.Replace(k, mean) / components;
                if (covariance != GaussianCovariance.Tied)
                {
                    Pooled(moments, covariances.AsSpan(k * (covariances.Length / components), covariances.Length / components));
                }
            }
        }

        Finish(covariance, total, weights, covariances, d, regularization);
        if (System.Numerics.Tensors.TensorPrimitives.IsFiniteAll<double>(covariances) is false)
        {
            throw new ArithmeticException("A covariance of the observations is beyond what double can hold; expected data of a smaller range.");
        }

        return new(covariance, d, weights, means, covariances);
    }

    /// <summary>Σ_k of its own, or its share of the tied one.</summary>
    private static void AddScatter(GaussianCovariance covariance, MixtureMoments moments, int k, Span<double> covariances)
    {
        int d = moments.Dimension;
        double mass = moments.Masses[k];
        ReadOnlySpan<double> products = moments.Products.AsSpan(k * moments.Unit, moments.Unit);
        ReadOnlySpan<double> sums = moments.Sums.AsSpan(k * d, d);
        bool isTied = covariance == GaussianCovariance.Tied;
        Span<double> own = isTied ? covariances : covariances.Slice(k * moments.Unit, moments.Unit);
        double scale = isTied ? 1 : 1 / mass;
        if (moments.Shape == CovarianceShape.Full)
        {
            for (int i = 0; i < d; i++)
            {
                for (int j = 0; j <= i; j++)
                {
                    own[(i * d) + j] += scale * (products[(i * d) + j] - (sums[i] * sums[j] / mass));
                    own[(j * d) + i] = own[(i * d) + j];
                }
            }

            return;
        }

        int step = moments.Shape == CovarianceShape.Diagonal ? 1 : 0;
        for (int i = 0; i < own.Length; i++)
        {
            own[i] += scale * products[i];
        }

        double share = step == 1 ? scale : scale / d;
        own[0] *= step == 1 ? 1 : 1.0 / d;
        for (int i = 0; i < d; i++)
        {
            own[i * step] -= share * sums[i] * sums[i] / mass;
        }
    }

    /// <summary>The covariance of an empty component: the mean one of the others, so that it can compete.</summary>
    private static void Pooled(MixtureMoments moments, Span<double> covariance)
    {
        int d = moments.Dimension;
        double used = 0;
        for (int k = 0; k < moments.ComponentCount; k++)
        {
            used += moments.Masses[k];
            for (int i = 0; i < covariance.Length; i++)
            {
                covariance[i] += moments.Products[(k * moments.Unit) + i] / (moments.Shape == CovarianceShape.Spherical ? d : 1);
            }
        }

        for (int i = 0; i < covariance.Length; i++)
        {
            covariance[i] /= used;
        }

        for (int i = 0; moments.Shape == CovarianceShape.Full && i < d; i++)
        {
            for (int j = 0; j < i; j++)
            {
                covariance[(j * d) + i] = covariance[(i * d) + j];
            }
        }
    }

    /// <summary>Weights to a sum of 1; variances that rounding took below 0 to 0; the regularisation.</summary>
    private static void Finish(GaussianCovariance covariance, double total, Span<double> weights, Span<double> covariances, int d, double regularization)
    {
        double sum = InOrder.Sum(weights);
        foreach (ref double weight in weights)
        {
            weight /= sum;
        }

        bool areMatrices = covariance is GaussianCovariance.Full or GaussianCovariance.Tied;
        for (int i = 0; i < covariances.Length; i++)
        {
            covariances[i] /= covariance == GaussianCovariance.Tied ? total : 1;
            if (!areMatrices || i % (d * d) % (d + 1) == 0)
            {
                covariances[i] = Math.Max(covariances[i], 0) + regularization;
            }
        }
    }
}

/// <summary>What becomes of a component without observations.</summary>
internal interface IEmptyComponents
{
    /// <summary>Gives it a mean.</summary>
    /// <returns>Its weight, in units of the mean one.</returns>
    double Replace(int component, Span<double> mean);
}
