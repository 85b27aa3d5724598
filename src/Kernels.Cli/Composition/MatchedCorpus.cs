using System;
using Kernels.Cli.Options;
using Kernels.Cli.Output;
using Kernels.Corpora;
using Kernels.Inference;

namespace Kernels.Cli.Composition;

/// <summary>Opens a corpus and sees it with a model's words.</summary>
internal static class MatchedCorpus
{
    public static ICorpus Open(ToolConsole console, LdaModel model, CorpusRequest request)
    {
        ICorpus corpus = CorpusOpener.Open(request);
        console.Stop.ThrowIfCancellationRequested();
        try
        {
            ICorpus matched = model.Match(corpus, out LdaWordMatch match);
            MatchText.Write(console.Error, match);
            return matched;
        }
        catch (ArgumentException exception)
        {
            throw new BadInputException($"corpus {request.Name}: {exception.Message}", exception);
        }
    }
}
