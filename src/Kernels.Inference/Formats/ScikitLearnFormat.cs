using System;
using System.IO;
using System.Linq;
using System.Threading;

namespace Kernels.Inference;

/// <summary>What scikit-learn's <c>LatentDirichletAllocation</c> holds, as NumPy arrays: <c>components_</c> is λ, topics × words.</summary>
/// <remarks>
/// The archive (.npz) also holds <c>exp_dirichlet_component_</c> = exp E[log β], <c>doc_topic_prior_</c> = α, <c>topic_word_prior_</c> = η and
/// <c>vocabulary</c>. To use it in Python:
/// <code>
/// a = numpy.load("model.npz"); lda = sklearn.decomposition.LatentDirichletAllocation(len(a["components_"]))
/// lda.components_, lda.exp_dirichlet_component_ = a["components_"], a["exp_dirichlet_component_"]
/// lda.doc_topic_prior_ = float(a["doc_topic_prior_"])
/// </code>
/// To write one from a fitted model:
/// <code>
/// numpy.savez("model.npz", components_=lda.components_, doc_topic_prior_=lda.doc_topic_prior_,
///             topic_word_prior_=lda.topic_word_prior_, vocabulary=vectorizer.get_feature_names_out().astype(str))
/// </code>
/// </remarks>
/// <example>
/// <code>
/// File.WriteAllLines("notes.txt", ["apple pear plum", "wheel brake motor", "plum apple pear apple", "motor wheel wheel"]);
/// LdaOptions options = new() { TopicCount = 2, Alpha = [0.1], Eta = [0.1], Seed = 1 };
/// using CpuLdaDevice&lt;double&gt; device = new();
/// using LdaModel model = new LdaTrainer&lt;double&gt;(options, device).Fit(CorpusReader.Read("notes.txt"), out _);
/// using (FileStream file = File.Create("sklearn.npz"))
/// {
///     ScikitLearnFormat.Write(model, file);
/// }
///
/// using LdaModel again = ScikitLearnFormat.Read("sklearn.npz");
/// Console.WriteLine($"α = {again.Alpha[0]}, words {string.Join(' ', again.Vocabulary!.Words)}");
/// // α = 0.1, words apple brake motor pear plum wheel
/// </code>
/// </example>
public static class ScikitLearnFormat
{
    private const string Components = "components_";
    private const string Alpha = "doc_topic_prior_";
    private const string Eta = "topic_word_prior_";

    /// <summary>Writes the archive (.npz), in the model's precision. For <c>components_</c> alone see <see cref="NumpyFormat.Write"/>.</summary>
    /// <param name="model">The model.</param>
    /// <param name="stream">Where to; stays open.</param>
    /// <param name="cancellation">Looked at before each topic.</param>
    /// <exception cref="ArgumentException">α differs from topic to topic, or η from word to word, for which scikit-learn has no place.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static void Write(LdaModel model, Stream stream, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(stream);
        double alpha = FormatLimits.OneAlpha(model, "scikit-learn");
        if (model.Eta.Any(eta => eta != model.Eta[0]))
        {
            throw new ArgumentException($"The model has {model.Eta.Count} different values of eta; expected one, as scikit-learn has for all words.", nameof(model));
        }

        using NumpyArchiveWriter archive = new(stream);
        NumpyHeader header = TopicMatrixWriter.HeaderOf(model);
        archive.Add(Components, header, output => TopicMatrixWriter.Write(model, static _ => { }, output, cancellation));
        archive.Add("exp_dirichlet_component_", header, output => TopicMatrixWriter.Write(
            model, static lambda => Dirichlet.ExpExpectedLog<double>(lambda, lambda), output, cancellation));
        archive.AddNumbers(Alpha, [alpha]);
        archive.AddNumbers(Eta, [model.Eta[0]]);
        archive.AddWords(model.Vocabulary);
    }

    /// <summary>Reads <c>components_</c> alone (.npy) or an archive (.npz); in C or Fortran order, float or double.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Words and priors, where the file holds none.</param>
    /// <param name="devices">On which the model infers; null for the processor.</param>
    /// <returns>The model, in the file's precision; the caller disposes it.</returns>
    /// <exception cref="InvalidDataException">The file is no such archive: what was found, what was expected.</exception>
    /// <exception cref="ArgumentException">A prior is not above 0, has the wrong length, or is given although the file holds it.</exception>
    public static LdaModel Read(string path, LdaImportOptions? options = null, ILdaDeviceProvider? devices = null) =>
        ModelAssembly.Read(path, new ArrayNames(Components, Alpha, Eta, RowsAreTopics: true, IsWithoutEta: false), options ?? new LdaImportOptions(), devices);
}
