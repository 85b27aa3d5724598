using System;
using System.Numerics;

namespace Kernels.Inference;

/// <summary>A network whose weights have a posterior: what it says of an input is a distribution, wide where there were no data.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <example>
/// <code>
/// DenseNetwork line = DenseNetwork.Of([1, 1], Activation.Identity); // y = a·x + b
/// double[] x = [-2, -1, 0, 1, 2], y = [-3.1, -0.9, 1.0, 3.1, 4.9];
/// BayesianNetworkTrainer&lt;double&gt; trainer = new(line, new() { NoiseDeviation = 0.1, PriorDeviation = 10, StepCount = 2000 });
/// BayesianNetwork&lt;double&gt; posterior = trainer.Fit(x, y, out _);
/// double[] mean = new double[1], deviation = new double[1];
/// posterior.Predict(new double[] { 3 }, sampleCount: 1000, mean, deviation);
/// Console.WriteLine($"{mean[0]:F1} ± {deviation[0]:F2}"); // 7.0 ± 0.13
/// Console.WriteLine($"bound {posterior.Bound(x, y, sampleCount: 100):F1}, of it −KL from the prior {-posterior.Divergence:F1}");
/// // bound -6.2, of it −KL from the prior -9.9
/// </code>
/// </example>
public sealed class BayesianNetwork<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly BayesianNetworkOptions _options;
    private readonly T[] _parameters;
    private readonly WeightPosterior<T> _posterior;
    private readonly NoiseSource _noise;

    internal BayesianNetwork(DenseNetwork network, BayesianNetworkOptions options, T[] parameters)
    {
        (Network, _options, _parameters) = (network, options, parameters);
        _posterior = new WeightPosterior<T>(network.ParameterCount, options.PriorDeviation);
        _noise = new NoiseSource(options.Seed);
    }

    /// <summary>The layers.</summary>
    public DenseNetwork Network { get; }

    /// <summary>Means of the weights under q, then the logarithms of their variances.</summary>
    public ReadOnlyMemory<T> Parameters => _parameters;

    /// <summary>KL(q(θ) ‖ p(θ)).</summary>
    public double Divergence => _posterior.Divergence(_parameters);

    /// <summary>Mean and standard deviation of the network's output over samples of the weights; the noise of an observation is not in it.</summary>
    /// <param name="inputs">Rows of as many values as the network takes.</param>
    /// <param name="sampleCount">Samples of the weights, at least 2.</param>
    /// <param name="means">Receives a row of outputs for each.</param>
    /// <param name="deviations">Receives as many.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void Predict(ReadOnlyMemory<T> inputs, int sampleCount, Span<double> means, Span<double> deviations)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleCount, 2);
        int rows = BayesianNetworkChecks.Rows(inputs.Length, Network.InputCount, nameof(inputs));
        int values = rows * Network.OutputCount;
        if (means.Length < values || deviations.Length < values)
        {
            throw new ArgumentException($"The results hold {means.Length} and {deviations.Length} values; expected at least {values}.");
        }

        means = means[..values];
        deviations = deviations[..values];
        means.Clear();
        deviations.Clear();
        DenseNetworkPass<T> pass = new(Network, rows);
        T[] weights = new T[Network.ParameterCount];
        for (int sample = 0; sample < sampleCount; sample++)
        {
            _posterior.Sample(_parameters, _noise, NeuralStreams.Samples, (uint)sample, weights);
            ReadOnlySpan<T> outputs = pass.Forward(weights, inputs, rows).Span;
            for (int i = 0; i < values; i++)
            {
                // Welford (1962).
                double output = double.CreateTruncating(outputs[i]);
                double before = output - means[i];
                means[i] += before / (sample + 1);
                deviations[i] += before * (output - means[i]);
            }
        }

        foreach (ref double deviation in deviations)
        {
            deviation = Math.Sqrt(deviation / (sampleCount - 1));
        }
    }

    /// <summary>The bound of all observations: E_q ln p(y | x, θ) over samples of the weights, less <see cref="Divergence"/>.</summary>
    /// <param name="inputs">Rows of inputs.</param>
    /// <param name="targets">Rows of observations.</param>
    /// <param name="sampleCount">Samples of the weights; the same ones at every call.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public double Bound(ReadOnlyMemory<T> inputs, ReadOnlyMemory<T> targets, int sampleCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleCount, 1);
        int rows = BayesianNetworkChecks.Rows(inputs.Length, Network.InputCount, nameof(inputs));
        BayesianNetworkChecks.RequireSame(targets.Length, rows * Network.OutputCount, nameof(targets));
        DenseNetworkPass<T> pass = new(Network, rows);
        T[] weights = new T[Network.ParameterCount];
        double sum = 0;
        for (int sample = 0; sample < sampleCount; sample++)
        {
            _posterior.Sample(_parameters, _noise, NeuralStreams.ImportanceNoise, (uint)sample, weights);
            sum += GaussianObservations.Loss(pass.Forward(weights, inputs, rows).Span, targets.Span, _options.NoiseDeviation, default);
        }

        return (-sum / sampleCount) - Divergence;
    }
}

/// <summary>What networks refuse.</summary>
internal static class BayesianNetworkChecks
{
    public static int Rows(int length, int rowLength, string name) => length > 0 && length % rowLength == 0
        ? length / rowLength
        : throw new ArgumentException($"There are {length} values; expected a multiple of {rowLength}, and at least one row.", name);

    public static void RequireSame(int length, int expected, string name)
    {
        if (length != expected)
        {
            throw new ArgumentException($"There are {length} values; expected {expected}.", name);
        }
    }
}

/// <summary>y ~ N(f, s²) with a known s.</summary>
internal static class GaussianObservations
{
    /// <summary>Σ −ln p(y), and (f − y)/s² where it is wanted.</summary>
    public static double Loss<T>(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets, double deviation, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double precision = 1 / (deviation * deviation);
        double squares = 0;
        for (int i = 0; i < targets.Length; i++)
        {
            double difference = double.CreateTruncating(outputs[i]) - double.CreateTruncating(targets[i]);
            squares += difference * difference;
            if (!gradient.IsEmpty)
            {
                gradient[i] = T.CreateTruncating(difference * precision);
            }
        }

        return 0.5 * ((squares * precision) + (targets.Length * Math.Log(2 * Math.PI * deviation * deviation)));
    }
}
