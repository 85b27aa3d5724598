using System;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.IO;
using Kernels.Cli.Composition;
using Kernels.Cli.Options;
using Kernels.Cli.Output;
using Kernels.Corpora;
using Kernels.Inference;

namespace Kernels.Cli.Commands;

/// <summary><c>kernels lda import</c>.</summary>
internal sealed class LdaImportCommand
{
    private readonly ToolConsole _console;
    private readonly Command _command;
    private readonly Argument<string> _path = new("PATH") { Description = "A .npz or .npy file; of lda-c ROOT.beta, beside which ROOT.other and ROOT.gamma are read." };
    private readonly Option<string?> _from = OptionKinds.OneOf("--from", "Whose format it is.", "numpy", "sklearn", "gensim", "lda-c");
    private readonly Option<string> _output = new("--output") { HelpName = "DIR", Required = true, Description = "The model folder." };
    private readonly Option<string?> _vocabulary = new("--vocabulary") { HelpName = "FILE", Description = "The words, one a line, where the file does not hold them." };
    private readonly Option<string?> _rows = ModelOptions.Rows();
    private readonly Option<double?> _alpha = ModelOptions.Prior("--alpha", "A", "Dirichlet prior on a document's topics, where the file does not hold it (default: 1/K).");
    private readonly Option<double?> _eta = ModelOptions.Prior("--eta", "E", "Dirichlet prior on a topic's words, where the file does not hold it (default: 1/K; of lda-c 0.01).");
    private readonly Option<double?> _tokens = OptionKinds.Positive(
        "--tokens", "N", "lda-c without .gamma: the tokens of the corpus it learnt from, taken to be shared evenly by the topics.");

    private readonly Option<bool> _force = new("--force") { Description = "Replace a model that is already in the folder." };

    private LdaImportCommand(ToolConsole console)
    {
        _console = console;
        _from.Required = true;
        _command = new Command("import", "Make a model folder of what another program learnt: NumPy, scikit-learn, gensim or lda-c.")
        {
            _path, _from, _output, _vocabulary, _rows, _alpha, _eta, _tokens, _force,
        };
        _command.Validators.Add(Validate);
        _command.SetAction(Run);
    }

    public static Command Create(ToolConsole console) => ExampleHelp.WithExamples(
        new LdaImportCommand(console)._command,
        "kernels lda import lambda.npy --from numpy --rows topics --alpha 0.1 --vocabulary words.txt --output model",
        "kernels lda import final.beta --from lda-c --vocabulary vocab.txt --output model",
        "kernels lda import model.npz --from sklearn --output model",
        "  numpy.savez(\"model.npz\", components_=lda.components_, doc_topic_prior_=lda.doc_topic_prior_,",
        "              topic_word_prior_=lda.topic_word_prior_, vocabulary=vectorizer.get_feature_names_out().astype(str))",
        "kernels lda import model.npz --from gensim --output model",
        "  numpy.savez(\"model.npz\", sstats=lda.state.sstats, alpha=lda.alpha, eta=lda.eta,",
        "              vocabulary=[lda.id2word[i] for i in range(lda.num_terms)])",
        "",
        "A .npy file is the matrix alone: numpy's lambda, sklearn's components_, gensim's sstats (NAME.state.sstats.npy of a saved",
        "model). An archive of numpy holds lambda and, as it has them, alpha, eta and vocabulary. Python's own pickles are not read.");

    private void Validate(CommandResult result)
    {
        string? from = result.ValueOf(_from);
        ModelOptions.ValidateRows(result, _rows, from);
        if (from is not (null or "lda-c") && result.GetResult(_tokens) is not null)
        {
            result.AddError($"option --tokens: found with --from {from}, expected only with --from lda-c");
        }

        if (from == "lda-c" && result.GetResult(_alpha) is not null)
        {
            result.AddError("option --alpha: found with --from lda-c, expected none: the file .other holds it");
        }
    }

    private int Run(ParseResult parsed)
    {
        string folder = parsed.GetValue(_output)!;
        bool force = parsed.GetValue(_force);
        OutputPath.CheckModelFolder(folder, force);
        string from = parsed.GetValue(_from)!;
        string path = parsed.GetValue(_path)!;
        string file = from == "lda-c" && !path.EndsWith(".beta", StringComparison.Ordinal) ? path + ".beta" : path;
        if (!File.Exists(file))
        {
            throw new BadInputException($"found no file {file}, expected {(from == "lda-c" ? "lda-c's topics" : "a .npz or .npy file")}");
        }

        LdaImportOptions options = new()
        {
            Vocabulary = parsed.GetValue(_vocabulary) is string words ? CorpusReader.ReadVocabulary(CorpusInput.RequireFile(words, "--vocabulary")!) : null,
            Alpha = parsed.GetValue(_alpha) is double alpha ? [alpha] : [],
            Eta = parsed.GetValue(_eta) is double eta ? [eta] : [],
            RowsAreTopics = parsed.GetValue(_rows) == "topics",
            TokenCount = parsed.GetValue(_tokens),
        };
        using LdaModel model = Read(from, path, options);
        _console.Stop.ThrowIfCancellationRequested();
        model.Save(folder, force);
        LdaCheckpoint.Delete(CheckpointOptions.FileIn(folder));
        Say(model, from, folder);
        return ExitCode.Success;
    }

    private static LdaModel Read(string from, string path, LdaImportOptions options) => BadInput.Reading("import", () => from switch
    {
        "sklearn" => ScikitLearnFormat.Read(path, options),
        "gensim" => GensimFormat.Read(path, options),
        "lda-c" => LdaCFormat.Read(path, options),
        _ => NumpyFormat.Read(path, options),
    });

    private void Say(LdaModel model, string from, string folder)
    {
        string usual = from == "lda-c" || model.Options.Alpha.Length > 0 ? string.Empty : " (1/K: the file says nothing of it)";
        _console.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Amounts.Of(model.TopicCount, "topic")}, {Amounts.Of(model.VocabularySize, "word")}, {model.Precision}, alpha {Of(model.Options.Alpha, model)}{usual}, eta {Of(model.Options.Eta, model)}: {folder}"));
        if (model.Vocabulary is null)
        {
            _console.Error.WriteLine("the model has no words, only their numbers: --vocabulary FILE gives them");
        }
    }

    private static string Of(double[] prior, LdaModel model) => prior.Length switch
    {
        0 => string.Create(CultureInfo.InvariantCulture, $"{1.0 / model.TopicCount:g4}"),
        1 => string.Create(CultureInfo.InvariantCulture, $"{prior[0]:g4}"),
        _ => $"of {Amounts.Count(prior.Length)} values",
    };
}
