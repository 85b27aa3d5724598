using System;

namespace Kernels.Inference;

/// <summary>The predictive mixture of a Bayesian Gaussian mixture: component k is Student's t with ν_k + 1 − d degrees of freedom about m_k.</summary>
/// <remarks>ln St(x) = ln Γ((f + d)/2) − ln Γ(f/2) − ½·d·ln(f·π) + ½·ln |P| − ½·(f + d)·ln(1 + Δ²/f), f = ν + 1 − d, P = f·β/(1 + β)·W, Δ² = (x − m)ᵀ·P·(x − m).</remarks>
internal sealed class StudentMixture
{
    private readonly double[] _peaks;
    private readonly double[] _freedoms;
    private readonly int _dimension;

    public StudentMixture(GaussianWishartParameters[] components, ReadOnlySpan<double> weights)
    {
        (_peaks, _freedoms, _dimension) = (new double[components.Length], new double[components.Length], components[0].Mean.Length);
        for (int k = 0; k < components.Length; k++)
        {
            double f = _freedoms[k] = Freedom(components[k]);
            _peaks[k] = OneNumber.Log(weights[k]) + MultivariateGamma.LogGammaRatio(0.5 * f, 0.5 * _dimension) - (0.5 * components[k].Wishart.Factor.LogDeterminant)
                + (_dimension * OneNumber.Log(Factor(components[k]) / Math.Sqrt(Math.PI * f)));
        }
    }

    /// <summary>√(½·f·β/(1 + β)): with V = ½·W⁻¹ = L·Lᵀ, P = (factor·L⁻¹)ᵀ·(factor·L⁻¹).</summary>
    public static double Factor(GaussianWishartParameters component) =>
        Math.Sqrt(0.5 * Freedom(component) * component.MeanPrecision / (1 + component.MeanPrecision));

    /// <summary>destination[n] = ln Σ_k π_k·St_k from logs[n, k] = −½·Δ², which are overwritten; room for as many.</summary>
    public void LogDensities(Span<double> logs, Span<double> room, Span<double> destination)
    {
        int components = _peaks.Length;
        for (int i = 0; i < logs.Length; i++)
        {
            logs[i] = -2 * logs[i] / _freedoms[i % components];
            room[i] = 1 + logs[i];
        }

        Span<double> sums = room[..logs.Length];
        SpecialFunctions.Log<double>(sums, sums);
        for (int i = 0; i < logs.Length; i++)
        {
            // ln(1 + u) with what 1 + u rounded off: many degrees of freedom make much of little.
            int k = i % components;
            double rounded = 1 + logs[i], rest = double.IsFinite(rounded) ? (logs[i] - (rounded - 1)) / rounded : 0;
            logs[i] = _peaks[k] - (0.5 * (_freedoms[k] + _dimension) * (sums[i] + rest));
        }

        Probability.LogSumExpRows<double>(logs, components, destination);
    }

    private static double Freedom(GaussianWishartParameters component) => (2 * component.Wishart.Shape) + 1 - component.Mean.Length;
}
