using System;

namespace Kernels.Inference;

/// <summary>A mean and a precision together: μ | Λ ~ N(m, (β·Λ)⁻¹), Λ Wishart. With p = 1 it is Normal–Gamma.</summary>
internal sealed class GaussianWishartParameters(int size)
{
    private readonly double[] _mean = new double[size];
    private readonly double[] _room = new double[size];

    /// <summary>Λ's distribution.</summary>
    public WishartParameters Wishart { get; } = new(size);

    /// <summary>β.</summary>
    public double MeanPrecision { get; private set; }

    /// <summary>m.</summary>
    public ReadOnlySpan<double> Mean => _mean;

    /// <summary>A = ln Γ_p(s) − s·ln |V| − (p/2)·ln β.</summary>
    public double LogPartition => Wishart.LogPartition - (0.5 * size * OneNumber.Log(MeanPrecision));

    /// <summary>−E[ln p(μ, Λ)]: Λ's entropy and the mean one of a Gaussian of precision β·Λ.</summary>
    public double Entropy =>
        Wishart.Entropy + (0.5 * size * (1 + OneNumber.LogTwoPi - OneNumber.Log(MeanPrecision))) - (0.5 * Wishart.ExpectedLogDeterminant);

    /// <summary>Takes all parameters; says what is wrong with them, or nothing.</summary>
    public string? TrySet(double meanPrecision, ReadOnlySpan<double> mean, double shape, ReadOnlySpan<double> inverseScale)
    {
        MeanPrecision = meanPrecision;
        mean.CopyTo(_mean);
        if (!(meanPrecision > 0 && double.IsFinite(meanPrecision)))
        {
            return FormattableString.Invariant($"The mean's precision is {meanPrecision}; expected a finite number above 0.");
        }

        for (int i = 0; i < size; i++)
        {
            if (!double.IsFinite(mean[i]))
            {
                return FormattableString.Invariant($"Number {i} of the mean is {mean[i]}; expected a finite number.");
            }
        }

        return Wishart.TrySet(shape, inverseScale);
    }

    /// <summary>E[(x − m)ᵀ·Λ·(x − m)] = s·|L⁻¹·(x − m)|², L of V = L·Lᵀ.</summary>
    public double ExpectedSquare(ReadOnlySpan<double> x)
    {
        for (int i = 0; i < size; i++)
        {
            _room[i] = x[i] - _mean[i];
        }

        return Wishart.Shape * Wishart.Factor.InverseForm(_room);
    }

    /// <summary>KL(this ‖ other) = ½·p·g(β′/β − 1) + ½·β′·E[(m − m′)ᵀ·Λ·(m − m′)] + KL of the Wisharts, g(u) = u − ln(1 + u).</summary>
    public double KullbackLeibler(GaussianWishartParameters other) =>
        (0.5 * size * OneNumber.LogGap(other.MeanPrecision, MeanPrecision))
        + (0.5 * other.MeanPrecision * ExpectedSquare(other.Mean)) + Wishart.KullbackLeibler(other.Wishart);
}
