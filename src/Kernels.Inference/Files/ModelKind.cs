using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;

namespace Kernels.Inference;

/// <summary>A kind of model that is kept as a folder.</summary>
/// <param name="Format">What its description calls itself.</param>
/// <param name="Files">The files of its folder beside the description.</param>
/// <param name="Companion">A file that the tool keeps beside them for this model: it stays with the next of its kind, and means nothing to one of another.</param>
internal sealed record ModelKind(string Format, IReadOnlyList<string> Files, string? Companion = null)
{
    private const int MostDescriptionBytes = 1 << 28;

    private static readonly ModelKind[] s_all =
    [
        new(LdaModelDescription.ModelFormat, [LdaModelFolder.Lambda, LdaModelFolder.Words]),
        new(GaussianMixtureDescription.ModelFormat, [GaussianMixtureFolder.Weights, GaussianMixtureFolder.Means, GaussianMixtureFolder.Covariances]),
        new(VaeDescription.ModelFormat, [VaeFiles.Parameters], VaeFiles.Images),
    ];

    /// <summary>The names in a folder that belong to the model in it, and go when another takes its place; nothing where there is no model.</summary>
    /// <param name="folder">The folder that is replaced.</param>
    /// <param name="format">What takes its place.</param>
    public static HashSet<string> FilesOfTheModelIn(string folder, string format)
    {
        string description = Path.Combine(folder, ModelFile.Description);
        HashSet<string> names = [];
        if (!File.Exists(description))
        {
            return names;
        }

        // A description that cannot be read is of the kind that replaces it, if of any.
        names.Add(ModelFile.Description);
        string found = FormatOf(description) ?? format;
        if (Array.Find(s_all, kind => kind.Format == found) is { } old)
        {
            names.UnionWith(old.Files);
            if (old.Format != format && old.Companion is not null)
            {
                names.Add(old.Companion);
            }
        }

        return names;
    }

    private static string? FormatOf(string description)
    {
        try
        {
            using FileStream stream = new(description, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (stream.Length > MostDescriptionBytes)
            {
                return null;
            }

            using JsonDocument document = JsonDocument.Parse(stream);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("format", out JsonElement format) && format.ValueKind == JsonValueKind.String
                ? format.GetString()
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }
}
