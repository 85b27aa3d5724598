using System;

namespace Kernels.Inference;

/// <summary>q(π) = Dir(α) and q(μ_k, Λ_k) = Gaussian–Wishart of every component, and what q(z) says of the observations: counts, averages, scatters and its entropy.</summary>
internal sealed class BayesianMixtureFactors
{
    private readonly int _components;
    private readonly int _dimension;
    private readonly double[] _difference;

    public BayesianMixtureFactors(int components, int dimension)
    {
        (_components, _dimension) = (components, dimension);
        (_difference, Whitening) = (new double[dimension], new double[components * dimension * dimension]);
        (Concentrations, ExpectedLogWeights, Counts) = (new double[components], new double[components], new double[components]);
        (Averages, Scatters) = (new double[components * dimension], new double[components * dimension * dimension]);
        Components = new GaussianWishartParameters[components];
        for (int k = 0; k < components; k++)
        {
            Components[k] = new GaussianWishartParameters(dimension);
        }
    }

    /// <summary>α of q(π).</summary>
    public double[] Concentrations { get; }

    /// <summary>E[ln π_k].</summary>
    public double[] ExpectedLogWeights { get; }

    /// <summary>q(μ_k, Λ_k).</summary>
    public GaussianWishartParameters[] Components { get; }

    /// <summary>N_k = Σ_n r_nk.</summary>
    public double[] Counts { get; }

    /// <summary>x̄_k, K rows of d values; of an empty component the origin that moments were taken about.</summary>
    public double[] Averages { get; }

    /// <summary>Σ_n r_nk·(x_n − x̄_k)(x_n − x̄_k)ᵀ, K whole matrices.</summary>
    public double[] Scatters { get; }

    /// <summary>−Σ_nk r_nk·ln r_nk.</summary>
    public double AssignmentEntropy { get; set; }

    private double[] Whitening { get; }

    /// <summary>x̄_k.</summary>
    public ReadOnlySpan<double> Average(int k) => Averages.AsSpan(k * _dimension, _dimension);

    /// <summary>The scatter of component k.</summary>
    public ReadOnlySpan<double> Scatter(int k) => Scatters.AsSpan(k * _dimension * _dimension, _dimension * _dimension);

    /// <summary>m_k, K rows of d values.</summary>
    public double[] Means()
    {
        double[] means = new double[_components * _dimension];
        for (int k = 0; k < _components; k++)
        {
            Components[k].Mean.CopyTo(means.AsSpan(k * _dimension));
        }

        return means;
    }

    /// <summary>Gaussians whose log densities are E[ln π_k + ln N(x | μ_k, Λ_k⁻¹)]: the mean precision E[Λ_k] = s·V⁻¹ and what else the expectation takes off.</summary>
    public WhitenedComponents<double> Expected()
    {
        double[] peaks = new double[_components];
        for (int k = 0; k < _components; k++)
        {
            peaks[k] = ExpectedLogWeights[k] + Peak(k);
        }

        return Whiten(peaks, component => Math.Sqrt(component.Wishart.Shape));
    }

    /// <summary>Components with whitening factors factor(k)·L_k⁻¹, V_k = L_k·L_kᵀ.</summary>
    public WhitenedComponents<double> Whiten(double[] peaks, Func<GaussianWishartParameters, double> factor)
    {
        int square = _dimension * _dimension;
        for (int k = 0; k < _components; k++)
        {
            Span<double> whitening = Whitening.AsSpan(k * square, square);
            CholeskyFactor.Invert(Components[k].Wishart.Factor.Lower, _dimension, whitening);
            Symmetric.Scale(whitening, factor(Components[k]));
        }

        return new WhitenedComponents<double>(Shape, _dimension, Means(), Whitening, peaks);
    }

    /// <summary>What every component's factors and moments are.</summary>
    public CovarianceShape Shape => WhitenedComponents<double>.ShapeOf(GaussianCovariance.Full, _dimension);

    /// <summary>Takes counts, averages and scatters from moments about origins.</summary>
    public void Take(MixtureMoments moments, ReadOnlySpan<double> origins)
    {
        int d = _dimension;
        for (int k = 0; k < _components; k++)
        {
            double count = Counts[k] = moments.Masses[k];
            for (int i = 0; i < d; i++)
            {
                _difference[i] = count > 0 ? moments.Sums[(k * d) + i] / count : 0;
                Averages[(k * d) + i] = origins[(k * d) + i] + _difference[i];
            }

            Span<double> scatter = Scatters.AsSpan(k * d * d, d * d);
            for (int i = 0; i < d; i++)
            {
                for (int j = 0; j <= i; j++)
                {
                    double value = moments.Products[(k * d * d) + (i * d) + j] - (count * _difference[i] * _difference[j]);
                    scatter[(i * d) + j] = scatter[(j * d) + i] = i == j ? Math.Max(0, value) : value;
                }
            }
        }
    }

    /// <summary>E[ln p(x, z | π, μ, Λ)] = Σ_k N_k·(E[ln π_k] + E[ln N at its mean]) − ½·s_k·(tr(V_k⁻¹·S_k) + N_k·|L_k⁻¹·(x̄_k − m_k)|²).</summary>
    public double ExpectedLogJoint()
    {
        double total = 0;
        int square = _dimension * _dimension;
        double[] inverse = new double[square];
        for (int k = 0; k < _components; k++)
        {
            GaussianWishartParameters component = Components[k];
            component.Wishart.Factor.Invert(inverse);
            double trace = InOrder.Dot(inverse, Scatter(k));
            total += (Counts[k] * (ExpectedLogWeights[k] + Peak(k) - (0.5 * component.ExpectedSquare(Average(k))))) - (0.5 * component.Wishart.Shape * trace);
        }

        return total;
    }

    /// <summary>½·E[ln |Λ|] − ½·d·ln 2π − ½·d/β.</summary>
    private double Peak(int k) =>
        0.5 * (Components[k].Wishart.ExpectedLogDeterminant - (_dimension * (OneNumber.LogTwoPi + (1 / Components[k].MeanPrecision))));
}
