using System.Text.Json.Serialization;

namespace Kernels.Inference;

/// <summary>What <c>model.json</c> holds.</summary>
internal sealed record VaeDescription
{
    public const string File = "model.json";
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

/// <summary>Reads and writes the descriptions without reflection.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    UseStringEnumConverter = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(VaeDescription))]
[JsonSerializable(typeof(VaeCheckpointState))]
internal sealed partial class VaeJson : JsonSerializerContext;
