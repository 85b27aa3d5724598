using System;
using System.Globalization;
using System.IO;
using System.Text;
using Kernels.Inference;

namespace Kernels.Cli.Output;

/// <summary>Writes rows' components and responsibilities in the format that a file's name says.</summary>
/// <remarks>The .npy file is N × K responsibilities; the others hold the component, from 1, and the log density too.</remarks>
internal abstract class AssignmentFile
{
    public const string Expected = "a name ending in .csv, .npy or .jsonl";

    /// <summary>The writer for a path's extension, or null where there is none.</summary>
    public static AssignmentFile? For(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".CSV" => new Csv(),
        ".NPY" => new Numpy(),
        ".JSONL" => new JsonLines(),
        _ => null,
    };

    public virtual void Begin(Stream stream, int components)
    {
    }

    /// <summary>Adds one row.</summary>
    public abstract void Row(Stream stream, ReadOnlySpan<double> responsibilities, double logDensity);

    public virtual void End(Stream stream, long rows, int components)
    {
    }

    protected static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static int ComponentOf(ReadOnlySpan<double> responsibilities) => 1 + System.Numerics.Tensors.TensorPrimitives.IndexOfMax(responsibilities);

    private static void Write(Stream stream, StringBuilder line) => stream.Write(Encoding.ASCII.GetBytes(line.Append('\n').ToString()));

    internal sealed class Csv : AssignmentFile
    {
        public override void Begin(Stream stream, int components)
        {
            StringBuilder line = new("component,log_density");
            for (int k = 1; k <= components; k++)
            {
                line.Append(CultureInfo.InvariantCulture, $",r{k}");
            }

            Write(stream, line);
        }

        public override void Row(Stream stream, ReadOnlySpan<double> responsibilities, double logDensity)
        {
            StringBuilder line = new();
            line.Append(ComponentOf(responsibilities)).Append(',').Append(Text(logDensity));
            foreach (double r in responsibilities)
            {
                line.Append(',').Append(Text(r));
            }

            Write(stream, line);
        }
    }

    private sealed class JsonLines : AssignmentFile
    {
        public override void Row(Stream stream, ReadOnlySpan<double> responsibilities, double logDensity)
        {
            StringBuilder line = new("{\"component\":");
            line.Append(ComponentOf(responsibilities)).Append(",\"logDensity\":").Append(Text(logDensity)).Append(",\"responsibilities\":[");
            for (int k = 0; k < responsibilities.Length; k++)
            {
                line.Append(k > 0 ? "," : "").Append(Text(responsibilities[k]));
            }

            Write(stream, line.Append("]}"));
        }
    }

    /// <summary>How many rows there are is known at the end: the header is written again then, and takes as many bytes for any number.</summary>
    private sealed class Numpy : AssignmentFile
    {
        public override void Begin(Stream stream, int components) => NumpyMatrix.WriteHeader<double>(stream, 0, components);

        public override void Row(Stream stream, ReadOnlySpan<double> responsibilities, double logDensity) => NumpyMatrix.WriteRows(stream, responsibilities);

        public override void End(Stream stream, long rows, int components)
        {
            stream.Position = 0;
            NumpyMatrix.WriteHeader<double>(stream, rows, components);
            if ((stream.Length - stream.Position) / (sizeof(double) * components) != rows)
            {
                throw new InvalidOperationException($"The header of {rows} × {components} values takes another number of bytes than that of none.");
            }
        }
    }
}
