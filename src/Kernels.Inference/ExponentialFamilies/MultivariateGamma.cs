using System;

namespace Kernels.Inference;

/// <summary>The gamma function of symmetric positive definite matrices of size p, Γ_p(s) = π^(p(p−1)/4)·Π_i Γ(s − i/2), i = 0 … p − 1, for s > (p − 1)/2.</summary>
/// <remarks>Source: Muirhead 1982, "Aspects of multivariate statistical theory", theorem 2.1.12.</remarks>
internal static class MultivariateGamma
{
    private const double LogPi = 1.1447298858494001741;
    private const int MostIterations = 200;
    private const double LongestStep = 3;
    private const double AlmostThere = 1e-6;

    /// <summary>ln Γ_p(s).</summary>
    public static double LogGamma(int size, double s)
    {
        Span<double> values = Arguments(s, size <= 64 ? stackalloc double[size] : new double[size]);
        SpecialFunctions.LogGamma<double>(values, values);
        return (0.25 * size * (size - 1) * LogPi) + InOrder.Sum(values);
    }

    /// <summary>ψ_p(s), the derivative of ln Γ_p.</summary>
    public static double Digamma(int size, double s)
    {
        Span<double> values = Arguments(s, size <= 64 ? stackalloc double[size] : new double[size]);
        SpecialFunctions.Digamma<double>(values, values);
        return InOrder.Sum(values);
    }

    /// <summary>ψ_p′(s).</summary>
    public static double Trigamma(int size, double s)
    {
        Span<double> values = Arguments(s, size <= 64 ? stackalloc double[size] : new double[size]);
        SpecialFunctions.Trigamma<double>(values, values);
        return InOrder.Sum(values);
    }

    /// <summary>The entropy of a Wishart matrix whose V is 1: ln Γ_p(s) − (s − (p + 1)/2)·ψ_p(s) + p·s, without its cancellation where s is large.</summary>
    /// <remarks>With s_i = s − i/2 it is ¼·p·(p − 1)·ln π + Σ_i H(s_i) + ½·i + ½·(p − 1 − i)·ψ(s_i), H the entropy of Gamma(s_i, 1).</remarks>
    public static double Entropy(int size, double s)
    {
        double sum = 0.25 * size * (size - 1) * LogPi;
        for (int i = 0; i < size; i++)
        {
            double own = s - (0.5 * i);
            sum += GammaEntropy(own) + (0.5 * i) + (i < size - 1 ? 0.5 * (size - 1 - i) * Digamma(1, own) : 0);
        }

        return sum;
    }

    /// <summary>The entropy of Gamma(a, 1), a + ln Γ(a) + (1 − a)·ψ(a), without its cancellation; absolute error a few eps·(1 + |ln a|), below 1 a few eps of the largest term.</summary>
    /// <remarks>
    /// ½·ln(2π·a) + R(a) + (a − 1)·(ln a − ψ(a)), R Stirling's remainder: from 1 on every term is 0 or more. ln a − ψ(a) is the divergence of ln Γ between a + 1 and a.
    /// </remarks>
    public static double GammaEntropy(double a) =>
        (0.5 * (OneNumber.LogTwoPi + OneNumber.Log(a))) + OneNumber.StirlingRemainder(a) + ((a - 1) * Divergence(1, a + 1, a));

    /// <summary>ln Γ(a + h) − ln Γ(a) for h > 0: the tangent's rise h·ψ(a), and what the divergence of ln Γ adds to it.</summary>
    public static double LogGammaRatio(double a, double h) => a < 2
        ? LogGamma(1, a + h) - LogGamma(1, a)
        : (h * Digamma(1, a)) + Divergence(1, a + h, a);

    /// <summary>The Bregman divergence ln Γ_p(b) − ln Γ_p(a) − (b − a)·ψ_p(a) ≥ 0, to a few units in the last place.</summary>
    /// <remarks>
    /// t·Beta(a, t) becomes Gamma(a, 1) as t grows, so the divergence of ln Γ is the limit of KL(Beta(a, t) ‖ Beta(b, t)); at t = 10¹⁰⁰ what is left of the
    /// difference, (b − a)²/2t, is far below rounding, and the kernel for Dirichlet distributions keeps every digit of the rest.
    /// </remarks>
    public static double Divergence(int size, double b, double a)
    {
        const double Large = 1e100;
        double sum = 0;
        for (int i = 0; i < size; i++)
        {
            sum += Dirichlet.KullbackLeibler<double>([a - (0.5 * i), Large], [b - (0.5 * i), Large]);
        }

        return sum;
    }

    /// <summary>ln Γ_p(b) − ln Γ_p(a) − (b − a)·ψ_p(a) − p·(b·ln(b/a) − b + a) ≥ 0, to a few units in the last place.</summary>
    /// <remarks>
    /// With c = i/2, i = 0 … p − 1, and g(u) = u − ln(1 + u) it is Σ_i E(b − c, a − c) + c·g((b − a)/a) + (b − c)·g(−c·(b − a)/(a·(b − c))), E that of one Gamma (<see cref="GammaDivergence"/>):
    /// (b − c)·ln((b − c)/(a − c)) − b·ln(b/a) is −c·ln(b/a) − (b − c)·ln(1 − c·(b − a)/(a·(b − c))).
    /// </remarks>
    public static double SameMeanDivergence(int size, double b, double a)
    {
        Span<double> value = stackalloc double[1];
        double sum = 0;
        for (int i = 0; i < size; i++)
        {
            double c = 0.5 * i, own = b - c, u = -c * (b - a) / (a * own);
            GammaDivergence.OfSameMean<double>([a - c], [own], value);
            sum += value[0] + (i == 0 ? 0 : (c * OneNumber.LogGap(b, a)) + (own * (Math.Abs(u) < OneNumber.Near ? OneNumber.LogGap(u) : OneNumber.LogGap(b * (a - c), a * own))));
        }

        return sum;
    }

    /// <summary>The s at which p·ln s − ψ_p(s) is a gap above 0.</summary>
    /// <remarks>
    /// Newton's method on the logarithm of the gap as a function of ln(s − (p − 1)/2), in which it is all but a straight line of slope −1 at both ends: no step can
    /// leave the domain. Ends where a step changes nothing, or, at rounding's floor, where steps shrink no more. Relative error about eps·s·(1 + |ln s|).
    /// </remarks>
    public static double Shape(int size, double gap)
    {
        double least = 0.5 * (size - 1);
        double above = 0.25 * size * (size + 1) / gap;
        double lastStep = double.PositiveInfinity;
        for (int i = 0; i < MostIterations; i++)
        {
            double s = least + above;
            double value = (size * OneNumber.Log(s)) - Digamma(size, s);
            double slope = above * ((size / s) - Trigamma(size, s));
            double step = Math.Clamp(-OneNumber.Log(value / gap) * value / slope, -LongestStep, LongestStep);
            if (double.IsNaN(step) || (Math.Abs(lastStep) < AlmostThere && Math.Abs(step) >= 0.5 * Math.Abs(lastStep)))
            {
                break;
            }

            above *= OneNumber.Exp(step);
            lastStep = step;
        }

        return least + above;
    }

    private static Span<double> Arguments(double s, Span<double> room)
    {
        for (int i = 0; i < room.Length; i++)
        {
            room[i] = s - (0.5 * i);
        }

        return room;
    }
}
