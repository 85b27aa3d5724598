using System;
using System.CommandLine;
using System.IO;
using System.Linq;
using Kernels.Cli.Composition;
using Kernels.Cli.Options;
using Kernels.Cli.Output;
using Kernels.Corpora;
using Kernels.Inference;

namespace Kernels.Cli.Commands;

/// <summary><c>kernels lda export</c>.</summary>
internal sealed class LdaExportCommand
{
    private readonly ToolConsole _console;
    private readonly Argument<string> _folder = ModelOptions.Folder();
    private readonly Command _command;
    private readonly CorpusInput _corpus;
    private readonly Option<string?> _to = OptionKinds.OneOf("--to", "Whose format to write.", "numpy", "sklearn", "gensim", "lda-c", "pyldavis");
    private readonly Option<string> _output = new("--output")
    {
        HelpName = "PATH",
        Required = true,
        Description = "numpy, sklearn: a .npz file with everything, or the matrix alone as .npy; gensim: .npz; pyldavis: .json; lda-c: ROOT, as in ROOT.beta, ROOT.other and, with CORPUS, ROOT.gamma.",
    };

    private readonly Option<string?> _rows = ModelOptions.Rows();
    private readonly Option<int?> _threads = Threads.Create();
    private readonly Option<bool> _force = new("--force") { Description = "Replace files that are already there." };

    private LdaExportCommand(ToolConsole console)
    {
        _console = console;
        _command = new Command("export", "Write a model for another program: NumPy, scikit-learn, gensim, lda-c or pyLDAvis.") { _folder };
        _to.Required = true;
        _command.Add(_to);
        _command.Add(_output);
        _command.Add(_rows);
        _corpus = new CorpusInput(_command, required: false);
        _command.Add(_threads);
        _command.Add(_force);
        _command.Validators.Add(result => ModelOptions.ValidateRows(result, _rows, result.ValueOf(_to)));
        _command.SetAction(Run);
    }

    public static Command Create(ToolConsole console) => ExampleHelp.WithExamples(
        new LdaExportCommand(console)._command,
        "kernels lda export model --to numpy --rows topics --output lambda.npy",
        "kernels lda export model docword.kos.txt.gz --to pyldavis --output vis.json",
        "kernels lda export model --to lda-c --output final",
        "kernels lda export model --to sklearn --output model.npz",
        "  a = numpy.load(\"model.npz\")",
        "  lda = sklearn.decomposition.LatentDirichletAllocation(len(a[\"components_\"]))",
        "  lda.components_, lda.exp_dirichlet_component_ = a[\"components_\"], a[\"exp_dirichlet_component_\"]",
        "  lda.doc_topic_prior_ = float(a[\"doc_topic_prior_\"])",
        "kernels lda export model --to gensim --output model.npz",
        "  a = numpy.load(\"model.npz\")",
        "  words = dict(enumerate(a[\"vocabulary\"].tolist()))",
        "  lda = gensim.models.LdaModel(num_topics=len(a[\"alpha\"]), id2word=words, alpha=a[\"alpha\"], eta=a[\"eta\"],",
        "                               dtype=a[\"sstats\"].dtype.type)",
        "  lda.state.sstats[:] = a[\"sstats\"]",
        "  lda.sync_state()",
        "",
        "pyldavis needs CORPUS, and lda-c takes it: the documents whose topics go to the file. In Python:",
        "  pyLDAvis.save_html(pyLDAvis.prepare(**json.load(open(\"vis.json\"))), \"vis.html\")");

    private int Run(ParseResult parsed)
    {
        string to = parsed.GetValue(_to)!;
        string path = parsed.GetValue(_output)!;
        bool force = parsed.GetValue(_force);
        bool withCorpus = _corpus.IsGiven(parsed);
        if (to == "pyldavis" && !withCorpus)
        {
            throw new BadInputException("found no CORPUS, expected one: pyldavis shows its documents");
        }

        if (withCorpus && to is not ("pyldavis" or "lda-c"))
        {
            throw new BadInputException($"found a CORPUS, expected none with --to {to}, which holds no documents");
        }

        string[] paths = PathsOf(to, path, withCorpus);
        CorpusRequest? request = withCorpus ? _corpus.Request(parsed) : null;
        string folder = parsed.GetValue(_folder)!;
        Array.ForEach(paths, each => OutputPath.CheckFile(each, "option --output", force));
        using LdaModel model = ModelFolder.Open(folder, new CpuDevices(Threads.Of(parsed, _threads)));
        using MatchedCorpus? corpus = request is null ? null : MatchedCorpus.Open(_console, model, request);
        try
        {
            OutputFile.Write([.. paths.Select(each => (each, WriterOf(to, each, model, corpus?.Corpus, parsed.GetValue(_rows) == "topics")))]);
        }
        catch (ArgumentException exception) when (BadInput.IsRefusal(exception))
        {
            throw BadInput.From($"model {folder}", exception);
        }

        _console.Error.WriteLine($"{Amounts.Of(model.TopicCount, "topic")}, {Amounts.Of(model.VocabularySize, "word")}: {string.Join(", ", paths)}");
        return ExitCode.Success;
    }

    /// <summary>The files that will be written.</summary>
    private static string[] PathsOf(string to, string path, bool withCorpus)
    {
        if (to == "lda-c")
        {
            string gamma = path + ".gamma";
            return path.Length == 0 || Path.EndsInDirectorySeparator(path) ? throw new BadInputException($"option --output: found \"{path}\", expected the beginning of file names, such as final")
                : withCorpus ? [path + ".beta", path + ".other", gamma]
                : File.Exists(gamma) ? throw new BadInputException($"option --output: found {gamma}, which would not belong to the new files, expected nothing there, or CORPUS to write it anew")
                : [path + ".beta", path + ".other"];
        }

        string[] extensions = to switch
        {
            "pyldavis" => [".json"],
            "gensim" => [".npz"],
            _ => [".npz", ".npy"],
        };
        return extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase)
            ? [path]
            : throw new BadInputException($"option --output: found \"{path}\", expected a name ending in {string.Join(" or ", extensions)} with --to {to}");
    }

    private Action<Stream> WriterOf(string to, string path, LdaModel model, ICorpus? corpus, bool rowsAreTopics) => (to, Path.GetExtension(path).ToUpperInvariant()) switch
    {
        ("numpy", ".NPY") => stream => NumpyFormat.Write(model, stream, rowsAreTopics, _console.Stop),
        ("numpy", _) => stream => NumpyFormat.WriteArchive(model, stream, rowsAreTopics, _console.Stop),
        ("sklearn", ".NPY") => stream => NumpyFormat.Write(model, stream, rowsAreTopics: true, _console.Stop),
        ("sklearn", _) => stream => ScikitLearnFormat.Write(model, stream, _console.Stop),
        ("gensim", _) => stream => GensimFormat.Write(model, stream, _console.Stop),
        ("lda-c", ".BETA") => stream => LdaCFormat.WriteBeta(model, stream, _console.Stop),
        ("lda-c", ".OTHER") => stream => LdaCFormat.WriteOther(model, stream),
        ("lda-c", _) => stream => ThetaWriting.Write(stream, new ThetaGamma(), model, corpus!, null, _console.Stop),
        _ => stream => PyLdaVisFormat.Write(model, corpus!, stream, _console.Stop),
    };
}
