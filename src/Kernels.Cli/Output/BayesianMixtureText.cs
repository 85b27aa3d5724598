using System.Globalization;
using System.Linq;
using Kernels.Inference;

namespace Kernels.Cli.Output;

/// <summary>What a Bayesian mixture says beside its components: its starts, their bounds, and which components are left empty.</summary>
internal static class BayesianMixtureText
{
    public static void Write(ToolConsole console, GaussianMixture mixture)
    {
        GaussianMixtureFitResult fit = mixture.Fit!;
        BayesianGaussianMixtureFit posterior = fit.Bayesian!;
        string[] empty = [.. Enumerable.Range(0, posterior.Counts.Count).Where(k => posterior.Counts[k] < 1).Select(k => Number(k + 1))];
        if (empty.Length > 0)
        {
            double[] weights = mixture.Parameters.Weights.ToArray();
            double weight = Enumerable.Range(0, weights.Length).Where(k => posterior.Counts[k] < 1).Sum(k => weights[k]);
            console.Out.WriteLine($"{empty.Length} of {weights.Length} components are left empty, with less than one row each: {string.Join(", ", empty)}; together they weigh {MixtureText.Share(weight)}");
            console.Out.WriteLine();
        }

        TextTable table = new(">start", ">bound", ">sweeps", ">components with rows", "");
        for (int i = 0; i < posterior.Starts.Count; i++)
        {
            BayesianGaussianMixtureStart start = posterior.Starts[i];
            bool isCutOff = fit.Cancelled && i == posterior.Starts.Count - 1 && !start.Converged;
            string[] notes = [isCutOff ? "stopped" : start.Converged ? "" : "not converged", i + 1 == fit.BestStart ? "kept" : ""];
            table.Add(Number(i + 1), MixtureText.Fixed(start.Bound), Number(start.Sweeps), Number(start.Occupied), string.Join(' ', notes.Where(note => note.Length > 0)));
        }

        table.WriteFolded(console);
        console.Out.WriteLine();
        console.Out.WriteLine($"bound  {MixtureText.Fixed(posterior.Bound)}  on ln p(table), weight concentration {posterior.WeightConcentration.ToString("G6", CultureInfo.InvariantCulture)}");
        console.Out.WriteLine($"log likelihood of the posterior's means  {MixtureText.Fixed(fit.LogLikelihood)}  ({MixtureText.Fixed(fit.LogLikelihood / fit.ObservationCount)} a row, {Amounts.Of(fit.ObservationCount, "row")})");
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
