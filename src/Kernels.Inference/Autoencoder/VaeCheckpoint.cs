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
/// VaeTrainer&lt;float&gt; trainer = new(options) { Checkpointing = new Checkpointing("run") { EveryUpdates = 1 } };
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
    private static readonly CheckpointFile s_file = new("KVAECKP1");

    private readonly VaeCheckpointState _state;

    private VaeCheckpoint(string path, VaeCheckpointState state) => (Path, _state) = (path, state);

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>How the run is trained.</summary>
    public VaeOptions Options => _state.Options;

    /// <summary>"float" or "double".</summary>
    public string Precision => _state.Precision;

    /// <summary>See <see cref="Checkpointing.Note"/>.</summary>
    public string Note => _state.Note;

    /// <summary>The pass under way, from 1.</summary>
    public int Epoch => _state.Epoch;

    /// <summary>Images done in it.</summary>
    public int ImagesDone => _state.ImagesDone;

    /// <summary>Whole passes so far.</summary>
    public IReadOnlyList<VaeEpoch> Epochs => _state.Epochs;

    /// <summary>See <see cref="Checkpointing.EveryUpdates"/>.</summary>
    public long EveryUpdates => _state.EveryUpdates;

    /// <summary>See <see cref="Checkpointing.EveryTime"/>.</summary>
    public TimeSpan EveryTime => _state.EveryTime;

    /// <summary>Reads what a checkpoint says of itself, after comparing the whole file with its checksum.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">It is no checkpoint, or a damaged one: what was found and what was expected.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static VaeCheckpoint Open(string path) => new(path, s_file.Open(path, VaeJson.Default.VaeCheckpointState, state => state.Validate()));

    /// <summary>Refuses images that the run was not trained on, or not scored on, by their number, their size and their pixels.</summary>
    /// <param name="images">The images to go on with.</param>
    /// <param name="test">Those to score, or null.</param>
    /// <exception cref="InvalidDataException">They are others: what was found and what was expected.</exception>
    public void RequireImages(ImageSet images, ImageSet? test)
    {
        ArgumentNullException.ThrowIfNull(images);
        Require("made", _state.Images, VaeImageMark.Of(images));
        Require("scored", _state.Test, test is null ? null : VaeImageMark.Of(test));
    }

    /// <summary>Whether a file begins as a checkpoint does, or would have become one had its run not been killed while it wrote it.</summary>
    /// <param name="path">The file.</param>
    public static bool Exists(string path) => s_file.Exists(path);

    /// <summary>Removes a checkpoint, and what a killed run may have left of a newer one. Nothing happens where there is none; files of other programs stay.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">It cannot be removed.</exception>
    public static void Delete(string path) => s_file.Delete(path);

    /// <summary>Writes a checkpoint beside its place and renames it. What fails leaves the one that is there.</summary>
    internal static void Write<T>(string path, VaeCheckpointState state, T[] parameters, IOptimizer<T> optimizer)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => s_file.Write(path, state, VaeJson.Default.VaeCheckpointState, stream =>
        {
            NumpyMatrix.WriteRows<T>(stream, parameters);
            NumpyMatrix.WriteRows(stream, optimizer.State);
        });

    internal VaeRunState<T> Read<T>(VaeOptions options, ImageSet images, ImageSet? test)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Precision != NumpyMatrix.NameOf<T>())
        {
            throw new InvalidDataException($"{Path}: a run in {Precision}; expected {NumpyMatrix.NameOf<T>()}.");
        }

        if (OptionDifference.First(Options.OfARun(), options.OfARun()) is { } difference)
        {
            throw new InvalidDataException($"{Path}: {difference}.");
        }

        RequireImages(images, test);
        VaeRunState<T> state = VaeRunState<T>.Start(options, new VaeNetwork(options, images.PixelCount));
        T[] moments = new T[state.Optimizer.State.Length];
        s_file.ReadArrays(
            Path,
            stream =>
            {
                NumpyMatrix.ReadRows<T>(stream, state.Parameters, Path);
                NumpyMatrix.ReadRows<T>(stream, moments, Path);
            },
            $"{state.Parameters.Length} parameters and the optimiser's {moments.Length} values",
            "It is of another network.");
        state.Optimizer.Restore(_state.StepCount, moments);
        state.Restore(_state);
        return state;
    }

    private void Require(string what, VaeImageMark? expected, VaeImageMark? found)
    {
        if (found != expected)
        {
            throw new InvalidDataException($"{Path}: was {what} on {expected?.ToString() ?? "no images"}; found {found?.ToString() ?? "none"}.");
        }
    }
}
