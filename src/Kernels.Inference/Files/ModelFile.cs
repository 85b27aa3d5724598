using System;
using System.IO;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Kernels.Inference;

/// <summary>The files of a model's folder, of whatever kind the model is: JSON that describes it, and beside it files whose checksums the description holds.</summary>
internal static class ModelFile
{
    /// <summary>The name of the description.</summary>
    public const string Description = "model.json";

    private const int MostDescriptionBytes = 1 << 30;

    /// <summary>The version of the library, as descriptions hold it.</summary>
    public static string Library => typeof(ModelFile).Assembly.GetName().Version?.ToString(3) ?? "";

    /// <summary>Opens a file that must be there.</summary>
    /// <param name="path">The file.</param>
    /// <param name="expected">What it belongs to, as the end of a message.</param>
    /// <exception cref="InvalidDataException">It is not there.</exception>
    public static FileStream Open(string path, string expected)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16, FileOptions.SequentialScan);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InvalidDataException($"{path}: not found; expected {expected}.{FolderRemains.Advice(Path.GetDirectoryName(path)!)}", exception);
        }
    }

    /// <summary>Writes a file to the disk; returns its checksum.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">What is to be written.</param>
    /// <param name="write">Writes it.</param>
    public static string Write<TContent>(string path, TContent content, Action<Stream, TContent> write)
        where TContent : allows ref struct
    {
        using FileStream file = File.Create(path);
        using var stream = new HashingStream(file);
        write(stream, content);
        file.Flush(flushToDisk: true);
        return stream.Checksum;
    }

    /// <summary>Refuses a file that is not the one that was written; a folder from before there were checksums says none.</summary>
    /// <exception cref="InvalidDataException">The two differ.</exception>
    public static void RequireChecksum(string path, string found, string? written)
    {
        if (written is not null && written != found)
        {
            throw new InvalidDataException($"{path}: its checksum is {found}; {Description} says {written}, so one of the two is damaged or another model's.");
        }
    }

    /// <summary>Writes a description to the disk.</summary>
    public static void WriteDescription<TDescription>(string path, TDescription description, JsonTypeInfo<TDescription> type)
    {
        using FileStream stream = File.Create(path);
        JsonSerializer.Serialize(stream, description, type);
        stream.Flush(flushToDisk: true);
    }

    /// <summary>Reads a description.</summary>
    /// <param name="path">The file.</param>
    /// <param name="type">How it is read.</param>
    /// <param name="what">What it is called in messages.</param>
    /// <param name="folder">The folder that it stands in, likewise.</param>
    /// <exception cref="InvalidDataException">It is not there, or no such description.</exception>
    public static TDescription ReadDescription<TDescription>(string path, JsonTypeInfo<TDescription> type, string what, string folder)
    {
        using FileStream stream = Open(path, folder);
        try
        {
            return stream.Length > MostDescriptionBytes
                ? throw new InvalidDataException($"{path}: {stream.Length} bytes; expected at most {MostDescriptionBytes}.")
                : JsonSerializer.Deserialize(stream, type) ?? throw new InvalidDataException($"{path}: holds null; expected {what}.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException(
                FormatOf(stream) is string format ? $"{path}: found a description of the format \"{format}\"; expected {what}." : $"{path}: not {what}: {exception.Message}", exception);
        }
    }

    /// <summary>The format that a description says it has, though it is none of those expected; null where it says none.</summary>
    private static string? FormatOf(FileStream stream)
    {
        stream.Position = 0;
        try
        {
            using JsonDocument json = JsonDocument.Parse(stream);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("format", out JsonElement format) ? format.GetString() : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Refuses a description of another kind, or of another version.</summary>
    /// <exception cref="InvalidDataException">The two differ.</exception>
    public static void RequireFormat(string path, string format, int version, string expectedFormat, int expectedVersion)
    {
        if (format != expectedFormat || version != expectedVersion)
        {
            throw new InvalidDataException($"{path}: format \"{format}\" version {version}; expected \"{expectedFormat}\" version {expectedVersion}.");
        }
    }
}
