using System;
using System.IO;
using System.Text;
using Kernels.Corpora;
using Kernels.Inference;

namespace Kernels.Cli.Output;

/// <summary>Writes θ, a document a row, in the format that a file's name says.</summary>
internal abstract class ThetaFile
{
    public const string Expected = "a name ending in .npy, .csv, .jsonl, .svmlight or .gamma";

    /// <summary>The writer for a path's extension, or null where there is none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="threshold">Where only large shares are written: the smallest of them.</param>
    public static ThetaFile? For(string path, double threshold) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".NPY" => new ThetaNumpy(),
        ".CSV" => new ThetaCsv(),
        ".JSONL" => new ThetaJsonLines(),
        ".SVMLIGHT" or ".SVM" or ".LIBSVM" => new ThetaSvmLight(threshold),
        ".GAMMA" => new ThetaGamma(),
        _ => null,
    };

    /// <summary>Whether small shares may be left out.</summary>
    public virtual bool IsSparse => false;

    public virtual void Begin(Stream stream, LdaModel model, ICorpus corpus)
    {
    }

    /// <summary>Adds one document's θ.</summary>
    public abstract void Row(Stream stream, int document, ReadOnlySpan<float> theta);

    /// <summary>Says what the file does not hold.</summary>
    public virtual void Note(TextWriter error)
    {
    }

    protected static void Flush(Stream stream, StringBuilder line)
    {
        stream.Write(Encoding.ASCII.GetBytes(line.Append('\n').ToString()));
        line.Clear();
    }
}
