using System;

namespace Kernels.Inference;

/// <summary>Where EM for a mixture begins.</summary>
public enum MixtureStart
{
    /// <summary>Means by k-means++, each the best of some candidates, and a few iterations of k-means, columns in units of their standard deviations (Arthur and Vassilvitskii 2007).</summary>
    KMeansPlusPlus,

    /// <summary>Means are observations drawn at random, covariances that of the data.</summary>
    Random,
}

/// <summary>How a Gaussian mixture is trained. The defaults work; only the number of components has to be chosen.</summary>
public sealed record GaussianMixtureOptions
{
    /// <summary>K ≥ 1.</summary>
    public required int ComponentCount { get; init; }

    /// <summary>What the covariances may be. Default full.</summary>
    public GaussianCovariance Covariance { get; init; }

    /// <summary>Where EM begins.</summary>
    public MixtureStart Start { get; init; }

    /// <summary>Starts, ≥ 1; the fit with the highest likelihood is kept.</summary>
    public int Restarts { get; init; } = 1;

    /// <summary>Fixes the starts: the same seed gives the same fit on any machine.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>The most iterations from each start, ≥ 1.</summary>
    public int MaxIterations { get; init; } = 100;

    /// <summary>EM stops when an iteration changes the log likelihood of an observation by less than this on average. Default 1e-3, as in scikit-learn.</summary>
    public double Tolerance { get; init; } = 1e-3;

    /// <summary>Added to every variance, ≥ 0. Default 1e-6, as in scikit-learn; with it the likelihood may fall by about as much, at 0 it never falls.</summary>
    public double Regularization { get; init; } = 1e-6;

    /// <summary>Online: τ0 ≥ 0 in ρ_t = (τ0 + t)^−κ, with t = 1 at the first mini-batch.</summary>
    public double Tau0 { get; init; } = 1;

    /// <summary>Online: κ in [0, 1] of the step size; above 0.5 the steps converge. Default 0.6, which Cappé and Moulines recommend.</summary>
    public double Kappa { get; init; } = 0.6;

    /// <summary>Threads, ≥ 1; results do not depend on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    internal void Validate()
    {
        Require(ComponentCount >= 1, nameof(ComponentCount), ComponentCount, "at least 1");
        Require(Enum.IsDefined(Covariance), nameof(Covariance), Covariance, "full, tied, diagonal or spherical");
        Require(Enum.IsDefined(Start), nameof(Start), Start, "k-means++ or random");
        Require(Restarts >= 1, nameof(Restarts), Restarts, "at least 1");
        Require(Seed >= 0, nameof(Seed), Seed, "0 or more");
        Require(MaxIterations >= 1, nameof(MaxIterations), MaxIterations, "at least 1");
        Require(Tolerance >= 0, nameof(Tolerance), Tolerance, "0 or more");
        Require(Regularization >= 0 && double.IsFinite(Regularization), nameof(Regularization), Regularization, "a finite number, 0 or more");
        Require(Tau0 >= 0 && double.IsFinite(Tau0), nameof(Tau0), Tau0, "a finite number, 0 or more");
        Require(Kappa is >= 0 and <= 1, nameof(Kappa), Kappa, "a number from 0 to 1");
        Require(Threads >= 1, nameof(Threads), Threads, "at least 1");
    }

    private static void Require(bool holds, string name, object value, string expected)
    {
        if (!holds)
        {
            throw new ArgumentException(FormattableString.Invariant($"{name} is {value}; expected {expected}."), name);
        }
    }
}
