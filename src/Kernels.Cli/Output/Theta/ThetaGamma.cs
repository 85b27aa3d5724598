using System;
using System.IO;
using Kernels.Corpora;
using Kernels.Inference;

namespace Kernels.Cli.Output;

/// <summary>lda-c's format of γ: a document a line.</summary>
internal sealed class ThetaGamma : ThetaFile
{
    private LdaModel? _model;
    private ICorpus? _corpus;

    public override void Begin(Stream stream, LdaModel model, ICorpus corpus) => (_model, _corpus) = (model, corpus);

    public override void Row(Stream stream, int document, ReadOnlySpan<float> theta)
    {
        double tokens = 0;
        foreach (float count in _corpus!.Read(document, 1).Counts)
        {
            tokens += count;
        }

        LdaCFormat.WriteGamma(_model!, theta, tokens, stream);
    }
}
