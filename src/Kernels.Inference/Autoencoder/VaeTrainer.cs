using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Numerics;
using System.Threading;
using Kernels.Corpora;

namespace Kernels.Inference;

/// <summary>Trains variational autoencoders: minibatch by minibatch, noise into z, the bound's derivatives into Adam.</summary>
/// <remarks>
/// Source: Kingma and Welling (2014), algorithm 1. The order of images is a permutation keyed by (seed, pass), noise is keyed by (seed, mini-batch, image, dimension), and every sum
/// has a fixed order: the same bits with any number of threads, and for a run that goes on from a checkpoint.
/// </remarks>
/// <example>
/// Four kinds of image, a bright row in one of four places, and codes of two numbers:
/// <code>
/// byte[] pixels = new byte[64 * 16];
/// for (int image = 0; image &lt; 64; image++)
/// {
///     pixels.AsSpan((16 * image) + (4 * (image % 4)), 4).Fill(255);
/// }
///
/// ImageSet images = new(pixels, height: 4, width: 4);
/// VaeOptions options = new() { LatentCount = 2, Hidden = [16], Epochs = 150, BatchSize = 16, LearningRate = 0.01 };
/// VaeModel&lt;float&gt; model = new VaeTrainer&lt;float&gt;(options).Fit(images, out VaeFitResult result);
/// Console.WriteLine($"loss of an image {result.Epochs[0].TrainLoss:F1} at first, {model.Loss(images):F1} at the end");
/// // loss of an image 10.7 at first, 2.8 at the end
/// </code>
/// </example>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="options">How to build and train it.</param>
/// <exception cref="ArgumentException">The options cannot be trained.</exception>
public sealed class VaeTrainer<T>(VaeOptions options)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly VaeOptions _options = Validated(options);

    /// <summary>Threads that share the products; results do not depend on it.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Where and how often the run is kept on disk; null for never.</summary>
    /// <exception cref="ArgumentException">The settings are out of range.</exception>
    public Checkpointing? Checkpointing
    {
        get;
        init
        {
            value?.Validate();
            field = value;
        }
    }

    /// <summary>Trains on images.</summary>
    /// <param name="images">At least one.</param>
    /// <param name="result">How it went.</param>
    /// <param name="test">Images that are scored after every pass, or null.</param>
    /// <param name="progress">Told after every mini-batch, on this thread.</param>
    /// <param name="cancellation">Ends training after the mini-batch that is under way; what was learnt is returned.</param>
    /// <returns>The model.</returns>
    /// <exception cref="ArgumentException">There are no images, or test images have another size.</exception>
    /// <exception cref="VaeNumericalException">The loss, or what is learnt, is no finite number: training has diverged.</exception>
    public VaeModel<T> Fit(ImageSet images, out VaeFitResult result, ImageSet? test = null, Action<VaeProgress>? progress = null, CancellationToken cancellation = default)
    {
        Require(images, test);
        return Run(VaeRunState<T>.Start(_options, new VaeNetwork(_options, images.PixelCount)), images, out result, test, progress, cancellation);
    }

    /// <summary>Goes on with a run that was kept, to the bits of one that was not stopped.</summary>
    /// <param name="checkpoint">The run; its options are those of this trainer, by value, but for the number of passes, which may be another.</param>
    /// <param name="images">The images it was trained on.</param>
    /// <param name="result">How it went, from the start.</param>
    /// <param name="test">The test images it was scored on.</param>
    /// <param name="progress">Told after every mini-batch.</param>
    /// <param name="cancellation">Ends training.</param>
    /// <returns>The model.</returns>
    /// <exception cref="InvalidDataException">The checkpoint is not of such a run, or damaged: what was found and what was expected.</exception>
    /// <exception cref="ArgumentException">There are no images, or test images have another size.</exception>
    /// <exception cref="VaeNumericalException">The loss, or what is learnt, is no finite number: training has diverged.</exception>
    public VaeModel<T> Resume(
        VaeCheckpoint checkpoint, ImageSet images, out VaeFitResult result, ImageSet? test = null, Action<VaeProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        Require(images, test);
        return Run(checkpoint.Read<T>(_options, images, test), images, out result, test, progress, cancellation);
    }

    private VaeModel<T> Run(VaeRunState<T> state, ImageSet images, out VaeFitResult result, ImageSet? test, Action<VaeProgress>? progress, CancellationToken cancellation)
    {
        VaeStep<T> step = new(_options, state, images, Threads);
        Stopwatch clock = Stopwatch.StartNew();
        double before = state.Seconds;
        CheckpointClock? due = Checkpointing is null ? null : new(Checkpointing);
        Action keep = Checkpointing is null ? () => { } : Keeping(Checkpointing, state, images, test);
        while (state.Epoch <= _options.Epochs && !cancellation.IsCancellationRequested)
        {
            int[] order = Order(images.Count, state.Epoch);
            while (state.ImagesDone < images.Count && !cancellation.IsCancellationRequested)
            {
                step.Take(order.AsSpan(state.ImagesDone, Math.Min(_options.BatchSize, images.Count - state.ImagesDone)));
                state.Seconds = before + clock.Elapsed.TotalSeconds;
                if (state.ImagesDone == images.Count)
                {
                    End(state, step, clock, test);
                }

                progress?.Invoke(state.Progress(images.Count));
                if (due?.IsDue() == true)
                {
                    due.Keep(keep);
                }
            }

            if (state.Ended)
            {
                state.BeginEpoch();
            }
        }

        bool cancelled = state.Epoch <= _options.Epochs;
        if (cancelled)
        {
            due?.Keep(keep);
        }

        result = new VaeFitResult([.. state.Epochs], state.Optimizer.StepCount, cancelled) { ImageCount = images.Count };
        return new VaeModel<T>(_options, images.Height, images.Width, state.Parameters, result, Threads);
    }

    private Action Keeping(Checkpointing settings, VaeRunState<T> state, ImageSet images, ImageSet? test)
    {
        (VaeImageMark mark, VaeImageMark? testMark) = (VaeImageMark.Of(images), test is null ? null : VaeImageMark.Of(test));
        return () => VaeCheckpoint.Write(settings.Path, state.Kept(settings, _options, mark, testMark), state.Parameters, state.Optimizer);
    }

    private static void End(VaeRunState<T> state, VaeStep<T> step, Stopwatch clock, ImageSet? test)
    {
        clock.Stop();
        state.EndEpoch(test is null ? null : step.Score(test));
        clock.Start();
    }

    /// <summary>A permutation that is a pure function of (seed, pass): Fisher and Yates (1938), Durstenfeld (1964).</summary>
    private int[] Order(int count, int epoch)
    {
        UniformSequence uniforms = new(unchecked((ulong)_options.Seed), NeuralStreams.Order, part: 0);
        uniforms.Begin((uint)epoch);
        int[] order = new int[count];
        for (int i = 0; i < count; i++)
        {
            int j = Math.Min(i, (int)(uniforms.Next() * (i + 1)));
            order[i] = order[j];
            order[j] = i;
        }

        return order;
    }

    private static VaeOptions Validated(VaeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return options;
    }

    private static void Require(ImageSet images, ImageSet? test)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (images.Count == 0 || test?.Count == 0)
        {
            throw new ArgumentException("There are 0 images; expected at least 1.", images.Count == 0 ? nameof(images) : nameof(test));
        }

        if (test is not null && (test.Height != images.Height || test.Width != images.Width))
        {
            throw new ArgumentException($"The test images are {test.Height} × {test.Width}; expected {images.Height} × {images.Width} as those of training.", nameof(test));
        }
    }
}
