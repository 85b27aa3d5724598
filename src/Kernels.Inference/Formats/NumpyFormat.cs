using System;
using System.IO;
using System.Threading;

namespace Kernels.Inference;

/// <summary>λ as a NumPy matrix (.npy) in the model's precision: words × topics, as model folders hold it, or topics × words.</summary>
/// <example>
/// <code>
/// File.WriteAllText("notes.ldac", "2 0:3 1:1\n2 1:2 2:2\n");
/// using CpuLdaDevice&lt;float&gt; device = new();
/// LdaOptions options = new() { TopicCount = 2, Seed = 1 };
/// using LdaModel model = new LdaTrainer&lt;float&gt;(options, device).Fit(CorpusReader.Read("notes.ldac"), out _);
/// using (FileStream file = File.Create("lambda.npy"))
/// {
///     NumpyFormat.Write(model, file); // numpy.load("lambda.npy"): words × topics
/// }
///
/// using LdaModel again = NumpyFormat.Read("lambda.npy", new LdaImportOptions { Vocabulary = new Vocabulary(["apple", "pear", "plum"]) });
/// Console.WriteLine($"{again.TopicCount} topics, {again.VocabularySize} words, {again.Precision}");
/// // 2 topics, 3 words, float
/// Console.WriteLine(again.TopWords(0, 1)[0].Probability == model.TopWords(0, 1)[0].Probability); // True
/// </code>
/// </example>
public static class NumpyFormat
{
    /// <summary>Writes λ.</summary>
    /// <param name="model">The model.</param>
    /// <param name="stream">Where to; stays open.</param>
    /// <param name="rowsAreTopics">Topics × words instead of words × topics.</param>
    /// <param name="cancellation">Looked at now and then.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static void Write(LdaModel model, Stream stream, bool rowsAreTopics = false, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(stream);
        if (!rowsAreTopics)
        {
            LdaModelFolder.WriteLambda(model, stream, cancellation);
            return;
        }

        TopicMatrixWriter.HeaderOf(model).Write(stream);
        TopicMatrixWriter.Write(model, static _ => { }, stream, cancellation);
    }

    /// <summary>Writes an archive (.npz) of <c>lambda</c>, <c>alpha</c> (K values), <c>eta</c> (one value or V) and, where there are words, <c>vocabulary</c>.</summary>
    /// <param name="model">The model.</param>
    /// <param name="stream">Where to; stays open.</param>
    /// <param name="rowsAreTopics">Topics × words instead of words × topics.</param>
    /// <param name="cancellation">Looked at now and then.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static void WriteArchive(LdaModel model, Stream stream, bool rowsAreTopics = false, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(stream);
        using NumpyArchiveWriter archive = new(stream);
        archive.Add("lambda", output => Write(model, output, rowsAreTopics, cancellation));
        archive.AddNumbers("alpha", model.Alpha, model.TopicCount);
        archive.AddNumbers("eta", model.Eta, model.Eta.Count == 1 ? [] : [model.VocabularySize]);
        archive.AddWords(model.Vocabulary);
    }

    /// <summary>Reads a matrix of float or double, in C or Fortran order, as λ.</summary>
    /// <param name="path">The file: a matrix (.npy), or an archive (.npz) with one called <c>lambda</c> and, if they are known, <c>alpha</c>, <c>eta</c> and <c>vocabulary</c>.</param>
    /// <param name="options">Words and priors, and what a row is; null for words × topics without words.</param>
    /// <param name="devices">On which the model infers; null for the processor.</param>
    /// <returns>The model, in the file's precision; the caller disposes it.</returns>
    /// <exception cref="InvalidDataException">The file is no such matrix: what was found, what was expected.</exception>
    /// <exception cref="ArgumentException">A prior is not above 0 or has the wrong length.</exception>
    public static LdaModel Read(string path, LdaImportOptions? options = null, ILdaDeviceProvider? devices = null)
    {
        options ??= new LdaImportOptions();
        return ModelAssembly.Read(path, new ArrayNames("lambda", "alpha", "eta", options.RowsAreTopics, IsWithoutEta: false), options, devices);
    }
}
