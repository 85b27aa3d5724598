using System;
using System.Globalization;
using System.IO;
using System.Text;
using Kernels.Corpora;
using Kernels.Inference;

namespace Kernels.Cli.Output;

/// <summary>Comma-separated values with a header line.</summary>
internal sealed class ThetaCsv : ThetaFile
{
    private readonly StringBuilder _line = new();

    public override void Begin(Stream stream, LdaModel model, ICorpus corpus)
    {
        _line.Append("document");
        for (int topic = 0; topic < model.TopicCount; topic++)
        {
            _line.Append(CultureInfo.InvariantCulture, $",topic{topic}");
        }

        Flush(stream, _line);
    }

    public override void Row(Stream stream, int document, ReadOnlySpan<float> theta)
    {
        _line.Append(CultureInfo.InvariantCulture, $"{document}");
        foreach (float value in theta)
        {
            _line.Append(CultureInfo.InvariantCulture, $",{value:R}");
        }

        Flush(stream, _line);
    }
}
