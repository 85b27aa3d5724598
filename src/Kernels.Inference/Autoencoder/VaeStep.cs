using System;
using System.Globalization;
using System.Numerics;
using System.Numerics.Tensors;
using Kernels.Corpora;

namespace Kernels.Inference;

/// <summary>A mini-batch of algorithm 1: images, noise, the bound's derivatives, a step.</summary>
internal sealed class VaeStep<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly VaeOptions _options;
    private readonly VaeRunState<T> _state;
    private readonly ImageSet _images;
    private readonly int _mostRows;
    private readonly VaeBatch<T> _batch;
    private readonly PixelBatch<T> _pixels;
    private readonly NoiseSource _noise;
    private readonly T[] _draws;
    private readonly T[] _gradient;
    private readonly VaeWeights<T>? _weights;

    public VaeStep(VaeOptions options, VaeRunState<T> state, ImageSet images, int threads)
    {
        (_options, _state, _images) = (options, state, images);
        VaeNetwork network = new(options, images.PixelCount);

        // A mini-batch of more images than there are is all of them.
        _mostRows = Math.Min(options.BatchSize, images.Count);
        network.RequireRoom(_mostRows);
        _batch = new VaeBatch<T>(network, _mostRows, threads);
        _weights = network.HasWeightPosterior ? new VaeWeights<T>(network, images.Count) : null;
        _pixels = new PixelBatch<T>(_mostRows, images.PixelCount);
        _noise = new NoiseSource(options.Seed);
        _draws = new T[_mostRows * _batch.Latent.ValueCount * options.SampleCount];
        _gradient = new T[state.Parameters.Length];
    }

    /// <summary>Steps the parameters by the images given.</summary>
    public void Take(ReadOnlySpan<int> images)
    {
        int values = _batch.Latent.ValueCount;
        _pixels.Gather(_images, images);
        for (int sample = 0; sample < _options.SampleCount; sample++)
        {
            // A step's samples are steps of the noise.
            uint step = unchecked((uint)((_state.Optimizer.StepCount * _options.SampleCount) + sample));
            _noise.Fill<T>(_batch.Latent.Noise, NeuralStreams.TrainingNoise, step, images, values, _draws.AsSpan(sample * images.Length * values, images.Length * values));
        }

        ReadOnlyMemory<T> weights = _weights?.Sample(_state.Parameters, _noise, _state.Optimizer.StepCount) ?? _state.Parameters;
        VaeLoss loss = _batch.Loss(weights, _pixels.Rows(images.Length), _draws, images.Length, _options.SampleCount, _gradient);
        if (_weights is not null)
        {
            loss = loss with { Divergence = loss.Divergence + (images.Length * _weights.Back(_state.Parameters, _gradient)) };
        }

        Require(double.IsFinite(loss.Total), "a loss", loss.Total);
        _state.Optimizer.TakeStep(_gradient, _state.Parameters);
        if (!_state.Optimizer.IsFinite)
        {
            // Beyond the root of the largest number the optimiser's mean of squares is infinite, and that parameter would stand still unseen.
            T steepest = TensorPrimitives.MaxMagnitude<T>(_gradient);
            Require(T.Abs(steepest) < T.Sqrt(T.BitDecrement(T.PositiveInfinity)), "a derivative", double.CreateTruncating(steepest));
            Require(false, "a parameter", double.CreateTruncating(TensorPrimitives.MaxMagnitude<T>(_state.Parameters)));
        }

        _state.Reconstruction += loss.Reconstruction;
        _state.Divergence += loss.Divergence;
        _state.ImagesDone += images.Length;
    }

    private void Require(bool isFinite, string what, double found)
    {
        if (!isFinite)
        {
            throw new VaeNumericalException(
                _state.Epoch, (_state.ImagesDone / _options.BatchSize) + 1, string.Create(CultureInfo.InvariantCulture, $"{what} of {found:G3}"), _options.LearningRate);
        }
    }

    /// <summary>Mean of −ELBO over test images.</summary>
    public double Score(ImageSet test) => VaeEvaluation.Loss(_batch, _pixels, _noise, _state.Parameters, test, _mostRows).Total / test.Count;
}
