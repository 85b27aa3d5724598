using System.Threading;
using Kernels.Cli.Options;
using Kernels.Cli.Output;
using Kernels.Inference;

namespace Kernels.Cli.Composition;

/// <summary>A table to a mixture by variational Bayes: the means of the posterior, and the rest of it in the mixture's account.</summary>
internal static class BayesianMixtureFitting
{
    public static GaussianMixture Fit(TableRequest request, BayesianGaussianMixtureOptions options, MixtureReport report, CancellationToken stop)
    {
        TableInMemory<double> table = TableInMemory<double>.Read(request, report, stop);
        report.Phase(options.ComponentCount, "choosing where to start");
        BayesianGaussianMixtureTrainer trainer = new(options);
        return BadInput.Naming($"table {request.Path}", () =>
            trainer.Fit(table.Values, table.Dimension, table.Weights, progress => report.Iteration(options.ComponentCount, progress), stop))
            .ToGaussianMixture().WithColumns(table.Columns);
    }
}
