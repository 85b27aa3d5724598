using System;
using Kernels.Lda;

namespace Kernels.Inference;

/// <content>Mini-batches of structured stochastic variational inference.</content>
internal sealed partial class LdaTrainingRun<T>
{
    private StructuredStep<T>? _structured;

    /// <summary>Makes this run structured.</summary>
    /// <param name="device">The device of the run.</param>
    /// <param name="threads">Threads that draw topics.</param>
    public void BeStructured(ILdaWordRows<T> device, int threads) =>
        _structured = new StructuredStep<T>(_options, device, _topics, Priors, _documents, threads);

    public void Dispose() => _structured?.Dispose();

    private bool StructuredEStep(StructuredStep<T> structured, int size, out LdaEStepResult sum) =>
        structured.Run(_firstDocument, size, Step + 1, Inner(computeBound: false), out sum, MeanFieldDone, DrawDone, _cancellation);

    private void StructuredLambdaStep(StructuredStep<T> structured, double rho, double scale)
    {
        structured.Step(rho, scale);
        LastEtaMass = Priors.EtaMass(_topics.VocabularySize);
        Journal.Shortened(structured.ShortenedTopics);
    }

    private void MeanFieldDone(int firstDocument, ReadOnlySpan<T> gamma, in LdaEStepResult result)
    {
        RefuseNotFinite(firstDocument, gamma);
        Journal.Visited(result);
    }

    /// <summary>A learnt α follows the documents' factors, which are those of the draws. With the last draw a block of documents is done.</summary>
    private void DrawDone(int draw, int firstDocument, ReadOnlySpan<T> gamma, in LdaEStepResult result)
    {
        Priors.Add(gamma);
        if (draw == _options.StructuredSamples - 1)
        {
            Journal.BlockDone(firstDocument, gamma, result);
        }
        else
        {
            Journal.Visited(result);
        }
    }
}
