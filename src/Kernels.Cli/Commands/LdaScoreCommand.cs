using System;
using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Linq;
using Kernels.Cli.Composition;
using Kernels.Cli.Options;
using Kernels.Cli.Output;
using Kernels.Inference;

namespace Kernels.Cli.Commands;

/// <summary><c>kernels lda score</c>.</summary>
internal sealed class LdaScoreCommand
{
    private static readonly LdaScoreSettings s_defaults = new();

    private readonly ToolConsole _console;
    private readonly Command _command = new("score", "Score a model on a corpus by one or more evaluators, each with its standard error over documents.");
    private readonly Argument<string> _folder = ModelOptions.Folder();
    private readonly CorpusInput _corpus;
    private readonly Option<LdaEvaluator[]> _evaluators = OptionKinds.SomeOf(
        "--evaluator",
        $"Which scores (default: {ScoreText.NameOf(LdaEvaluator.DocumentBound)},{ScoreText.NameOf(LdaEvaluator.Completion)}).",
        ScoreText.NameOf,
        Enum.GetValues<LdaEvaluator>());

    private readonly Option<int?> _particles = OptionKinds.WholeNumber(
        "--particles", "P", 1, $"Left-to-right: particles of each document (default: {s_defaults.Particles}).");
    private readonly Option<long?> _seed = OptionKinds.Seed(
        "--seed", $"Left-to-right: fixes what is drawn (default: {s_defaults.Seed}); the same seed gives the same score on any machine.");
    private readonly Option<int?> _threads = Threads.Create();
    private readonly Option<string?> _device = DeviceOption.Create();
    private readonly Option<bool> _json = new("--json") { Description = "A JSON object an evaluator." };

    private LdaScoreCommand(ToolConsole console)
    {
        _console = console;
        _command.Add(_folder);
        _corpus = new CorpusInput(_command);
        foreach (Option option in (Option[])[_evaluators, _particles, _seed, _threads, _device, _json])
        {
            _command.Add(option);
        }

        _command.Validators.Add(RefuseWithoutLeftToRight);
        _command.SetAction(Run);
    }

    public static Command Create(ToolConsole console) => ExampleHelp.WithExamples(
        new LdaScoreCommand(console)._command,
        "kernels lda score model docword.heldout.txt.gz",
        "kernels lda score model docword.heldout.txt.gz --evaluator bound,document-bound,completion,left-to-right --json",
        "",
        "Each score is a mean per token in natural logarithms, nearer to 0 is better; none may be compared with another.",
        "bound           the evidence lower bound: the documents' part over the tokens scored, and the topics' part, minus the",
        "                divergence of the topics from their prior, over the tokens of training (of the corpus where unknown).",
        "document-bound  the documents' part over the tokens, the topics held: no divergence of the topics.",
        "completion      topic shares from every other token of a document in word-id order (alpha 0.1, topics at their means),",
        "                then the mean log probability of the tokens between. Whole counts only.",
        "left-to-right   an estimate of log p(document) by particles that read it token by token in word-id order (Wallach et al.",
        "                2009; drawn anew by each token's probability, so that the estimate tends to the true value), topics at their means.",
        "                Whole counts only; the time grows with the square of a document's length.",
        "std. error      of the score if documents are independent draws: sqrt(D/(D-1) sum (x - R n)^2) / sum n, with x and n the",
        "                value and the tokens of each of D documents and R their ratio; the topics are taken as given.");

    private int Run(ParseResult parsed)
    {
        CorpusRequest request = _corpus.Request(parsed);
        LdaScoreSettings settings = new()
        {
            Particles = parsed.GetValue(_particles) ?? s_defaults.Particles,
            Seed = parsed.GetValue(_seed) ?? s_defaults.Seed,
            Threads = Threads.Of(parsed, _threads),
        };
        using LdaModel model = ModelFolder.Open(parsed.GetValue(_folder)!, DeviceOption.Devices(parsed, _device, settings.Threads));
        using MatchedCorpus matched = MatchedCorpus.Open(_console, model, request);
        List<LdaScore> scores = [];
        foreach (LdaEvaluator evaluator in parsed.ChosenOr(_evaluators, LdaEvaluator.DocumentBound, LdaEvaluator.Completion))
        {
            using ProgressLine progress = new(_console, ScoreText.NameOf(evaluator), matched.Corpus.DocumentCount);
            scores.Add(BadInput.Naming($"corpus {request.Name}", () => LdaScores.Score(model, matched.Corpus, evaluator, settings, progress, _console.Stop)));
        }

        ScoreText.Write(_console, scores, matched.Mapping, settings, parsed.GetValue(_json));
        return ExitCode.Success;
    }

    // An option that would be ignored is a mistake worth saying.
    private void RefuseWithoutLeftToRight(CommandResult result)
    {
        if (result.ValueOf(_evaluators) is string list && list.Split(',').Contains(ScoreText.NameOf(LdaEvaluator.LeftToRight)))
        {
            return;
        }

        foreach (Option option in (Option[])[_particles, _seed])
        {
            if (result.GetResult(option) is not null)
            {
                result.AddError($"option {option.Name}: found without --evaluator {ScoreText.NameOf(LdaEvaluator.LeftToRight)}, expected with it");
            }
        }
    }
}
