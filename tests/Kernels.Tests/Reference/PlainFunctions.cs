using System;
using System.Collections.Generic;
using System.Linq;

namespace Kernels.Tests.Reference;

/// <summary>Every kernel in plain loops and double, written from the definitions and never optimised.</summary>
internal static partial class PlainFunctions
{
    /// <summary>1/(1 + exp −x).</summary>
    public static double Sigmoid(double x) => x >= 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x));

    /// <summary>ln(1 + exp x), with Kahan's correction where the exponential is small.</summary>
    public static double Softplus(double x)
    {
        double e = Math.Exp(-Math.Abs(x));
        double sum = 1 + e;
        return Math.Max(x, 0) + (sum == 1 ? e : Math.Log(sum) * e / (sum - 1));
    }

    /// <summary>ψ(x): up by ψ(x) = ψ(x + 1) − 1/x until x ≥ 12, then Stirling's series; below 0 by reflection.</summary>
    public static double Digamma(double x)
    {
        if (x <= 0)
        {
            double r = x - Math.Round(x);
            return Digamma(1 - x) - (Math.PI * Math.Cos(Math.PI * r) / Math.Sin(Math.PI * r));
        }

        double small = 0;
        double compensation = 0;
        while (x < 12)
        {
            double term = (-1 / x) - compensation;
            double next = small + term;
            compensation = next - small - term;
            small = next;
            x++;
        }

        double u = 1 / (x * x);
        double tail = u * ((1.0 / 12) - (u * ((1.0 / 120) - (u * ((1.0 / 252) - (u * ((1.0 / 240) - (u * ((1.0 / 132) - (u * ((691.0 / 32760) - (u / 12))))))))))));
        return small + (Math.Log(x) - (0.5 / x) - tail) - compensation;
    }

    /// <summary>ψ′(x), in the same way.</summary>
    public static double Trigamma(double x)
    {
        if (x <= 0)
        {
            double sine = Math.Sin(Math.PI * (x - Math.Round(x)));
            return (Math.PI * Math.PI / (sine * sine)) - Trigamma(1 - x);
        }

        double sum = 0;
        for (; x < 14; x++)
        {
            sum += 1 / (x * x);
        }

        double u = 1 / (x * x);
        double series = (1.0 / 6) - (u * ((1.0 / 30) - (u * ((1.0 / 42) - (u * ((1.0 / 30) - (u * ((5.0 / 66) - (u * ((691.0 / 2730) - (u * 7 / 6)))))))))));
        return sum + (1 / x) + (u / 2) + (u / x * series);
    }

    /// <summary>ln |Γ(x)|, in the same way.</summary>
    public static double LogGamma(double x)
    {
        if (x <= 0)
        {
            return Math.Log(Math.PI / Math.Abs(Math.Sin(Math.PI * (x - Math.Round(x))))) - LogGamma(1 - x);
        }

        double product = 1;
        double logs = 0;
        for (; x < 14; x++)
        {
            product *= x;
        }

        logs += Math.Log(product);
        double u = 1 / (x * x);
        double series = ((1.0 / 12) - (u * ((1.0 / 360) - (u * ((1.0 / 1260) - (u * ((1.0 / 1680) - (u * ((1.0 / 1188) - (u * 691 / 360360)))))))))) / x;
        return ((x - 0.5) * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI)) + series - logs;
    }

    /// <summary>ln Γ(x) − (x − ½)·ln x + x − ½·ln 2π: up by R(x) = R(x + 1) + (x + ½)·ln(1 + 1/x) − 1 until x ≥ 14, then the series.</summary>
    public static double StirlingRemainder(double x)
    {
        double sum = 0;
        for (; x < 14; x++)
        {
            // Above 2, (x + ½)·ln(1 + 1/x) − 1 = artanh(s)/s − 1 with s = 1/(2x + 1), term by term.
            double s = 1 / ((2 * x) + 1), power = 1, series = 0;
            for (int n = 3; n < 40; n += 2)
            {
                power *= s * s;
                series += power / n;
            }

            sum += x > 2 ? series : ((x + 0.5) * (Math.Log(x + 1) - Math.Log(x))) - 1;
        }

        double u = 1 / (x * x);
        return sum + (((1.0 / 12) - (u * ((1.0 / 360) - (u * ((1.0 / 1260) - (u * ((1.0 / 1680) - (u * ((1.0 / 1188) - (u * 691 / 360360)))))))))) / x);
    }

    /// <summary>ln Σ exp xᵢ; nothing gives −∞.</summary>
    public static double LogSumExp(IReadOnlyList<double> x)
    {
        if (x.Any(double.IsNaN))
        {
            return double.NaN;
        }

        double maximum = x.Append(double.NegativeInfinity).Max();
        return double.IsInfinity(maximum) ? maximum : maximum + Math.Log(x.Sum(value => Math.Exp(value - maximum)));
    }

    /// <summary>exp(xᵢ − LogSumExp(x)); the positions of +∞ share 1.</summary>
    public static double[] Softmax(IReadOnlyList<double> x)
    {
        double normaliser = LogSumExp(x);
        if (double.IsPositiveInfinity(normaliser))
        {
            double share = 1.0 / x.Count(double.IsPositiveInfinity);
            return [.. x.Select(value => double.IsPositiveInfinity(value) ? share : 0)];
        }

        return [.. x.Select(value => double.IsNegativeInfinity(normaliser) ? double.NaN : Math.Exp(value - normaliser))];
    }

    /// <summary>ψ(αₖ) − ψ(Σα).</summary>
    public static double[] ExpectedLog(IReadOnlyList<double> alpha)
    {
        double total = Digamma(alpha.Sum());
        return [.. alpha.Select(value => Digamma(value) - total)];
    }

    /// <summary>KL(Dir(α) ‖ Dir(β)).</summary>
    public static double KullbackLeibler(IReadOnlyList<double> alpha, IReadOnlyList<double> beta)
    {
        double sum = LogGamma(alpha.Sum()) - LogGamma(beta.Sum());
        double[] expected = ExpectedLog(alpha);
        for (int k = 0; k < alpha.Count; k++)
        {
            sum += LogGamma(beta[k]) - LogGamma(alpha[k]) + ((alpha[k] - beta[k]) * expected[k]);
        }

        return sum;
    }
}
