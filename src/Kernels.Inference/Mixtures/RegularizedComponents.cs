using System;

namespace Kernels.Inference;

/// <summary>Finds components that the regularisation holds up: without it their covariance would be less than half as large in some direction, or singular.</summary>
/// <remarks>They have shrunk onto few or equal observations, or the columns' units make the regularisation large; either way their densities say more of it than of the data.</remarks>
internal static class RegularizedComponents
{
    /// <summary>How many components of a mixture; 0 without regularisation.</summary>
    /// <param name="parameters">The mixture.</param>
    /// <param name="regularization">What was added to every variance.</param>
    public static int Count(GaussianMixtureParameters parameters, double regularization)
    {
        if (regularization == 0)
        {
            return 0;
        }

        int d = parameters.Dimension, count = 0;
        double[] factor = new double[d * d];
        for (int k = 0; k < parameters.ComponentCount; k++)
        {
            // The smallest eigenvalue of Σ is at most 2·r exactly where Σ − 2·r·1 is not positive definite.
            double[] rest = parameters.CovarianceMatrix(k);
            for (int i = 0; i < d; i++)
            {
                rest[(i * d) + i] -= 2 * regularization;
            }

            count += CholeskyFactor.TryFactor(rest, d, factor) ? 0 : 1;
        }

        return count;
    }
}
