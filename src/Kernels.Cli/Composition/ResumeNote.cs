using System.IO;
using System.Text.Json;
using System.Text.Json.Serialization;
using Kernels.Cli.Options;

namespace Kernels.Cli.Composition;

/// <summary>What a checkpoint keeps for the tool: where the corpus is, and how it was read.</summary>
internal static class ResumeNote
{
    public static string Write(CorpusRequest request) => JsonSerializer.Serialize(
        request with
        {
            Path = request.Path is null or "-" ? request.Path : Path.GetFullPath(request.Path),
            VocabularyPath = request.VocabularyPath is null ? null : Path.GetFullPath(request.VocabularyPath),
            StopWords = request.StopWords is null or "english" or "none" ? request.StopWords : Path.GetFullPath(request.StopWords),
        },
        ResumeNoteJson.Default.CorpusRequest);

    /// <param name="note">What <see cref="Write"/> gave.</param>
    /// <param name="file">The checkpoint, for the message.</param>
    /// <param name="moved">Where the corpus is now, or null for where it was.</param>
    public static CorpusRequest Read(string note, string file, string? moved)
    {
        CorpusRequest request;
        try
        {
            request = JsonSerializer.Deserialize(note, ResumeNoteJson.Default.CorpusRequest) ?? throw new JsonException("it is null");
        }
        catch (JsonException exception)
        {
            throw new BadInputException($"{file}: does not say which corpus it is of ({exception.Message}); expected a checkpoint that this tool wrote", exception);
        }

        request = request with { Path = moved ?? request.Path };
        if (request.Path == "-" && moved is null)
        {
            throw new BadInputException($"option --resume: the corpus of {file} came from standard input, expected CORPUS beside --resume");
        }

        return request.Path is null or "-" || File.Exists(request.Path) || Directory.Exists(request.Path)
            ? request
            : throw new BadInputException($"corpus {request.Path}: found nothing there, expected the corpus that the run was trained on; give CORPUS beside --resume if it has moved");
    }
}

/// <summary>Reads and writes the note without reflection.</summary>
[JsonSerializable(typeof(CorpusRequest))]
internal sealed partial class ResumeNoteJson : JsonSerializerContext;
