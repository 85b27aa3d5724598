using System;
using Kernels.Cli.Options;
using Kernels.Cli.Output;
using Kernels.Corpora;
using Kernels.Inference;

namespace Kernels.Cli.Composition;

/// <summary>Sees a corpus with a model's words.</summary>
internal static class CorpusMatching
{
    public static CorpusMapping Match(ToolConsole console, LdaModel model, ICorpus corpus, CorpusRequest request)
    {
        console.Stop.ThrowIfCancellationRequested();
        try
        {
            CorpusMapping match = model.Match(corpus, console.Stop);
            MatchText.Write(console.Error, match);
            return match;
        }
        catch (ArgumentException exception) when (BadInput.IsRefusal(exception))
        {
            throw BadInput.From($"corpus {request.Name}", exception);
        }
    }
}
