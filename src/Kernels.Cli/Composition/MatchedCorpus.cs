using System;
using Kernels.Cli.Options;
using Kernels.Cli.Output;
using Kernels.Corpora;
using Kernels.Inference;

namespace Kernels.Cli.Composition;

/// <summary>A corpus named on the command line, seen with a model's words, and open until it is disposed of.</summary>
internal sealed class MatchedCorpus : IDisposable
{
    private readonly ICorpus _opened;

    private MatchedCorpus(ICorpus opened, CorpusMapping mapping) => (_opened, Mapping) = (opened, mapping);

    /// <summary>Which words are known.</summary>
    public CorpusMapping Mapping { get; }

    /// <summary>The documents, of the words that are known.</summary>
    public ICorpus Corpus => Mapping.Corpus;

    /// <param name="console">Told which words are unknown; what stops the work.</param>
    /// <param name="model">Whose words count.</param>
    /// <param name="request">Which corpus, and how to read it.</param>
    /// <param name="check">What else may be wrong with it, looked at before words are matched.</param>
    public static MatchedCorpus Open(ToolConsole console, LdaModel model, CorpusRequest request, Action<ICorpus>? check = null)
    {
        ICorpus opened = CorpusOpener.Open(request, console, model.Vocabulary);
        try
        {
            check?.Invoke(opened);
            console.Stop.ThrowIfCancellationRequested();
            CorpusMapping mapping = BadInput.Naming($"corpus {request.Name}", () => model.Match(opened, console.Stop));
            MatchText.Write(console.Error, mapping);
            return new MatchedCorpus(opened, mapping);
        }
        catch
        {
            (opened as IDisposable)?.Dispose();
            throw;
        }
    }

    public void Dispose() => (_opened as IDisposable)?.Dispose();
}
