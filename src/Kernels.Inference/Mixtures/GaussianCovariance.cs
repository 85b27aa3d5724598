namespace Kernels.Inference;

/// <summary>What the components' covariances may be.</summary>
public enum GaussianCovariance
{
    /// <summary>A matrix each: K × d × d values.</summary>
    Full,

    /// <summary>One matrix for all: d × d values.</summary>
    Tied,

    /// <summary>A variance for each coordinate of each component: K × d values.</summary>
    Diagonal,

    /// <summary>A variance for each component: K values.</summary>
    Spherical,
}
