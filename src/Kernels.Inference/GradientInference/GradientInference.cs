using System;
using System.Threading;

namespace Kernels.Inference;

/// <summary>Variational inference by stochastic gradients: an optimiser follows an unbiased estimate of the gradient of the evidence lower bound.</summary>
/// <remarks>
/// Kingma and Welling 2014, "Auto-encoding variational Bayes", algorithm 1: a mini-batch of M data, L draws of z, the gradient of prior + N/M·likelihood − ln q, a step; and again.
/// Noise is counter based: step t uses draws t·L to t·L + L − 1 of stream 0 of the seed, batches come from stream 1. The same seed gives the same parameters to the bit.
/// </remarks>
/// <example>
/// <code>
/// double[] features = [1, 0.5, 1, -1.2, 1, 2.0, 1, -0.3]; // four data of two features
/// var model = new LogisticRegressionModel(features, labels: [1, 0, 1, 0], featureCount: 2, priorDeviation: 3);
/// var family = new DiagonalGaussian(model.Dimension);
/// var optimizer = new Adam&lt;double&gt;(family.Parameters.Length, learningRate: 0.05);
/// var options = new GradientInferenceOptions { Steps = 2000, SamplesPerStep = 4, BatchSize = 2, Seed = 1 };
/// GradientInferenceResult result = GradientInference.Fit(model, family, new SgvbEstimatorB(), optimizer, options);
/// Console.WriteLine($"bound {result.Bound:F1}, weights {family.Mean[0]:F1} {family.Mean[1]:F1}");
/// // bound -2.3, weights -0.5 3.6
/// </code>
/// </example>
public static class GradientInference
{
    private const uint NoiseStream = 0;
    private const uint BatchStream = 1;

    /// <summary>Fits the family to the model's posterior.</summary>
    /// <param name="model">p.</param>
    /// <param name="family">q: where it starts, and where it ends.</param>
    /// <param name="estimator">How the gradient is estimated.</param>
    /// <param name="optimizer">How steps are taken; made for as many parameters as the family has.</param>
    /// <param name="options">Steps, draws, batches, seed.</param>
    /// <param name="cancellationToken">Stops between two steps.</param>
    /// <returns>The bounds on the way.</returns>
    /// <exception cref="ArgumentException">Arguments do not fit each other, or an option is out of range.</exception>
    /// <exception cref="ArithmeticException">The gradient or the bound of a step is not a finite number.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static GradientInferenceResult Fit(
        IGradientModel model, IVariationalFamily family, IGradientEstimator estimator, IOptimizer<double> optimizer, GradientInferenceOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(family);
        ArgumentNullException.ThrowIfNull(estimator);
        ArgumentNullException.ThrowIfNull(optimizer);
        options ??= new GradientInferenceOptions();
        options.Check();
        var noise = new RandomStream(unchecked((ulong)options.Seed), NoiseStream);
        var batches = new Minibatches(model.DataCount, options.BatchSize == 0 ? model.DataCount : options.BatchSize, noise with { Stream = BatchStream });
        double[] gradient = new double[family.Parameters.Length];
        double[] history = new double[options.Steps];
        for (int step = 0; step < options.Steps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            history[step] = estimator.Estimate(
                model, family, batches.Batch(step), noise, (long)step * options.SamplesPerStep, options.SamplesPerStep, gradient);
            TurnIntoLoss(gradient, history[step], step);
            optimizer.TakeStep(gradient, family.Parameters);
        }

        int window = Math.Min(options.BoundWindow, history.Length);
        return new GradientInferenceResult(history, InOrder.Sum(history.AsSpan(history.Length - window)) / window);
    }

    /// <summary>The optimiser makes a loss small: minus the bound.</summary>
    private static void TurnIntoLoss(Span<double> gradient, double bound, int step)
    {
        bool isFinite = double.IsFinite(bound);
        foreach (ref double value in gradient)
        {
            isFinite &= double.IsFinite(value);
            value = -value;
        }

        if (!isFinite)
        {
            throw new ArithmeticException($"Step {step}: the bound is {bound} and its gradient has values that are not finite; expected finite numbers. A smaller learning rate may help.");
        }
    }
}
