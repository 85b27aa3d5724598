using System;
using System.Collections.Generic;
using System.Linq;
using Kernels.Cli.Options;
using Kernels.Inference;

namespace Kernels.Cli.Composition;

/// <summary>Mixtures of one number of components, or of several.</summary>
/// <param name="All">Those that were fit, at least one.</param>
/// <param name="IsStopped">Whether the last one was cut off, or others were to follow.</param>
internal sealed record MixtureFits(IReadOnlyList<GaussianMixture> All, bool IsStopped)
{
    /// <summary>The lowest BIC; where none is known, the first.</summary>
    public GaussianMixture Best => All.Where(mixture => mixture.Fit!.IsScored).MinBy(mixture => mixture.Fit!.Bic) ?? All[0];

    /// <summary>Fits each number of components until it is stopped; of several, one that ends in a singular covariance is left out.</summary>
    /// <param name="range">How many components.</param>
    /// <param name="fit">Fits so many.</param>
    /// <param name="leftOut">Told of what is left out, and why.</param>
    public static MixtureFits Over(ComponentRange range, Func<int, GaussianMixture> fit, Action<int, string> leftOut)
    {
        List<GaussianMixture> all = [];
        BadInputException? failure = null;
        for (int components = range.Fewest; components <= range.Most; components++)
        {
            try
            {
                all.Add(fit(components));
                if (all[^1].Fit!.Cancelled)
                {
                    return new(all, IsStopped: true);
                }
            }
            catch (OperationCanceledException) when (all.Count > 0)
            {
                return new(all, IsStopped: true);
            }
            catch (BadInputException exception) when (range.Most > range.Fewest && exception.InnerException is SingularCovarianceException)
            {
                failure = exception;
                leftOut(components, exception.InnerException.Message);
            }
        }

        return all.Count > 0 ? new(all, IsStopped: false) : throw failure!;
    }
}
