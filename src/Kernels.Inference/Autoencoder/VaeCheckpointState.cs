using System;
using System.Collections.Generic;
using System.IO;
using Kernels.Corpora;

namespace Kernels.Inference;

/// <summary>What a checkpoint holds besides the parameters and the optimiser's state.</summary>
internal sealed record VaeCheckpointState
{
    public required string Precision { get; init; }

    public required VaeOptions Options { get; init; }

    public required VaeImageMark Images { get; init; }

    /// <summary>The images it is scored on; null where there are none.</summary>
    public required VaeImageMark? Test { get; init; }

    public required string Note { get; init; }

    /// <summary>How often the run was kept.</summary>
    public required long EveryUpdates { get; init; }

    /// <summary>The same by time.</summary>
    public required TimeSpan EveryTime { get; init; }

    public required IReadOnlyList<VaeEpoch> Epochs { get; init; }

    public required int Epoch { get; init; }

    public required int ImagesDone { get; init; }

    public required double Reconstruction { get; init; }

    public required double Divergence { get; init; }

    public required double Seconds { get; init; }

    public required long StepCount { get; init; }

    /// <summary>Refuses what no run can have been: one in a pass that is over would not end.</summary>
    /// <exception cref="ArgumentException">The place is none.</exception>
    public void Validate()
    {
        Options.Validate();
        bool isOver = ImagesDone == Images.Count;
        if (Epoch < 1 || ImagesDone < 0 || ImagesDone > Images.Count || StepCount < 0 || Epochs.Count != (isOver ? Epoch : Epoch - 1))
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"It is at image {ImagesDone} of pass {Epoch}, step {StepCount}, after {Epochs.Count} passes; expected a place in {Images.Count} images, after all passes before."));
        }
    }
}

/// <summary>What tells one set of images from another.</summary>
/// <param name="Count">Images.</param>
/// <param name="Height">Rows of one.</param>
/// <param name="Width">Columns of one.</param>
/// <param name="Pixels">A hash of all pixels.</param>
internal sealed record VaeImageMark(int Count, int Height, int Width, string Pixels)
{
    public static VaeImageMark Of(ImageSet images)
    {
        using var hash = new HashingStream(Stream.Null);
        for (int image = 0; image < images.Count; image++)
        {
            hash.Write(images[image]);
        }

        return new VaeImageMark(images.Count, images.Height, images.Width, hash.Checksum);
    }

    public override string ToString() => FormattableString.Invariant($"{Count} images of {Height} × {Width} with the hash {Pixels}");
}
