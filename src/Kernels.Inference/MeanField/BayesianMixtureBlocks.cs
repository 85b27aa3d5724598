using System;

namespace Kernels.Inference;

/// <summary>q(π) = Dir(α₀ + N_k); its terms are −KL(q(π) ‖ p(π)).</summary>
internal sealed class MixtureWeightBlock(BayesianMixtureFactors factors, double concentration) : IMeanFieldBlock
{
    private readonly double[] _prior = CreatePrior(factors.Counts.Length, concentration);

    public string Name => "weights";

    public void Update()
    {
        for (int k = 0; k < _prior.Length; k++)
        {
            factors.Concentrations[k] = concentration + factors.Counts[k];
        }

        Dirichlet.ExpectedLog<double>(factors.Concentrations, factors.ExpectedLogWeights);
    }

    public double BoundTerms() => -Dirichlet.KullbackLeibler<double>(factors.Concentrations, _prior);

    private static double[] CreatePrior(int components, double concentration)
    {
        double[] prior = new double[components];
        Array.Fill(prior, concentration);
        return prior;
    }
}

/// <summary>q(μ_k, Λ_k) of all components; its terms are −Σ_k KL(q(μ_k, Λ_k) ‖ p(μ, Λ)).</summary>
/// <remarks>
/// β = β₀ + N, m = (β₀·m₀ + N·x̄)/β, ν = ν₀ + N, W⁻¹ = W₀⁻¹ + S + β₀·N/(β₀ + N)·(x̄ − m₀)(x̄ − m₀)ᵀ (Bishop 2006, equations 10.60–10.63).
/// The conjugate update of <see cref="GaussianWishartFamily"/> about the average, so that no digits go to means far from 0.
/// </remarks>
internal sealed class MixtureComponentBlock(BayesianMixtureFactors factors, GaussianWishartParameters prior) : IMeanFieldBlock
{
    private readonly int _dimension = prior.Mean.Length;

    public string Name => "components";

    public void Update()
    {
        double[] mean = new double[_dimension];
        double[] shift = new double[_dimension];
        double[] inverseScale = new double[_dimension * _dimension];
        for (int k = 0; k < factors.Components.Length; k++)
        {
            double count = factors.Counts[k], precision = prior.MeanPrecision + count;
            ReadOnlySpan<double> average = factors.Average(k), scatter = factors.Scatter(k);
            for (int i = 0; i < _dimension; i++)
            {
                shift[i] = count > 0 ? average[i] - prior.Mean[i] : 0;
                mean[i] = prior.Mean[i] + (count / precision * shift[i]);
            }

            for (int i = 0; i < inverseScale.Length; i++)
            {
                inverseScale[i] = prior.Wishart.InverseScale[i] + (0.5 * scatter[i]);
            }

            Symmetric.AddOuter(0.5 * prior.MeanPrecision / precision * count, shift, inverseScale);
            if (factors.Components[k].TrySet(precision, mean, prior.Wishart.Shape + (0.5 * count), inverseScale) is { } wrong)
            {
                throw new ArithmeticException($"Component {k + 1}: {wrong}");
            }
        }
    }

    public double BoundTerms()
    {
        double terms = 0;
        foreach (GaussianWishartParameters component in factors.Components)
        {
            terms -= component.KullbackLeibler(prior);
        }

        return terms;
    }
}

/// <summary>q(z): r_nk ∝ exp E[ln π_k + ln N(x_n | μ_k, Λ_k⁻¹)]; its terms are E[ln p(x, z | π, μ, Λ)] and its entropy.</summary>
internal sealed class MixtureAssignmentBlock(BayesianMixtureFactors factors, MixturePass<double> pass) : IMeanFieldBlock
{
    private readonly MixtureMoments _moments = new(factors.Shape, factors.Components.Length, pass.Dimension);

    public string Name => "assignments";

    public void Update()
    {
        double logNormalizers = pass.Run(factors.Expected(), _moments).LogLikelihood;
        factors.Take(_moments, factors.Means());

        // ln r = ln joint − ln normaliser, summed up.
        factors.AssignmentEntropy = logNormalizers - factors.ExpectedLogJoint();
    }

    public double BoundTerms() => factors.ExpectedLogJoint() + factors.AssignmentEntropy;
}
