using System;
using System.Globalization;
using System.IO;
using System.Text;

namespace Kernels.Cli.Output;

/// <summary>A JSON object a line.</summary>
internal sealed class ThetaJsonLines : ThetaFile
{
    private readonly StringBuilder _line = new();

    public override void Row(Stream stream, int document, ReadOnlySpan<float> theta)
    {
        _line.Append(CultureInfo.InvariantCulture, $"{{\"document\":{document},\"theta\":[");
        for (int topic = 0; topic < theta.Length; topic++)
        {
            _line.Append(CultureInfo.InvariantCulture, $"{(topic == 0 ? "" : ",")}{theta[topic]:R}");
        }

        _line.Append("]}");
        Flush(stream, _line);
    }
}
