using System;
using System.Globalization;
using System.Linq;
using Kernels.Inference;

namespace Kernels.Bench;

/// <summary>Variances of the estimators of the bound's gradient on one model: Bayesian logistic regression, 200 made-up data with 5 features.</summary>
internal static class GradientVariances
{
    private const int Count = 200;
    private const int Features = 5;
    private const int Repetitions = 4000;

    private static readonly RandomStream s_stream = new(8, 0);

    public static void Run()
    {
        LogisticRegressionModel model = MakeModel();
        var start = new DiagonalGaussian(Features);
        var fitted = new DiagonalGaussian(Features);
        GradientInference.Fit(model, fitted, new SgvbEstimatorA(dropScore: true), new Adam<double>(2 * Features, 0.01), new GradientInferenceOptions { Steps = 4000, SamplesPerStep = 8 });
        int[] all = [.. Enumerable.Range(0, Count)];
        Console.WriteLine("Variance of the gradient, summed over the parameters, times the draws of an estimate; at q = N(0, I), and where the bound is largest.");
        Console.WriteLine();
        Console.WriteLine("| estimator | draws | at the start | at the end |");
        Console.WriteLine("| --- | ---: | ---: | ---: |");
        foreach (int draws in new[] { 4, 64 })
        {
            Line("score function", new ScoreFunctionEstimator(ScoreFunctionVariance.Plain), draws);
            Line("with a running baseline", new ScoreFunctionEstimator(ScoreFunctionVariance.RunningBaseline), draws);
            Line("with the optimal control variate", new ScoreFunctionEstimator(ScoreFunctionVariance.OptimalControlVariate), draws);
            Line("SGVB A", new SgvbEstimatorA(), draws);
            Line("SGVB A without the score", new SgvbEstimatorA(dropScore: true), draws);
            Line("SGVB B", new SgvbEstimatorB(), draws);
        }

        void Line(string name, IGradientEstimator estimator, int draws) => Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"| {name} | {draws} | {Variance(estimator, model, start, all, draws):G4} | {Variance(estimator, model, fitted, all, draws):G4} |"));
    }

    private static double Variance(IGradientEstimator estimator, LogisticRegressionModel model, DiagonalGaussian family, int[] all, int draws)
    {
        (double[] gradient, double[] sums, double[] squares) = (new double[2 * Features], new double[2 * Features], new double[2 * Features]);
        for (int repetition = 0; repetition < Repetitions / draws * 4; repetition++)
        {
            estimator.Estimate(model, family, all, s_stream, (long)repetition * draws, draws, gradient);
            for (int i = 0; i < gradient.Length; i++)
            {
                sums[i] += gradient[i];
                squares[i] += gradient[i] * gradient[i];
            }
        }

        double count = Repetitions / draws * 4;
        return draws * squares.Select((square, i) => (square / count) - (sums[i] / count * (sums[i] / count))).Sum();
    }

    private static LogisticRegressionModel MakeModel()
    {
        double[] features = new double[Count * Features];
        Sampling.Normal<double>(s_stream with { Stream = 1 }, 0, features);
        double[] noise = new double[Count];
        new LogisticDistribution(0, 1).Sample<double>(s_stream with { Stream = 2 }, 0, noise);
        double[] weights = [1, -2, 0.5, 0, 1.5];
        double[] labels = [.. Enumerable.Range(0, Count).Select(i => Enumerable.Range(0, Features).Sum(j => features[(i * Features) + j] * weights[j]) + noise[i] > 0 ? 1.0 : 0)];
        return new LogisticRegressionModel(features, labels, Features, priorDeviation: 2);
    }
}
