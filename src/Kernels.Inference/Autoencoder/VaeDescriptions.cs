using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json.Serialization;
using Kernels.Corpora;

namespace Kernels.Inference;

/// <summary>What <c>model.json</c> holds.</summary>
internal sealed record VaeDescription
{
    public const string ModelFormat = "kernels-vae";

    public required string Format { get; init; }

    public required int Version { get; init; }

    public required string Precision { get; init; }

    public required int Height { get; init; }

    public required int Width { get; init; }

    public required VaeOptions Options { get; init; }

    public VaeFitResult? Fit { get; init; }

    public required string ParametersChecksum { get; init; }
}

/// <summary>What <c>checkpoint.json</c> holds.</summary>
internal sealed record VaeCheckpointDescription
{
    public const string File = "checkpoint.json";
    public const string CheckpointFormat = "kernels-vae-checkpoint";

    public required string Format { get; init; }

    public required int Version { get; init; }

    public required string Precision { get; init; }

    public required VaeOptions Options { get; init; }

    public required VaeImageMark Images { get; init; }

    public required string Note { get; init; }

    public required long EverySteps { get; init; }

    public required TimeSpan EveryTime { get; init; }

    public required IReadOnlyList<VaeEpoch> Epochs { get; init; }

    public required int Epoch { get; init; }

    public required int ImagesDone { get; init; }

    public required double Reconstruction { get; init; }

    public required double Divergence { get; init; }

    public required double Seconds { get; init; }

    public required long StepCount { get; init; }

    public required string ParametersChecksum { get; init; }

    public required string OptimizerChecksum { get; init; }
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

/// <summary>Reads and writes the descriptions without reflection.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    UseStringEnumConverter = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(VaeDescription))]
[JsonSerializable(typeof(VaeCheckpointDescription))]
internal sealed partial class VaeJson : JsonSerializerContext;
