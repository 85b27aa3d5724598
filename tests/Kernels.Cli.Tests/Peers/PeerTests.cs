using System;
using System.IO;
using System.Linq;
using Kernels.Corpora;
using Kernels.Inference;
using Xunit;

namespace Kernels.Cli.Tests;

/// <summary>The real scikit-learn, gensim and SciPy: files both ways, and the same λ gives the same topics of documents. The Python is what the help shows, line by line.</summary>
public sealed class PeerTests : IDisposable
{
    private const double Tolerance = 1e-6;
    private static readonly string[] s_exact = ["--inner-iterations", "10000", "--inner-tolerance", "1e-9"];
    private readonly TinyCorpus _corpus = new();

    public void Dispose() => _corpus.Dispose();

    [PythonFact]
    public void ScikitLearnTransformsAsWeInfer()
    {
        string model = Train("--alpha", "0.3");
        Export(model, "sklearn");
        Python.Run(PythonFactAttribute.Interpreter!, _corpus.Folder, [
            "import numpy, sklearn.decomposition, sklearn.feature_extraction.text",
            .. Help("export", "sklearn"),
            "vectorizer = sklearn.feature_extraction.text.CountVectorizer(vocabulary=a['vocabulary'].tolist())",
            "lda.max_doc_update_iter, lda.mean_change_tol = 10000, 1e-9",
            "numpy.save('peer.npy', lda.transform(vectorizer.transform(open('ten.txt'))))"]);
        RequireSameTheta(model);
    }

    [PythonFact]
    public void ScikitLearnsModelInfersAsItTransforms()
    {
        _corpus.WriteTenTopics();
        Python.Run(PythonFactAttribute.Interpreter!, _corpus.Folder, [
            "import numpy, sklearn.decomposition, sklearn.feature_extraction.text",
            "vectorizer = sklearn.feature_extraction.text.CountVectorizer()",
            "counts = vectorizer.fit_transform(open('ten.txt'))",
            "lda = sklearn.decomposition.LatentDirichletAllocation(6, max_iter=5, random_state=0, doc_topic_prior=0.3, topic_word_prior=0.05).fit(counts)",
            .. Help("import", "sklearn"),
            "lda.max_doc_update_iter, lda.mean_change_tol = 10000, 1e-9",
            "numpy.save('peer.npy', lda.transform(counts))",
            "numpy.save('components.npy', lda.components_)",
            "numpy.save('transposed.npy', lda.components_.T)"]);
        Import("model.npz", "sklearn", "model");
        RequireSameTheta(_corpus.At("model"));

        // The same matrix alone, as it lies and turned: NumPy then writes it column by column.
        Import("components.npy", "sklearn", "alone", "--alpha", "0.3");
        Import("transposed.npy", "numpy", "turned", "--alpha", "0.3");
        byte[] lambda = File.ReadAllBytes(Path.Combine(_corpus.At("model"), "lambda.npy"));
        Assert.Equal(lambda, File.ReadAllBytes(Path.Combine(_corpus.At("alone"), "lambda.npy")));
        Assert.Equal(lambda, File.ReadAllBytes(Path.Combine(_corpus.At("turned"), "lambda.npy")));
    }

    [PythonFact]
    public void GensimInfersAsWeDo()
    {
        string model = Train("--alpha", "0.3");
        Export(model, "gensim");
        Python.Run(PythonFactAttribute.Interpreter!, _corpus.Folder, ["import numpy, gensim", .. Help("export", "gensim"), "dictionary = gensim.corpora.Dictionary()", "dictionary.token2id = {word: number for number, word in words.items()}", .. GensimTheta]);
        RequireSameTheta(model);
    }

    [PythonFact]
    public void GensimsModelInfersAsItDoes()
    {
        _corpus.WriteTenTopics();
        Python.Run(PythonFactAttribute.Interpreter!, _corpus.Folder, [
            "import numpy, gensim",
            "texts = [line.split() for line in open('ten.txt')]",
            "id2word = gensim.corpora.Dictionary(texts)",
            "lda = gensim.models.LdaModel([id2word.doc2bow(text) for text in texts], id2word=id2word, num_topics=6, alpha='asymmetric', eta=0.05, random_state=0, dtype=numpy.float64)",
            .. Help("import", "gensim"),
            "lda.state.save('saved.state', sep_limit=0)",
            "open('words.txt', 'w').writelines(id2word[i] + '\\n' for i in range(lda.num_terms))",
            "dictionary = id2word",
            .. GensimTheta]);
        Import("model.npz", "gensim", "model");
        RequireSameTheta(_corpus.At("model"));
        Import("saved.state.sstats.npy", "gensim", "alone", "--eta", "0.05", "--vocabulary", _corpus.At("words.txt"));
        Assert.Equal(File.ReadAllBytes(Path.Combine(_corpus.At("model"), "lambda.npy")), File.ReadAllBytes(Path.Combine(_corpus.At("alone"), "lambda.npy")));
    }

    [PythonFact]
    public void FilesOfSciPyGensimAndScikitLearnAreRead()
    {
        Python.Run(PythonFactAttribute.Interpreter!, _corpus.Folder, [
            "import numpy, scipy.io, scipy.sparse, gensim, sklearn.datasets",
            "m = scipy.sparse.csr_matrix(numpy.array([[2, 0, 1, 0], [0, 0, 0, 0], [0, 1, 4, 1]]))",
            "scipy.io.mmwrite('integer.mtx', m)",
            "scipy.io.mmwrite('real.mtx', m.astype(float), comment='two\\nlines')",
            "scipy.io.mmwrite('columns.mtx', m.tocsc().astype(numpy.float32))",
            "scipy.io.mmwrite('transposed.mtx', m.T)",
            "scipy.io.mmwrite('pattern.mtx', m, field='pattern')",
            "bags = [[(0, 2), (2, 1)], [], [(1, 1), (2, 4), (3, 1)]]",
            "gensim.corpora.MmCorpus.serialize('gensim.mm', bags)",
            "gensim.corpora.SvmLightCorpus.serialize('gensim.svmlight', bags)",
            "gensim.corpora.BleiCorpus.serialize('gensim.ldac', bags, id2word=dict(enumerate('abcd')))",
            "sklearn.datasets.dump_svmlight_file(m, [1, -1, 2], 'one.svm', zero_based=False, comment='c', query_id=[1, 1, 2])",
            "sklearn.datasets.dump_svmlight_file(m, [1, -1, 2], 'zero.svm')"]);
        const string Expected = "0:2 2:1 ||1:1 2:4 3:1 ";
        foreach (string name in (string[])["integer.mtx", "real.mtx", "columns.mtx", "gensim.mm", "gensim.svmlight", "gensim.ldac", "one.svm"])
        {
            Assert.Equal(Expected, Text(name, new CorpusReadOptions()));
        }

        Assert.Equal(Expected, Text("transposed.mtx", new CorpusReadOptions { RowsAreWords = true }));
        Assert.Equal(Expected, Text("zero.svm", new CorpusReadOptions { FirstId = 0 }));
        Assert.Equal("0:1 2:1 ||1:1 2:1 3:1 ", Text("pattern.mtx", new CorpusReadOptions()));

        string Text(string name, CorpusReadOptions options)
        {
            ICorpus corpus = CorpusReader.Read(_corpus.At(name), options);
            return string.Join("|", Enumerable.Range(0, corpus.DocumentCount).Select(d =>
            {
                DocumentBlock document = corpus.Read(d, 1);
                return string.Concat(document.TermIds.ToArray().Zip(document.Counts.ToArray(), (id, count) => $"{id}:{count} "));
            }));
        }
    }

    /// <summary>gensim draws its first γ at random; begun from ours, α + N/K, it ends where we end.</summary>
    private static string[] GensimTheta =>
    [
        "bags = [dictionary.doc2bow(line.split()) for line in open('ten.txt')]",
        "class Start:",
        "    def gamma(self, shape, scale, size): return lda.alpha + numpy.array([[sum(n for _, n in bag)] for bag in bags]) / lda.num_topics",
        "lda.random_state, lda.iterations, lda.gamma_threshold = Start(), 10000, 1e-9",
        "gamma, _ = lda.inference(bags)",
        "numpy.save('peer.npy', gamma / gamma.sum(axis=1, keepdims=True))",
    ];

    /// <summary>The Python that the help shows below its example.</summary>
    private static string[] Help(string command, string program)
    {
        string[] lines = [.. ToolRun.Of("lda", command, "--help").OutputLines
            .SkipWhile(line => !(line.StartsWith($"  kernels lda {command} ", StringComparison.Ordinal) && line.Contains($" {program} ", StringComparison.Ordinal)))
            .Skip(1).TakeWhile(line => line.StartsWith("    ", StringComparison.Ordinal)).Select(line => line[4..])];
        Assert.NotEmpty(lines);
        return lines;
    }

    private string Train(params string[] more)
    {
        string model = _corpus.At("model");
        ToolRun run = ToolRun.Of(["lda", "train", _corpus.WriteTenTopics(), "--topics", "10", "--passes", "8", "--precision", "double", "--output", model, "--quiet", .. more]);
        Assert.True(run.ExitCode == 0, run.Error);
        return model;
    }

    private void Export(string model, string to)
    {
        ToolRun run = ToolRun.Of("lda", "export", model, "--to", to, "--output", _corpus.At("model.npz"));
        Assert.True(run.ExitCode == 0, run.Error);
    }

    private void Import(string file, string from, string model, params string[] more)
    {
        ToolRun run = ToolRun.Of(["lda", "import", _corpus.At(file), "--from", from, "--output", _corpus.At(model), .. more]);
        Assert.True(run.ExitCode == 0, run.Error);
    }

    private void RequireSameTheta(string model)
    {
        ToolRun run = ToolRun.Of(["lda", "infer", model, _corpus.At("ten.txt"), "--output", _corpus.At("ours.npy"), .. s_exact]);
        Assert.True(run.ExitCode == 0, run.Error);
        double[] ours = Matrix("ours.npy", out long rows);
        double[] theirs = Matrix("peer.npy", out long peerRows);
        Assert.Equal((200, 200), (rows, peerRows));
        Assert.Equal(ours.Length, theirs.Length);
        Assert.InRange(ours.Zip(theirs, (a, b) => Math.Abs(a - b)).Max(), 0, Tolerance);

        // Documents whose topics are not told apart would agree whatever the model is.
        Assert.InRange(ours.Chunk(ours.Length / 200).Average(row => row.Max()), 0.5, 1);
    }

    private double[] Matrix(string name, out long rows)
    {
        using FileStream stream = File.OpenRead(_corpus.At(name));
        (string precision, rows, long columns) = NumpyMatrix.ReadHeader(stream, name);
        if (precision == "float")
        {
            float[] single = new float[rows * columns];
            NumpyMatrix.ReadRows<float>(stream, single, name);
            return Array.ConvertAll(single, value => (double)value);
        }

        double[] full = new double[rows * columns];
        NumpyMatrix.ReadRows<double>(stream, full, name);
        return full;
    }
}
