using System;
using System.Numerics;
using System.Numerics.Tensors;
using System.Threading;

namespace Kernels.Inference;

/// <summary>Full variational Bayes over the weights of a regression: the bound E_q ln p(y | x, θ) − KL(q(θ) ‖ p(θ)) is raised by Adam on reparameterised samples of θ.</summary>
/// <remarks>Source: Kingma and Welling (2014), appendix F, with the divergence in closed form; one sample of the weights serves a mini-batch. Mini-batches are <see cref="Minibatches"/>: every pass a new random order.</remarks>
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
        Minibatches batches = new(count, _options.BatchSize, new RandomStream(unchecked((ulong)_options.Seed), NeuralStreams.Order));
        Step step = new(_network, _options, inputs, targets, count);
        double[] estimates = new double[_options.StepCount];
        int taken = 0;
        for (; taken < estimates.Length && !cancellation.IsCancellationRequested; taken++)
        {
            estimates[taken] = step.Take(batches.Batch(taken));
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
        private readonly ReadOnlyMemory<T> _inputs;
        private readonly ReadOnlyMemory<T> _targets;
        private readonly T[] _batchInputs;
        private readonly T[] _batchTargets;
        private readonly WeightPosterior<T> _posterior;
        private readonly DenseNetworkPass<T> _pass;
        private readonly NoiseSource _noise;
        private readonly Adam<T> _optimizer;
        private readonly T[] _weights;
        private readonly T[] _weightGradient;
        private readonly T[] _outputGradient;
        private readonly T[] _gradient;

        public Step(DenseNetwork network, BayesianNetworkOptions options, ReadOnlyMemory<T> inputs, ReadOnlyMemory<T> targets, int count)
        {
            (_network, _options, _inputs, _targets, _count) = (network, options, inputs, targets, count);
            int rows = Math.Min(count, options.BatchSize);
            _batchInputs = rows == count ? [] : new T[rows * network.InputCount];
            _batchTargets = rows == count ? [] : new T[rows * network.OutputCount];
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

        /// <summary>Steps by the observations given; returns the estimate of the bound of all observations before it.</summary>
        public double Take(ReadOnlySpan<int> batch)
        {
            int rows = batch.Length;
            ReadOnlyMemory<T> inputs = Gathered(_inputs, _network.InputCount, batch, _batchInputs);
            ReadOnlyMemory<T> targets = Gathered(_targets, _network.OutputCount, batch, _batchTargets);
            Span<T> outputGradient = _outputGradient.AsSpan(0, rows * _network.OutputCount);

            // Of −bound/N: a step does not grow with the data.
            T scale = T.CreateChecked(1.0 / ((double)rows * _options.SampleCount));
            T weight = T.CreateChecked(1.0 / ((double)_count * _options.SampleCount));
            Array.Clear(_gradient);
            double loss = 0;
            for (int sample = 0; sample < _options.SampleCount; sample++)
            {
                uint step = unchecked((uint)((_optimizer.StepCount * _options.SampleCount) + sample));
                _posterior.Sample(Parameters, _noise, NeuralStreams.WeightNoise, step, _weights);
                Memory<T> outputs = _pass.Forward(_weights, inputs, rows);
                loss += GaussianObservations.Loss<T>(outputs.Span, targets.Span, _options.NoiseDeviation, outputGradient);
                TensorPrimitives.Multiply(outputGradient, scale, outputGradient);
                _pass.Backward(_weights, inputs, _outputGradient, rows, _weightGradient);
                _posterior.Back(Parameters, _weightGradient, weight, _gradient);
            }

            double bound = (-loss / _options.SampleCount * _count / rows) - _posterior.Divergence(Parameters);
            _optimizer.TakeStep(_gradient, Parameters);
            return bound;
        }

        /// <summary>The rows of a batch side by side; all rows, where they are all.</summary>
        private static ReadOnlyMemory<T> Gathered(ReadOnlyMemory<T> rows, int rowLength, ReadOnlySpan<int> batch, T[] room)
        {
            for (int i = 0; i < batch.Length && room.Length > 0; i++)
            {
                rows.Span.Slice(batch[i] * rowLength, rowLength).CopyTo(room.AsSpan(i * rowLength));
            }

            return room.Length > 0 ? room.AsMemory(0, batch.Length * rowLength) : rows;
        }
    }
}
