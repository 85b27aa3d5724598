using System;
using System.Numerics;

namespace Kernels.Inference;

/// <summary>A mixture as its span kernel wants it: means, the factors that whiten each component, the log density at each mean with ln π.</summary>
internal sealed class WhitenedComponents<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _means;
    private readonly T[] _whitening;
    private readonly T[] _logPeaks;

    /// <summary>Factors for densities of any kind.</summary>
    /// <param name="shape">What the factors are.</param>
    /// <param name="dimension">d.</param>
    /// <param name="means">K rows of d values.</param>
    /// <param name="whitening">For each component, or once for all.</param>
    /// <param name="logPeaks">K values.</param>
    public WhitenedComponents(CovarianceShape shape, int dimension, ReadOnlySpan<double> means, ReadOnlySpan<double> whitening, ReadOnlySpan<double> logPeaks)
    {
        (Shape, Dimension) = (shape, dimension);
        (_means, _whitening, _logPeaks) = (Rounded.To<T>(means), Rounded.To<T>(whitening), Rounded.To<T>(logPeaks));
    }

    /// <summary>The components of a mixture.</summary>
    /// <exception cref="SingularCovarianceException">A covariance is not positive definite.</exception>
    public static WhitenedComponents<T> Of(GaussianMixtureParameters parameters)
    {
        (int k, int d) = (parameters.ComponentCount, parameters.Dimension);
        CovarianceShape shape = ShapeOf(parameters.Covariance, d);
        ReadOnlySpan<double> covariances = parameters.Covariances;
        double[] whitening = new double[covariances.Length];
        double[] logPeaks = new double[k];
        int unit = MixtureMoments.UnitOf(shape, d);
        double[] factor = new double[shape == CovarianceShape.Full ? unit : 0];
        for (int component = 0; component < k; component++)
        {
            bool isTied = covariances.Length == unit && k > 1;
            int at = isTied ? 0 : component * unit;
            Span<double> own = whitening.AsSpan(at, unit);
            if (component == 0 || !isTied)
            {
                Whiten(covariances.Slice(at, unit), shape, d, factor, own, component, isTied);
            }

            double logScale = 0;
            for (int i = 0; i < d; i++)
            {
                logScale += OneNumber.Log(own[MixtureMoments.PlaceOf(shape, d, i, i)]);
            }

            logPeaks[component] = OneNumber.Log(parameters.Weights[component]) + logScale - (0.5 * d * OneNumber.LogTwoPi);
        }

        return new(shape, d, parameters.Means, whitening, logPeaks);
    }

    /// <summary>The kernel's shape; in one dimension there is nothing but a variance.</summary>
    public static CovarianceShape ShapeOf(GaussianCovariance covariance, int dimension) => covariance switch
    {
        GaussianCovariance.Spherical => CovarianceShape.Spherical,
        GaussianCovariance.Diagonal => CovarianceShape.Diagonal,
        _ => dimension == 1 ? CovarianceShape.Diagonal : CovarianceShape.Full,
    };

    public CovarianceShape Shape { get; }

    public int Dimension { get; }

    public int ComponentCount => _logPeaks.Length;

    /// <summary>μ in T.</summary>
    public ReadOnlySpan<T> Means => _means;

    /// <summary>The means as they were rounded to T: what moments are about.</summary>
    public double[] Origins() => Array.ConvertAll(_means, double.CreateTruncating);

    /// <summary>ln π_k + ln N(x_n | μ_k, Σ_k), a row of K for each observation.</summary>
    public void LogDensities(ReadOnlySpan<T> x, Span<T> destination) =>
        Gaussian.LogDensityRows(x, Dimension, _means, _whitening, _logPeaks, Shape, destination);

    private static void Whiten(ReadOnlySpan<double> covariance, CovarianceShape shape, int dimension, Span<double> factor, Span<double> whitening, int component, bool isTied)
    {
        if (shape == CovarianceShape.Full)
        {
            if (!CholeskyFactor.TryFactor(covariance, dimension, factor, CholeskyFactor.OfMoments))
            {
                throw SingularCovarianceException.Of(component, isTied);
            }

            CholeskyFactor.Invert(factor, dimension, whitening);
            return;
        }

        for (int i = 0; i < covariance.Length; i++)
        {
            whitening[i] = covariance[i] > 0 ? 1 / Math.Sqrt(covariance[i]) : throw SingularCovarianceException.Of(component, isTied);
        }
    }
}
