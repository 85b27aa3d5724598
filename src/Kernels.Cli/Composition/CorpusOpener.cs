using System;
using System.IO;
using System.Threading;
using Kernels.Cli.Options;
using Kernels.Corpora;

namespace Kernels.Cli.Composition;

/// <summary>Opens the corpus that the command line asks for.</summary>
internal static class CorpusOpener
{
    public static ICorpus Open(CorpusRequest request, CancellationToken cancellation)
    {
        ICorpus corpus = Read(request, cancellation);
        return corpus.DocumentCount > 0 && corpus.VocabularySize > 0
            ? corpus
            : throw new BadInputException($"corpus {request.Name}: found {corpus.DocumentCount} documents and {corpus.VocabularySize} words, expected at least one of each");
    }

    private static ICorpus Read(CorpusRequest request, CancellationToken cancellation)
    {
        try
        {
            return request.Path is null ? SampleCorpora.DotNet(cancellation) : CorpusReader.Read(request.Path, OptionsOf(request), cancellation);
        }
        catch (Exception exception) when (BadInput.IsRefusal(exception) || exception is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            throw BadInput.From($"corpus {request.Name}", exception);
        }
    }

    private static CorpusReadOptions OptionsOf(CorpusRequest request) => new()
    {
        Format = request.Format switch
        {
            "uci" => CorpusFormat.Uci,
            "mm" => CorpusFormat.MatrixMarket,
            "ldac" => CorpusFormat.LdaC,
            "text" => CorpusFormat.Text,
            "lines" => CorpusFormat.Lines,
            "binary" => CorpusFormat.Binary,
            _ => null,
        },
        VocabularyPath = request.VocabularyPath,
        Text = TextOf(request),
    };

    private static TextOptions TextOf(CorpusRequest request)
    {
        TextOptions defaults = new();
        return new TextOptions
        {
            StopWords = request.StopWords switch
            {
                null => defaults.StopWords,
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
