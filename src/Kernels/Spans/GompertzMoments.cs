using Kernels.Formulas;

namespace Kernels.Spans;

/// <summary>Mean and variance of Gompertz's distribution of rate 1: X = ln(1 + E/s), E an exponential number.</summary>
/// <remarks>
/// E X = exp(s)·E₁(s). Below s = 1, with L = −ln s − γ: E₁(s) = L + S₁, S₁ = Σ_k (−1)^(k+1)·s^k/(k·k!) (Abramowitz and Stegun 1964, 5.1.11), and integrating it once more
/// E X² = exp(s)·(L² + π²/6 + 2·S₂), S₂ = Σ_k (−s)^k/(k²·k!); in the variance L² cancels but for the factor 1 − exp s. From 1 on by quadrature.
/// </remarks>
internal static class GompertzMoments
{
    private const double EulersConstant = 0.57721566490153286061;

    public static double Mean(double shape)
    {
        if (shape >= 1)
        {
            return GammaShapeDerivatives.GompertzIntegral(shape, 0);
        }

        (double first, _) = Series(shape);
        return SingleValue.Exp(shape) * (first - SingleValue.Log(shape) - EulersConstant);
    }

    public static double Variance(double shape)
    {
        if (shape >= 1)
        {
            double mean = Mean(shape);
            return (2 * GammaShapeDerivatives.GompertzIntegral(shape, 1)) - (mean * mean);
        }

        double power = SingleValue.Exp(shape);
        double logarithm = -SingleValue.Log(shape) - EulersConstant;
        (double first, double second) = Series(shape);
        return power * ((System.Math.PI * System.Math.PI / 6) + (2 * second) - (SingleValue.ExpMinusOne(shape) * logarithm * logarithm) - (power * first * ((2 * logarithm) + first)));
    }

    /// <summary>S₁ and S₂.</summary>
    private static (double First, double Second) Series(double shape)
    {
        (double first, double second, double term) = (0, 0, 1);
        for (double k = 1; System.Math.Abs(term) > 1e-18 * shape; k++)
        {
            term *= -shape / k;
            first -= term / k;
            second += term / (k * k);
        }

        return (first, second);
    }
}
