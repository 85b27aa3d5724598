using System;
using System.Collections.Generic;
using System.Linq;

namespace Kernels.Inference;

/// <summary>The prior that options and data make, and the assignments that a fit begins with.</summary>
internal sealed class BayesianMixtureStart
{
    private readonly MixturePass<double> _pass;
    private readonly BayesianGaussianMixtureOptions _options;
    private readonly double[] _variances;

    /// <summary>Measures the data.</summary>
    public BayesianMixtureStart(MixturePass<double> pass, BayesianGaussianMixtureOptions options)
    {
        (_pass, _options) = (pass, options);
        int d = pass.Dimension;
        double[] covariance = Measure(out double[] average);
        _variances = [.. Enumerable.Range(0, d).Select(i => covariance[(i * d) + i])];
        double[] inverseScale = Copy(options.InverseScale) ?? covariance;
        if (options.InverseScale is not null)
        {
            Symmetric.Factor(d, inverseScale, "prior's inverse scale matrix");
        }
        else if (!CholeskyFactor.TryFactor(covariance, d, new double[d * d], CholeskyFactor.OfMoments))
        {
            throw new ArgumentException(
                $"The covariance of the {pass.RowCount} observations is not positive definite, so it is no prior: {Why()}. "
                + $"Expected columns that vary and do not follow from each other, or {nameof(options.InverseScale)} among the options.", nameof(options));
        }

        Symmetric.Scale(inverseScale, 0.5);
        Prior = new GaussianWishartParameters(d);
        if (Prior.TrySet(options.MeanPrecision, Copy(options.Mean) ?? average, 0.5 * (options.DegreesOfFreedom ?? d), inverseScale) is { } wrong)
        {
            throw new ArgumentException(wrong, nameof(options));
        }
    }

    /// <summary>p(μ, Λ) of every component.</summary>
    public GaussianWishartParameters Prior { get; }

    /// <summary>α₀.</summary>
    public double Concentration => _options.WeightConcentration ?? (1.0 / _options.ComponentCount);

    /// <summary>Factors as the prior, and q(z) that gives each observation to the nearest of K centers by k-means++ and k-means.</summary>
    public BayesianMixtureFactors Create(int start)
    {
        GaussianMixtureOptions centers = new()
        {
            ComponentCount = _options.ComponentCount,
            Covariance = GaussianCovariance.Spherical,
            Threads = _options.Threads,
            Seed = _options.Seed,
            Regularization = 1,
        };
        double[] means = new MixtureStarts<double>(_pass, centers).Create(new RandomObservations<double>(_pass, _options.Seed, start)).Means.ToArray();
        double[] whitening = Array.ConvertAll(_variances, variance => variance > 0 ? 1 / Math.Sqrt(variance) : 0);
        BayesianMixtureFactors factors = new(_options.ComponentCount, _pass.Dimension);
        MixtureMoments moments = new(factors.Shape, _options.ComponentCount, _pass.Dimension);
        _pass.Run(new WhitenedComponents<double>(CovarianceShape.Diagonal, _pass.Dimension, means, whitening, new double[_options.ComponentCount]), moments, MixtureAssignment.Hard);
        factors.Take(moments, means);
        Array.Fill(factors.Concentrations, Concentration);
        Dirichlet.ExpectedLog<double>(factors.Concentrations, factors.ExpectedLogWeights);
        foreach (GaussianWishartParameters component in factors.Components)
        {
            component.TrySet(Prior.MeanPrecision, Prior.Mean, Prior.Wishart.Shape, Prior.Wishart.InverseScale);
        }

        return factors;
    }

    private static double[]? Copy(IReadOnlyList<double>? values) => values is null ? null : [.. values];

    /// <summary>The mean and the unbiased covariance: all data as one component, about the first observation.</summary>
    private double[] Measure(out double[] mean)
    {
        int d = _pass.Dimension;
        double[] origin = _pass.Row(0).ToArray();
        BayesianMixtureFactors whole = new(1, d);
        MixtureMoments moments = new(whole.Shape, 1, d);
        for (int pass = 0; pass < 2; pass++)
        {
            // Once more about the mean, where the first observation is far from the others.
            _pass.Run(new WhitenedComponents<double>(whole.Shape, d, origin, new double[moments.Unit], [0]), moments);
            whole.Take(moments, origin);
            origin = whole.Average(0).ToArray();
        }

        mean = origin;
        double[] covariance = whole.Scatter(0).ToArray();
        double count = whole.Counts[0];
        Symmetric.Scale(covariance, 1 / Math.Max(count - 1, 0.5 * count));
        return covariance;
    }

    private string Why()
    {
        int constant = Array.FindIndex(_variances, variance => variance == 0);
        return constant >= 0 ? $"column {constant + 1} has one value" : "columns depend on each other, or are too many";
    }
}
