using System;
using System.Numerics;
using System.Numerics.Tensors;
using System.Threading;

namespace Kernels.Inference;

/// <summary>Full variational Bayes over the weights of a regression: the bound E_q ln p(y | x, θ) − KL(q(θ) ‖ p(θ)) is raised by Adam on reparameterised samples of θ.</summary>
/// <remarks>Source: Kingma and Welling (2014), appendix F, with the divergence in closed form; one sample of the weights serves a mini-batch.</remarks>
/// <example>
/// <code>
/// DenseNetwork network = DenseNetwork.Of([1, 10, 1], Activation.Rectifier);
/// double[] x = [-1, -0.5, 0, 0.5, 1];
/// double[] y = [0.9, 0.3, 0, 0.2, 1.1];
/// BayesianNetworkTrainer&lt;double&gt; trainer = new(network, new() { NoiseDeviation = 0.1, PriorDeviation = 3 });
/// BayesianNetwork&lt;double&gt; posterior = trainer.Fit(x, y, out _);
/// double[] mean = new double[2], deviation = new double[2];
/// posterior.Predict(new double[] { 1, 5 }, sampleCount: 500, mean, deviation);
/// Console.WriteLine($"at 1: {mean[0]:F1} ± {deviation[0]:F1}; far from the data, at 5: ± {deviation[1]:F1}");
/// // at 1: 1.1 ± 0.2; far from the data, at 5: ± 3.5
/// </code>
/// </example>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class BayesianNetworkTrainer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly DenseNetwork _network;
    private readonly BayesianNetworkOptions _options;

    /// <summary>Fixes what is trained, and how.</summary>
    /// <param name="network">The layers.</param>
    /// <param name="options">How.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public BayesianNetworkTrainer(DenseNetwork network, BayesianNetworkOptions options)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (_network, _options) = (network, options);
    }

    /// <summary>Finds the posterior.</summary>
    /// <param name="inputs">Rows of as many values as the network takes.</param>
    /// <param name="targets">A row of as many values as it gives for each.</param>
    /// <param name="bounds">Every step's estimate of the bound of all observations.</param>
    /// <param name="cancellation">Ends training; what was learnt is returned.</param>
    /// <exception cref="ArgumentException">Lengths do not fit.</exception>
    public BayesianNetwork<T> Fit(ReadOnlyMemory<T> inputs, ReadOnlyMemory<T> targets, out double[] bounds, CancellationToken cancellation = default)
    {
        int count = BayesianNetworkChecks.Rows(inputs.Length, _network.InputCount, nameof(inputs));
        BayesianNetworkChecks.RequireSame(targets.Length, count * _network.OutputCount, nameof(targets));
        int rows = Math.Min(count, _options.BatchSize);
        Step step = new(_network, _options, count, rows);
        double[] estimates = new double[_options.StepCount];
        int taken = 0;
        for (; taken < estimates.Length && !cancellation.IsCancellationRequested; taken++)
        {
            // Mini-batches in turn; the last one of a round ends where the observations do.
            int first = (int)Math.Min((long)taken * rows % count, count - rows);
            estimates[taken] = step.Take(
                inputs.Slice(first * _network.InputCount, rows * _network.InputCount), targets.Slice(first * _network.OutputCount, rows * _network.OutputCount));
        }

        bounds = estimates[..taken];
        return new BayesianNetwork<T>(_network, _options, step.Parameters);
    }

    /// <summary>A step: sample weights, take the loss back through the network, then through the sample.</summary>
    private sealed class Step
    {
        private readonly DenseNetwork _network;
        private readonly BayesianNetworkOptions _options;
        private readonly int _count;
        private readonly int _rows;
        private readonly WeightPosterior<T> _posterior;
        private readonly DenseNetworkPass<T> _pass;
        private readonly NoiseSource _noise;
        private readonly Adam<T> _optimizer;
        private readonly T[] _weights;
        private readonly T[] _weightGradient;
        private readonly T[] _outputGradient;
        private readonly T[] _gradient;

        public Step(DenseNetwork network, BayesianNetworkOptions options, int count, int rows)
        {
            (_network, _options, _count, _rows) = (network, options, count, rows);
            _posterior = new WeightPosterior<T>(network.ParameterCount, options.PriorDeviation);
            Parameters = new T[_posterior.ParameterCount];
            network.Initialize(options.Seed, Parameters.AsSpan());
            _posterior.Initialize(options.InitialDeviation, Parameters);
            _pass = new DenseNetworkPass<T>(network, rows);
            _noise = new NoiseSource(options.Seed);
            _optimizer = new Adam<T>(Parameters.Length, options.LearningRate);
            _weights = new T[network.ParameterCount];
            _weightGradient = new T[network.ParameterCount];
            _outputGradient = new T[rows * network.OutputCount];
            _gradient = new T[Parameters.Length];
        }

        public T[] Parameters { get; }

        /// <summary>Steps; returns the estimate of the bound of all observations before it.</summary>
        public double Take(ReadOnlyMemory<T> inputs, ReadOnlyMemory<T> targets)
        {
            // Of −bound/N: a step does not grow with the data.
            T scale = T.CreateChecked(1.0 / ((double)_rows * _options.SampleCount));
            T weight = T.CreateChecked(1.0 / ((double)_count * _options.SampleCount));
            Array.Clear(_gradient);
            double loss = 0;
            for (int sample = 0; sample < _options.SampleCount; sample++)
            {
                uint step = unchecked((uint)((_optimizer.StepCount * _options.SampleCount) + sample));
                _posterior.Sample(Parameters, _noise, NeuralStreams.WeightNoise, step, _weights);
                Memory<T> outputs = _pass.Forward(_weights, inputs, _rows);
                loss += GaussianObservations.Loss<T>(outputs.Span, targets.Span, _options.NoiseDeviation, _outputGradient);
                TensorPrimitives.Multiply(_outputGradient, scale, _outputGradient);
                _pass.Backward(_weights, inputs, _outputGradient, _rows, _weightGradient);
                _posterior.Back(Parameters, _weightGradient, weight, _gradient);
            }

            double bound = (-loss / _options.SampleCount * _count / _rows) - _posterior.Divergence(Parameters);
            _optimizer.TakeStep(_gradient, Parameters);
            return bound;
        }
    }
}
