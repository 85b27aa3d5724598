using System;
using System.Globalization;
using System.IO;
using System.Text;

namespace Kernels.Cli.Output;

/// <summary>svmlight: "0 topic:share topic:share …", topics from 1; shares below the threshold are left out. The label 0 means that none is known.</summary>
internal sealed class ThetaSvmLight(double threshold) : ThetaFile
{
    private readonly StringBuilder _line = new();
    private double _written;
    private double _dropped;

    public override bool IsSparse => true;

    public override void Row(Stream stream, int document, ReadOnlySpan<float> theta)
    {
        _line.Append('0');
        for (int topic = 0; topic < theta.Length; topic++)
        {
            if (theta[topic] >= threshold)
            {
                _line.Append(CultureInfo.InvariantCulture, $" {topic + 1}:{theta[topic]:R}");
                _written += theta[topic];
            }
            else
            {
                _dropped += theta[topic];
            }
        }

        Flush(stream, _line);
    }

    public override void Note(TextWriter error)
    {
        if (_dropped > 0)
        {
            error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"shares below {threshold} were left out, {100 * _dropped / (_dropped + _written):0.##} % of the documents' weight"));
        }
    }
}
