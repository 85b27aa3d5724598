using System;

namespace Kernels.Inference;

/// <summary>A component's covariance has no inverse: its observations lie in fewer dimensions than the data have.</summary>
public sealed class SingularCovarianceException : ArithmeticException
{
    /// <summary>Nothing is known of it.</summary>
    public SingularCovarianceException()
    {
    }

    /// <summary>One line: the component, and what to do.</summary>
    /// <param name="message">The line.</param>
    public SingularCovarianceException(string message)
        : base(message)
    {
    }

    /// <summary>One line, and what led to it.</summary>
    /// <param name="message">The line.</param>
    /// <param name="innerException">What led to it.</param>
    public SingularCovarianceException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Says which component, and what to do.</summary>
    internal static SingularCovarianceException Of(int component, bool isTied) => new(
        $"{(isTied ? "The shared covariance" : $"The covariance of component {component + 1}")} is singular: its observations lie in fewer dimensions than the data have. "
        + "Expected a positive definite one: raise the regularisation, take fewer components, or leave out a column that is constant or follows from others.");
}
