using System;

namespace Kernels.Inference;

/// <summary>Step sizes that shrink: ρ_t = (τ0 + t)^−κ, but never below a floor nor above 1.</summary>
/// <remarks>
/// By the square root where κ is ½, else as exp(−κ·ln(τ0 + t)) by this library's own functions, so with the same bits on every machine; within 1 + κ·ln(τ0 + t)
/// units in the last place. For κ in (½, 1] and no floor Σ ρ_t diverges and Σ ρ_t² does not, under which stochastic approximation converges.
/// Sources: Robbins and Monro (1951), "A stochastic approximation method"; the form with τ0 and κ is Hoffman, Blei and Bach's (2010).
/// </remarks>
/// <param name="Tau0">τ0 ≥ 0: slows the first steps down.</param>
/// <param name="Kappa">κ in [0, 1]: how fast steps shrink.</param>
/// <param name="Floor">The smallest step size, from 0 to 1.</param>
internal readonly record struct RobbinsMonroSchedule(double Tau0, double Kappa, double Floor = 0)
{
    /// <summary>ρ_t.</summary>
    /// <param name="step">t, from 1.</param>
    public double StepSize(long step)
    {
        double time = Tau0 + step;
        double rho = Kappa == 0.5 ? 1 / Math.Sqrt(time) : OneNumber.Exp(-Kappa * OneNumber.Log(time));
        return Math.Max(Floor, Math.Min(rho, 1));
    }
}
