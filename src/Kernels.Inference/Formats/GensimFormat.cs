using System;
using System.IO;
using System.Linq;
using System.Threading;

namespace Kernels.Inference;

/// <summary>What gensim's <c>LdaModel</c> holds, as NumPy arrays: <c>sstats</c> is λ − η, topics × words.</summary>
/// <remarks>
/// The archive (.npz) also holds <c>alpha</c>, <c>eta</c> and <c>vocabulary</c>. gensim's own files are pickles, which only Python can read safely; but of a large
/// model it writes <c>sstats</c> beside them (NAME.state.sstats.npy), and that file can be read. To use an archive in Python:
/// <code>
/// a = numpy.load("model.npz"); words = dict(enumerate(a["vocabulary"].tolist()))
/// lda = gensim.models.LdaModel(num_topics=len(a["alpha"]), id2word=words, alpha=a["alpha"], eta=a["eta"], dtype=a["sstats"].dtype.type)
/// lda.state.sstats[:] = a["sstats"]; lda.sync_state()
/// </code>
/// To write one from a fitted model:
/// <code>
/// numpy.savez("model.npz", sstats=lda.state.sstats, alpha=lda.alpha, eta=lda.eta,
///             vocabulary=[lda.id2word[i] for i in range(lda.num_terms)])
/// </code>
/// </remarks>
/// <example>
/// <code>
/// File.WriteAllLines("notes.txt", ["apple pear plum", "wheel brake motor", "plum apple pear apple", "motor wheel wheel"]);
/// LdaOptions options = new() { TopicCount = 2, Alpha = [0.2, 0.1], Eta = [0.1], Seed = 1 };
/// using CpuLdaDevice&lt;double&gt; device = new();
/// using LdaModel model = new LdaTrainer&lt;double&gt;(options, device).Fit(CorpusReader.Read("notes.txt"), out _);
/// using (FileStream file = File.Create("gensim.npz"))
/// {
///     GensimFormat.Write(model, file);
/// }
///
/// using LdaModel again = GensimFormat.Read("gensim.npz");
/// Console.WriteLine($"α = {again.Alpha[0]} {again.Alpha[1]}, {again.VocabularySize} words"); // α = 0.2 0.1, 6 words
/// </code>
/// </example>
public static class GensimFormat
{
    private const string Statistics = "sstats";

    /// <summary>Writes the archive (.npz), in the model's precision.</summary>
    /// <param name="model">The model.</param>
    /// <param name="stream">Where to; stays open.</param>
    /// <param name="cancellation">Looked at before each topic.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static void Write(LdaModel model, Stream stream, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(stream);
        using NumpyArchiveWriter archive = new(stream);
        archive.Add(Statistics, TopicMatrixWriter.HeaderOf(model), output => TopicMatrixWriter.Write(model, lambda => SubtractEta(model, lambda), output, cancellation));
        archive.AddNumbers("alpha", model.Alpha, model.TopicCount);
        archive.AddNumbers("eta", model.Eta.Count > 1 ? model.Eta : [.. Enumerable.Repeat(model.Eta[0], model.VocabularySize)], model.VocabularySize);
        archive.AddWords(model.Vocabulary);
    }

    /// <summary>Reads <c>sstats</c> alone (.npy) or an archive (.npz); in C or Fortran order, float or double.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Words and priors, where the file holds none.</param>
    /// <param name="devices">On which the model infers; null for the processor.</param>
    /// <returns>The model, in the file's precision; the caller disposes it.</returns>
    /// <exception cref="InvalidDataException">The file is no such archive: what was found, what was expected.</exception>
    /// <exception cref="ArgumentException">A prior is not above 0, has the wrong length, or is given although the file holds it.</exception>
    public static LdaModel Read(string path, LdaImportOptions? options = null, ILdaDeviceProvider? devices = null) =>
        ModelAssembly.Read(path, new ArrayNames(Statistics, "alpha", "eta", RowsAreTopics: true, IsWithoutEta: true), options ?? new LdaImportOptions(), devices);

    private static void SubtractEta(LdaModel model, Span<double> lambda)
    {
        bool isOne = model.Eta.Count == 1;
        for (int word = 0; word < lambda.Length; word++)
        {
            lambda[word] -= model.Eta[isOne ? 0 : word];
        }
    }
}
