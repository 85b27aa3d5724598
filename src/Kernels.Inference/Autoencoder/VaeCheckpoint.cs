using System;
using System.Collections.Generic;
using System.IO;
using System.Numerics;
using Kernels.Corpora;

namespace Kernels.Inference;

/// <summary>A checkpoint that a training run left: <see cref="VaeTrainer{T}.Resume"/> goes on from it.</summary>
/// <example>
/// A run that was cancelled in its third pass goes on to the bits of one that was not:
/// <code>
/// byte[] pixels = [.. Enumerable.Range(0, 64 * 16).Select(i =&gt; (byte)(i / 16 % 4 == i % 16 / 4 ? 255 : 0))];
/// ImageSet images = new(pixels, height: 4, width: 4);
/// VaeOptions options = new() { LatentCount = 2, Hidden = [16], Epochs = 5, BatchSize = 16 };
/// VaeTrainer&lt;float&gt; trainer = new(options) { Checkpointing = new VaeCheckpointing("run") { EverySteps = 1 } };
/// using CancellationTokenSource stop = new();
/// trainer.Fit(images, out VaeFitResult cut, null, progress =&gt; { if (progress.Epoch == 3) { stop.Cancel(); } }, stop.Token);
/// VaeCheckpoint checkpoint = VaeCheckpoint.Open("run");
/// Console.WriteLine($"cancelled: {cut.Cancelled}, goes on in pass {checkpoint.Epoch}");
/// // cancelled: True, goes on in pass 3
/// VaeModel&lt;float&gt; resumed = trainer.Resume(checkpoint, images, out _);
/// VaeModel&lt;float&gt; straight = new VaeTrainer&lt;float&gt;(options).Fit(images, out _);
/// Console.WriteLine(resumed.Parameters.Span.SequenceEqual(straight.Parameters.Span)); // True
/// </code>
/// </example>
public sealed class VaeCheckpoint
{
    private readonly string _path;
    private readonly VaeCheckpointDescription _description;

    private VaeCheckpoint(string path, VaeCheckpointDescription description) => (_path, _description) = (path, description);

    /// <summary>How the run is trained.</summary>
    public VaeOptions Options => _description.Options;

    /// <summary>"float" or "double".</summary>
    public string Precision => _description.Precision;

    /// <summary>See <see cref="VaeCheckpointing.Note"/>.</summary>
    public string Note => _description.Note;

    /// <summary>The pass under way, from 1.</summary>
    public int Epoch => _description.Epoch;

    /// <summary>Images done in it.</summary>
    public int ImagesDone => _description.ImagesDone;

    /// <summary>Whole passes so far.</summary>
    public IReadOnlyList<VaeEpoch> Epochs => _description.Epochs;

    /// <summary>See <see cref="VaeCheckpointing.EverySteps"/>.</summary>
    public long EverySteps => _description.EverySteps;

    /// <summary>See <see cref="VaeCheckpointing.EveryTime"/>.</summary>
    public TimeSpan EveryTime => _description.EveryTime;

    /// <summary>Reads what a checkpoint says of itself.</summary>
    /// <param name="path">Its folder.</param>
    /// <exception cref="InvalidDataException">It is no checkpoint: what was found and what was expected.</exception>
    public static VaeCheckpoint Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string file = Path.Combine(path, VaeCheckpointDescription.File);
        VaeCheckpointDescription description = VaeFiles.ReadDescription(file, VaeJson.Default.VaeCheckpointDescription, "a checkpoint's description");
        if (description.Format != VaeCheckpointDescription.CheckpointFormat || description.Version != VaeFiles.Version)
        {
            throw new InvalidDataException(
                $"{file}: format \"{description.Format}\" version {description.Version}; expected \"{VaeCheckpointDescription.CheckpointFormat}\" version {VaeFiles.Version}.");
        }

        try
        {
            description.Options.Validate();
        }
        catch (ArgumentException exception)
        {
            throw new InvalidDataException($"{file}: {exception.Message}", exception);
        }

        if (description.Epoch < 1 || description.ImagesDone < 0 || description.StepCount < 0)
        {
            throw new InvalidDataException(FormattableString.Invariant($"{file}: pass {description.Epoch}, image {description.ImagesDone}, step {description.StepCount}; expected numbers of 1, 0 and 0 or more."));
        }

        return new VaeCheckpoint(path, description);
    }

    /// <summary>Whether a checkpoint's description stands in a folder.</summary>
    /// <param name="path">The folder.</param>
    public static bool Exists(string path) => File.Exists(Path.Combine(path, VaeCheckpointDescription.File));

    /// <summary>Removes a checkpoint's own files, and its folder where nothing else is in it.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="IOException">It cannot be removed.</exception>
    public static void Delete(string path)
    {
        if (!Exists(path))
        {
            return;
        }

        foreach (string file in (string[])[VaeCheckpointDescription.File, VaeFiles.Parameters, VaeFiles.Optimizer])
        {
            File.Delete(Path.Combine(path, file));
        }

        if (Directory.GetFileSystemEntries(path).Length == 0)
        {
            Directory.Delete(path);
        }
    }

    internal static void Write<T>(VaeCheckpointing settings, VaeOptions options, ImageSet images, VaeRunState<T> state)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => FolderSwap.Write(settings.Path, force: true, [VaeCheckpointDescription.File, VaeFiles.Parameters, VaeFiles.Optimizer], folder =>
        {
            string parameters = VaeFiles.WriteArray<T>(Path.Combine(folder, VaeFiles.Parameters), state.Parameters);
            string optimizer = VaeFiles.WriteArray(Path.Combine(folder, VaeFiles.Optimizer), state.Optimizer.State);
            VaeCheckpointDescription description = new()
            {
                Format = VaeCheckpointDescription.CheckpointFormat,
                Version = VaeFiles.Version,
                Precision = VaeFiles.PrecisionOf<T>(),
                Options = options,
                Images = VaeImageMark.Of(images),
                Note = settings.Note,
                EverySteps = settings.EverySteps,
                EveryTime = settings.EveryTime,
                Epochs = state.Epochs,
                Epoch = state.Epoch,
                ImagesDone = state.ImagesDone,
                Reconstruction = state.Reconstruction,
                Divergence = state.Divergence,
                Seconds = state.Seconds,
                StepCount = state.Optimizer.StepCount,
                ParametersChecksum = parameters,
                OptimizerChecksum = optimizer,
            };
            VaeFiles.WriteDescription(Path.Combine(folder, VaeCheckpointDescription.File), description, VaeJson.Default.VaeCheckpointDescription);
        });

    internal VaeRunState<T> Read<T>(VaeOptions options, ImageSet images)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Precision != VaeFiles.PrecisionOf<T>())
        {
            throw new InvalidDataException($"{_path}: a run in {Precision}; expected {VaeFiles.PrecisionOf<T>()}.");
        }

        if (!options.Equals(Options with { Epochs = options.Epochs }))
        {
            throw new InvalidDataException($"{_path}: a run with {Options}; expected {options}.");
        }

        VaeImageMark mark = VaeImageMark.Of(images);
        if (mark != _description.Images)
        {
            throw new InvalidDataException($"{_path}: was made on {_description.Images}; found {mark}.");
        }

        VaeRunState<T> fresh = VaeRunState<T>.Start(options, new VaeNetwork(options, images.PixelCount));
        fresh.Optimizer.Restore(
            _description.StepCount,
            VaeFiles.ReadArray<T>(Path.Combine(_path, VaeFiles.Optimizer), fresh.Optimizer.State.Length, _description.OptimizerChecksum));
        return new VaeRunState<T>
        {
            Parameters = VaeFiles.ReadArray<T>(Path.Combine(_path, VaeFiles.Parameters), fresh.Parameters.Length, _description.ParametersChecksum),
            Optimizer = fresh.Optimizer,
            Epochs = [.. _description.Epochs],
            Epoch = _description.Epoch,
            ImagesDone = _description.ImagesDone,
            Reconstruction = _description.Reconstruction,
            Divergence = _description.Divergence,
            Seconds = _description.Seconds,
        };
    }
}
