using System;
using System.IO;
using System.Threading;
using Kernels.Cli.Output;
using Kernels.Corpora;
using Kernels.Inference;

namespace Kernels.Cli.Composition;

/// <summary>Infers a corpus' documents into a file.</summary>
internal static class ThetaWriting
{
    public static LdaInferenceResult Write(Stream stream, ThetaFile file, LdaModel model, ICorpus corpus, IProgress<int>? progress, CancellationToken stop)
    {
        int topics = model.TopicCount;
        file.Begin(stream, model, corpus);
        return model.Infer(
            corpus,
            (first, theta) =>
            {
                for (int row = 0; row < theta.Length / topics; row++)
                {
                    file.Row(stream, first + row, theta.Slice(row * topics, topics));
                }

                progress?.Report(first + (theta.Length / topics));
            },
            stop);
    }
}
