using System;
using System.IO;
using System.Text.Json;
using System.Text.Json.Serialization;
using Kernels.Cli.Output;
using Kernels.Corpora;

namespace Kernels.Cli.Autoencoder;

/// <summary>Where a model's images are: kept in its folder and in its checkpoints, so that a report and a run that goes on find them.</summary>
/// <param name="Images">Those of training.</param>
/// <param name="Test">Those it is scored on, or null.</param>
/// <param name="Labels">Labels of the test images, or of those of training where there are no others; or null.</param>
internal sealed record VaeSources(string Images, string? Test, string? Labels)
{
    private const string FileName = "images.json";

    /// <summary>The images that a report shows.</summary>
    [JsonIgnore]
    public string Shown => Test ?? Images;

    public static VaeSources Of(string images, string? test, string? labels) =>
        new(Path.GetFullPath(images), test is null ? null : Path.GetFullPath(test), labels is null ? null : Path.GetFullPath(labels));

    /// <summary>The sources of a run that goes on: what a command line names is in a new place, the rest must be where it was.</summary>
    /// <param name="images">Where the images are now, or null.</param>
    /// <param name="test">Where those it is scored on are, or null.</param>
    /// <param name="labels">Where the labels are, or null.</param>
    public VaeSources Moved(string? images, string? test, string? labels)
    {
        if (test is not null && Test is null)
        {
            throw new BadInputException("option --test: found with --resume of a run without test images, expected none");
        }

        VaeSources moved = Of(images ?? Images, test ?? Test, labels ?? Labels);
        Require(moved.Images, "images", "the images that the run was trained on", "IMAGES");
        Require(moved.Test, "images", "the images that the run is scored on", "--test IMAGES");
        Require(moved.Labels, "labels", "the labels of its report", "--labels FILE");
        return moved;

        static void Require(string? path, string kind, string what, string how)
        {
            if (path is not null && !File.Exists(path))
            {
                throw new BadInputException($"{kind} {path}: found nothing there, expected {what}; give {how} beside --resume if they have moved");
            }
        }
    }

    public static ImageSet ReadImages(string path) => Read(path, IdxReader.ReadImages);

    /// <summary>Labels of a set of images, as many as there are.</summary>
    public static byte[] ReadLabels(string path, ImageSet images, string of)
    {
        byte[] labels = Read(path, IdxReader.ReadLabels);
        return labels.Length == images.Count
            ? labels
            : throw new BadInputException(FormattableString.Invariant($"{path}: found {Amounts.Of(labels.Length, "label")}, expected {images.Count}, as many as there are images in {of}"));
    }

    public string ToJson() => JsonSerializer.Serialize(this, VaeSourcesJson.Default.VaeSources);

    public static VaeSources FromJson(string json, string file)
    {
        try
        {
            return JsonSerializer.Deserialize(json, VaeSourcesJson.Default.VaeSources) ?? throw new JsonException("it is null");
        }
        catch (JsonException exception)
        {
            throw new BadInputException($"{file}: does not say where its images are ({exception.Message}); expected what this tool wrote", exception);
        }
    }

    public void Save(string folder) => Options.OutputFile.Write(Path.Combine(folder, FileName), stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(ToJson())));

    /// <summary>What a model's folder says, or null.</summary>
    public static VaeSources? Load(string folder)
    {
        string path = Path.Combine(folder, FileName);
        return File.Exists(path) ? FromJson(File.ReadAllText(path), path) : null;
    }

    private static TResult Read<TResult>(string path, Func<string, TResult> read)
    {
        BadInput.RequireNoFolder(path, "an idx file, gzipped or not");
        try
        {
            return read(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{path}: cannot be read, expected an idx file, gzipped or not: {exception.Message}", exception);
        }
    }
}

/// <summary>Reads and writes them without reflection.</summary>
[JsonSerializable(typeof(VaeSources))]
internal sealed partial class VaeSourcesJson : JsonSerializerContext;
