using System;
using System.IO;
using Kernels.Corpora;
using Kernels.Inference;

namespace Kernels.Cli.Output;

/// <summary>NumPy's format: float32, documents × topics.</summary>
internal sealed class ThetaNumpy : ThetaFile
{
    public override void Begin(Stream stream, LdaModel model, ICorpus corpus) => NumpyMatrix.WriteHeader<float>(stream, corpus.DocumentCount, model.TopicCount);

    public override void Row(Stream stream, int document, ReadOnlySpan<float> theta) => NumpyMatrix.WriteRows(stream, theta);
}
