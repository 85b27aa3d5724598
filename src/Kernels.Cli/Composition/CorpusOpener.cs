using Kernels.Cli.Options;
using Kernels.Corpora;

namespace Kernels.Cli.Composition;

/// <summary>Opens the corpus that the command line asks for.</summary>
internal static class CorpusOpener
{
    public static ICorpus Open(CorpusRequest request)
    {
        ICorpus corpus = request.Path is null ? SampleCorpora.DotNet() : CorpusReader.Read(request.Path, OptionsOf(request));
        return corpus.DocumentCount > 0 && corpus.VocabularySize > 0
            ? corpus
            : throw new BadInputException($"corpus {request.Name}: found {corpus.DocumentCount} documents and {corpus.VocabularySize} words, expected at least one of each");
    }

    private static CorpusReadOptions OptionsOf(CorpusRequest request) => new();
}
