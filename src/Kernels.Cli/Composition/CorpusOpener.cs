using System.Linq;
using System.Threading;
using Kernels.Cli.Options;
using Kernels.Cli.Output;
using Kernels.Corpora;

namespace Kernels.Cli.Composition;

/// <summary>Opens the corpus that the command line asks for.</summary>
internal static class CorpusOpener
{
    /// <param name="request">Which, and how.</param>
    /// <param name="console">Told that it takes long, if it does; what stops the reading.</param>
    /// <param name="known">A model's words: of text the built-in list leaves none of them out.</param>
    /// <param name="isQuiet">Whether nothing is said.</param>
    public static ICorpus Open(CorpusRequest request, ToolConsole console, Vocabulary? known = null, bool isQuiet = false)
    {
        using ReadingLine? line = isQuiet ? null : new ReadingLine(console, request.Name, request.Path);
        ICorpus corpus = Read(request, known, console.Stop);
        return corpus.DocumentCount > 0 && corpus.VocabularySize > 0
            ? corpus
            : throw new BadInputException($"corpus {request.Name}: found {Amounts.Of(corpus.DocumentCount, "document")} and {Amounts.Of(corpus.VocabularySize, "word")}, expected at least one of each");
    }

    private static ICorpus Read(CorpusRequest request, Vocabulary? known, CancellationToken cancellation) => BadInput.Reading(
        $"corpus {request.Name}",
        () => request.Path is null ? SampleCorpora.DotNet(cancellation) : CorpusReader.Read(request.Path, OptionsOf(request, known), cancellation));

    /// <summary>How a request says that a corpus is to be read.</summary>
    public static CorpusReadOptions OptionsOf(CorpusRequest request, Vocabulary? known) => new()
    {
        Format = request.Format is null ? null : CorpusRequest.Formats[request.Format],
        VocabularyPath = request.VocabularyPath,
        Text = TextOf(request, known),
        TextOnly = request.HasTextOptions,
        Csv = request.Csv,
        JsonField = request.JsonField,
        FirstId = request.FirstId,
        RowsAreWords = request.RowsAreWords,
    };

    private static TextOptions TextOf(CorpusRequest request, Vocabulary? known)
    {
        TextOptions defaults = new();
        return new TextOptions
        {
            StopWords = request.StopWords switch
            {
                null when known is null => defaults.StopWords,
                null => new StopWords(defaults.StopWords.Words.Where(word => !known.TryGetId(word, out _))),
                "english" => StopWords.English,
                "none" => StopWords.None,
                string path => StopWords.Read(path),
            },
            MinDocumentFrequency = request.MinimumDocuments ?? defaults.MinDocumentFrequency,
            MaxDocumentFrequency = request.MaximumDocuments ?? defaults.MaxDocumentFrequency,
            Keep = request.Keep ?? defaults.Keep,
        };
    }
}
