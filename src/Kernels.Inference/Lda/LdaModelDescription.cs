using System;
using System.IO;
using System.Text.Json.Serialization;

namespace Kernels.Inference;

/// <summary>What <c>model.json</c> holds.</summary>
internal sealed record LdaModelDescription
{
    public const string ModelFormat = "kernels-lda";
    public const int ModelVersion = 1;

    public required string Format { get; init; }

    public required int Version { get; init; }

    /// <summary>The version of the library that wrote it.</summary>
    public string Library { get; init; } = "";

    public required string Precision { get; init; }

    public required int TopicCount { get; init; }

    public required int VocabularySize { get; init; }

    public required bool HasVocabulary { get; init; }

    public required LdaOptions Options { get; init; }

    public LdaFitResult? Fit { get; init; }

    /// <summary>α where it was learnt.</summary>
    public double[]? Alpha { get; init; }

    /// <summary>η where it was learnt.</summary>
    public double[]? Eta { get; init; }

    /// <summary>Of the whole of <c>lambda.npy</c>; null in folders that were written before there was one.</summary>
    public string? LambdaChecksum { get; init; }

    /// <summary>Of the whole of <c>vocabulary.txt</c>; null where there is none, and in folders that were written before there was a checksum.</summary>
    public string? VocabularyChecksum { get; init; }

    public static LdaModelDescription Of(LdaModel model, string? lambdaChecksum, string? vocabularyChecksum) => new()
    {
        Format = ModelFormat,
        Version = ModelVersion,
        Library = ModelFile.Library,
        Precision = model.Precision,
        TopicCount = model.TopicCount,
        VocabularySize = model.VocabularySize,
        HasVocabulary = model.Vocabulary is not null,
        Options = model.Options,
        Fit = model.Fit,
        Alpha = model.Options.AlphaLearning == PriorLearning.Fixed ? null : [.. model.Alpha],
        Eta = model.Options.EtaLearning == PriorLearning.Fixed ? null : [.. model.Eta],
        LambdaChecksum = lambdaChecksum,
        VocabularyChecksum = vocabularyChecksum,
    };

    /// <summary>The priors of the model: learnt, or as the options say.</summary>
    [JsonIgnore]
    public LdaModelPriors Priors => new(Alpha ?? Options.ResolveAlpha(), Eta ?? Options.ResolveEta());

    /// <summary>This, if it can be a model's.</summary>
    public LdaModelDescription Checked(string path)
    {
        ModelFile.RequireFormat(path, Format, Version, ModelFormat, ModelVersion);
        if (Options is null || TopicCount != Options.TopicCount)
        {
            throw new InvalidDataException($"{path}: {TopicCount} topics, but its options say {Options?.TopicCount.ToString() ?? "nothing"}; expected the same.");
        }

        try
        {
            Options.Validate(VocabularySize);

            // What was learnt must be what could have been given.
            (Options with { Alpha = Alpha ?? Options.Alpha, Eta = Eta ?? Options.Eta, AlphaLearning = default, EtaLearning = default }).Validate(VocabularySize);
            return this;
        }
        catch (ArgumentException exception)
        {
            throw new InvalidDataException($"{path}: {exception.Message}", exception);
        }
    }
}

/// <summary>Reads and writes <c>model.json</c> without reflection.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    UseStringEnumConverter = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(LdaModelDescription))]
internal sealed partial class LdaModelJson : JsonSerializerContext;
