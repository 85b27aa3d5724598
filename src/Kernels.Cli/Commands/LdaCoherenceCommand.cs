using System;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Linq;
using Kernels.Cli.Composition;
using Kernels.Cli.Options;
using Kernels.Cli.Output;
using Kernels.Inference;

namespace Kernels.Cli.Commands;

/// <summary><c>kernels lda coherence</c>.</summary>
internal sealed class LdaCoherenceCommand
{
    private static readonly CoherenceSettings s_defaults = new();

    private readonly ToolConsole _console;
    private readonly Command _command = new(
        "coherence", "Measure how well each topic's top words go together in a reference corpus, with exclusivity and effective words.");
    private readonly Argument<string> _folder = ModelOptions.Folder();
    private readonly CorpusInput _reference;
    private readonly Option<CoherenceMeasure[]> _measures = OptionKinds.SomeOf(
        "--measure",
        $"Which measures (default: {CoherenceText.NameOf(CoherenceMeasure.UMass)}); all but it want text.",
        CoherenceText.NameOf,
        Enum.GetValues<CoherenceMeasure>());

    private readonly Option<int?> _words = OptionKinds.WholeNumber("--words", "N", 2, $"Top words of each topic (default: {s_defaults.Words}).");
    private readonly Option<int?> _window = OptionKinds.WholeNumber("--window", "W", 2, "Words of a window (default: 10 for c_uci and c_npmi, 110 for c_v).");
    private readonly Option<bool> _json = new("--json") { Description = "JSON lines: one a topic, then the means." };

    private LdaCoherenceCommand(ToolConsole console)
    {
        _console = console;
        _command.Add(_folder);
        _reference = new CorpusInput(_command, name: "REFERENCE");
        foreach (Option option in (Option[])[_measures, _words, _window, _json])
        {
            _command.Add(option);
        }

        _command.Validators.Add(RefuseWindowWithoutWindows);
        _command.SetAction(Run);
    }

    public static Command Create(ToolConsole console) => ExampleHelp.WithExamples(
        new LdaCoherenceCommand(console)._command,
        "kernels lda coherence model docword.kos.txt.gz",
        "kernels lda coherence model articles.txt --measure u_mass,c_npmi,c_uci,c_v --words 10",
        "",
        "Higher is better; values of different measures may not be compared. Means over the pairs of a topic's top words, natural logarithms:",
        "u_mass     ln((D(v, w) + 1)/D(w)), D counting documents and w the heavier word (Mimno et al. 2011, who add the pairs up);",
        "           gensim adds 1e-12 of the documents where this adds 1. The reference is the training corpus by custom.",
        "c_uci      ln((p(v, w) + 1e-12)/(p(v) p(w))), p counting windows of 10 words; c_npmi the same over -ln(p(v, w) + 1e-12).",
        "c_v        cosine of each word's c_npmi with all top words and their sum, windows of 110 words (all three: Roeder et al. 2015).",
        "exclusive  mean over the top words of their probability in the topic over that in all topics (Bischof and Airoldi 2012).",
        "effective  words: exp of the entropy of the topic (Hill 1973).",
        "unseen     top words the reference never holds: they are left out.",
        "Windows need text, a document a line or a folder; stop words left out of it take no place in a window.");

    private int Run(ParseResult parsed)
    {
        CorpusRequest request = _reference.Request(parsed);
        CoherenceMeasure[] measures = parsed.ChosenOr(_measures, CoherenceMeasure.UMass);
        CoherenceSettings settings = s_defaults with { Words = parsed.GetValue(_words) ?? s_defaults.Words, WindowSize = parsed.GetValue(_window) };
        using LdaModel model = ModelFolder.Open(parsed.GetValue(_folder)!, new CpuDevices(threads: 1));
        TopicCoherences coherences = measures.All(measure => measure == CoherenceMeasure.UMass)
            ? OfBags(model, request, settings)
            : OfText(model, request, measures, settings);
        CoherenceText.Write(_console, model, coherences, settings.Words, parsed.GetValue(_json));
        return ExitCode.Success;
    }

    private TopicCoherences OfBags(LdaModel model, CorpusRequest request, CoherenceSettings settings)
    {
        using MatchedCorpus corpus = MatchedCorpus.Open(_console, model, request);
        return Coherence.OfBags(model, corpus.Corpus, settings, _console.Stop);
    }

    private TopicCoherences OfText(LdaModel model, CorpusRequest request, CoherenceMeasure[] measures, CoherenceSettings settings)
    {
        CoherenceMeasure windowed = measures.First(measure => measure != CoherenceMeasure.UMass);
        if (request.Path is null)
        {
            throw new BadInputException(Refusal(windowed, "found --sample, expected a file of text: the sample is a bag of words, which does not keep their order"));
        }

        return BadInput.Reading(
            Refusal(windowed, $"corpus {request.Name}"),
            () => Coherence.OfText(model, request.Path, measures, settings, CorpusOpener.OptionsOf(request, model.Vocabulary), _console.Stop));
    }

    // An option that would be ignored is a mistake worth saying.
    private void RefuseWindowWithoutWindows(CommandResult result)
    {
        bool windows = result.ValueOf(_measures) is string list && list != CoherenceText.NameOf(CoherenceMeasure.UMass);
        if (result.GetResult(_window) is not null && !windows)
        {
            result.AddError($"option {_window.Name}: found without --measure c_uci, c_npmi or c_v, expected with one of them");
        }
    }

    private static string Refusal(CoherenceMeasure measure, string found) => $"option --measure {CoherenceText.NameOf(measure)}: {found}";
}
