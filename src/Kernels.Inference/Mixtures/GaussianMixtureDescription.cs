using System.IO;
using System.Text.Json.Serialization;

namespace Kernels.Inference;

/// <summary>What a mixture's <c>model.json</c> holds.</summary>
internal sealed record GaussianMixtureDescription
{
    public const string ModelFormat = "kernels-gmm";
    public const int ModelVersion = 1;

    public required string Format { get; init; }

    public required int Version { get; init; }

    /// <summary>The version of the library that wrote it.</summary>
    public string Library { get; init; } = "";

    public required GaussianCovariance Covariance { get; init; }

    public required int ComponentCount { get; init; }

    public required int Dimension { get; init; }

    public string[]? Columns { get; init; }

    public GaussianMixtureFitResult? Fit { get; init; }

    /// <summary>XXH64 of <c>weights.npy</c>.</summary>
    public required string WeightsChecksum { get; init; }

    /// <summary>XXH64 of <c>means.npy</c>.</summary>
    public required string MeansChecksum { get; init; }

    /// <summary>XXH64 of <c>covariances.npy</c>.</summary>
    public required string CovariancesChecksum { get; init; }

    /// <summary>This, if it can be a mixture's.</summary>
    public GaussianMixtureDescription Checked(string path)
    {
        ModelFile.RequireFormat(path, Format, Version, ModelFormat, ModelVersion);
        return ComponentCount < 1 || Dimension < 1
            ? throw new InvalidDataException($"{path}: {ComponentCount} components of {Dimension} dimensions; expected at least one of each.")
            : Columns is not null && Columns.Length != Dimension
            ? throw new InvalidDataException($"{path}: {Columns.Length} names of columns; expected {Dimension}.")
            : Fit?.Bayesian is { } bayesian && !bayesian.IsOf(ComponentCount)
            ? throw new InvalidDataException($"{path}: the posterior of another number of components; expected {ComponentCount}.")
            : this;
    }
}

/// <summary>Reads and writes <c>model.json</c> without reflection.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    UseStringEnumConverter = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(GaussianMixtureDescription))]
internal sealed partial class GaussianMixtureJson : JsonSerializerContext;
