namespace Kernels;

/// <summary>What is free in a covariance matrix of d dimensions, and so how it is stored.</summary>
public enum CovarianceShape
{
    /// <summary>σ²·I: one value.</summary>
    Spherical,

    /// <summary>diag(σ²): d values.</summary>
    Diagonal,

    /// <summary>Any positive definite matrix: d × d values, row by row.</summary>
    Full,
}
