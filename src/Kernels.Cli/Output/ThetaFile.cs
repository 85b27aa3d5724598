using System;
using System.Buffers.Binary;
using System.Globalization;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;

namespace Kernels.Cli.Output;

/// <summary>Writes θ, a document a row: NumPy's format (float32, documents × topics), comma-separated values with a header line, or a JSON object a line.</summary>
internal abstract class ThetaFile
{
    public const string Expected = "a name ending in .npy, .csv or .jsonl";

    /// <summary>The writer for a path's extension, or null where there is none.</summary>
    public static ThetaFile? For(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".NPY" => new Numpy(),
        ".CSV" => new Csv(),
        ".JSONL" => new JsonLines(),
        _ => null,
    };

    public abstract void Begin(Stream stream, int documents, int topics);

    /// <summary>Adds one document's θ.</summary>
    public abstract void Row(Stream stream, int document, ReadOnlySpan<float> theta);

    private sealed class Numpy : ThetaFile
    {
        // Format 1.0: magic, version, length of the header, the header padded with spaces to a multiple of 64 bytes.
        private const int Preamble = 10;

        public override void Begin(Stream stream, int documents, int topics)
        {
            string header = string.Create(CultureInfo.InvariantCulture, $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({documents}, {topics}), }}");
            int length = ((Preamble + header.Length + 1 + 63) / 64 * 64) - Preamble;
            stream.Write([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0, (byte)length, (byte)(length >> 8)]);
            stream.Write(Encoding.ASCII.GetBytes(header.PadRight(length - 1) + "\n"));
        }

        public override void Row(Stream stream, int document, ReadOnlySpan<float> theta)
        {
            if (BitConverter.IsLittleEndian)
            {
                stream.Write(MemoryMarshal.AsBytes(theta));
                return;
            }

            Span<byte> bytes = stackalloc byte[sizeof(float)];
            foreach (float value in theta)
            {
                BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
                stream.Write(bytes);
            }
        }
    }

    private sealed class Csv : ThetaFile
    {
        private readonly StringBuilder _line = new();

        public override void Begin(Stream stream, int documents, int topics)
        {
            _line.Append("document");
            for (int topic = 0; topic < topics; topic++)
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

    private sealed class JsonLines : ThetaFile
    {
        private readonly StringBuilder _line = new();

        public override void Begin(Stream stream, int documents, int topics)
        {
        }

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

    private static void Flush(Stream stream, StringBuilder line)
    {
        stream.Write(Encoding.ASCII.GetBytes(line.Append('\n').ToString()));
        line.Clear();
    }
}
