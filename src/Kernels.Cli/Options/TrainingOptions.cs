using System;
using System.CommandLine;
using System.CommandLine.Parsing;
using Kernels.Inference;

namespace Kernels.Cli.Options;

/// <summary>The options of <c>lda train</c> that say how to learn; what is left out keeps the library's default.</summary>
internal sealed class TrainingOptions
{
    private static readonly LdaOptions s_defaults = new() { TopicCount = 1 };

    public Option<int?> Topics { get; } = OptionKinds.WholeNumber("--topics", "K", 1, "How many topics (required, unless --resume).");

    public Option<Prior?> Alpha { get; } = Prior.Option(
        "--alpha", "A", PriorLearning.Asymmetric, mayFall: true,
        "Dirichlet prior on a document's topics (default: 1/K). One number, K numbers with commas or from @FILE, asymmetric (falling from topic to topic), "
        + "or learnt: auto (one a topic) or auto-symmetric (one for all), from 1/K or from :START.");

    public Option<Prior?> Eta { get; } = Prior.Option(
        "--eta", "E", PriorLearning.Symmetric, mayFall: false,
        "Dirichlet prior on a topic's words (default: 1/K). One number, V numbers from @FILE, or learnt: auto (one for all words) or auto-asymmetric (one a word), from 1/K or from :START.");

    public Option<int?> LearnPriorsFrom { get; } = OptionKinds.WholeNumber(
        "--learn-priors-from", "N", 1, $"Batch: the first pass after which priors are learnt (default: {s_defaults.LearnPriorsFrom}).");

    public Option<int?> EtaEvery { get; } = OptionKinds.WholeNumber(
        "--eta-every", "N", 1, "Online: mini-batches from one step of a learnt eta to the next, which costs vocabulary x topics (default: once a pass).");

    public Option<string?> Method { get; } = OptionKinds.OneOf(
        "--method", "All documents before each update, mini-batches, or mini-batches under topics drawn at random (default: batch). What is said of online holds for structured too, which runs on the cpu.",
        "batch", "online", "structured");

    public Option<string?> Gradient { get; } = OptionKinds.OneOf(
        "--gradient", "Structured: statistics at the drawn topics, or the structured bound's own natural gradient, noisier and slower (default: sampled).", "sampled", "corrected");

    public Option<int?> Samples { get; } = OptionKinds.WholeNumber(
        "--samples", "S", 1,
        $"Structured: draws of the topics for a mini-batch, each an E-step (default: {s_defaults.StructuredSamples}; corrected {(s_defaults with { StructuredGradient = StructuredGradient.Corrected }).StructuredSamples}).");

    public Option<int?> Passes { get; } = OptionKinds.WholeNumber("--passes", "N", 1, $"Passes over the corpus (default: {s_defaults.Passes}).");

    public Option<int?> BatchSize { get; } = OptionKinds.WholeNumber("--batch-size", "B", 1, $"Online: documents of a mini-batch (default: {s_defaults.BatchSize}).");

    public Option<double?> Tau0 { get; } = OptionKinds.Number(
        "--tau0", "T", "a number, 0 or more", value => value >= 0, Text($"Online: slows the first steps down (default: {s_defaults.Tau0})."));

    public Option<double?> RhoFloor { get; } = OptionKinds.Number(
        "--rho-floor", "R", "a number from 0 to 1", value => value is >= 0 and <= 1, Text($"Online: no step is smaller than this, so old documents are forgotten (default: {s_defaults.RhoFloor})."));

    public Option<double?> Kappa { get; } = OptionKinds.Number(
        "--kappa", "K", "a number from 0 to 1", value => value is >= 0 and <= 1, Text($"Online: how fast steps shrink (default: {s_defaults.Kappa})."));

    public Option<int?> InnerIterations { get; } = OptionKinds.WholeNumber(
        "--inner-iterations", "N", 1, $"The most iterations a document gets in a pass (default: {s_defaults.InnerIterations}; online {(s_defaults with { Method = LdaMethod.Online }).InnerIterations}).");

    public Option<double?> InnerTolerance { get; } = OptionKinds.Number(
        "--inner-tolerance", "X", "a number, 0 or more", value => value >= 0, Text($"A document stops when its topics' weights change by less than this on average (default: {s_defaults.InnerTolerance})."));

    public Option<long?> Seed { get; } = OptionKinds.Seed("--seed", $"Fixes the random start (default: {s_defaults.Seed}); the same seed gives the same model on any machine.");

    public Option<int?> BoundEvery { get; } = OptionKinds.WholeNumber(
        "--bound-every", "N", 0, $"Batch: passes from one bound to the next, which takes a share of the time; 0 for none (default: {s_defaults.BoundEvery}).");

    public Option<string?> Precision { get; } = OptionKinds.OneOf("--precision", "Of the numbers trained (default: float).", "float", "double");

    public TrainingOptions(Command command)
    {
        foreach (Option option in (Option[])[Topics, Alpha, Eta, LearnPriorsFrom, EtaEvery, Method, Gradient, Samples, Passes, BatchSize, Tau0, Kappa, RhoFloor, InnerIterations, InnerTolerance, BoundEvery, Seed, Precision])
        {
            command.Add(option);
        }

        command.Validators.Add(ValidateMethod);
    }

    /// <summary>The options as the library takes them.</summary>
    public LdaOptions Read(ParseResult parsed)
    {
        LdaOptions defaults = new() { TopicCount = parsed.GetValue(Topics)!.Value };
        LdaOptions options = defaults with
        {
            Alpha = parsed.GetValue(Alpha) is not { } alpha ? defaults.Alpha : alpha.IsFalling ? LdaOptions.AsymmetricAlpha(defaults.TopicCount) : alpha.Values,
            AlphaLearning = parsed.GetValue(Alpha)?.Learning ?? defaults.AlphaLearning,
            Eta = parsed.GetValue(Eta)?.Values ?? defaults.Eta,
            EtaLearning = parsed.GetValue(Eta)?.Learning ?? defaults.EtaLearning,
            LearnPriorsFrom = parsed.GetValue(LearnPriorsFrom) ?? defaults.LearnPriorsFrom,
            EtaEvery = parsed.GetValue(EtaEvery) ?? defaults.EtaEvery,
            Method = parsed.GetValue(Method) switch { "online" => LdaMethod.Online, "structured" => LdaMethod.Structured, _ => LdaMethod.Batch },
            StructuredGradient = parsed.GetValue(Gradient) == "corrected" ? StructuredGradient.Corrected : StructuredGradient.Sampled,
            Passes = parsed.GetValue(Passes) ?? defaults.Passes,
            BatchSize = parsed.GetValue(BatchSize) ?? defaults.BatchSize,
            Tau0 = parsed.GetValue(Tau0) ?? defaults.Tau0,
            RhoFloor = parsed.GetValue(RhoFloor) ?? defaults.RhoFloor,
            Kappa = parsed.GetValue(Kappa) ?? defaults.Kappa,
            InnerTolerance = parsed.GetValue(InnerTolerance) ?? defaults.InnerTolerance,
            BoundEvery = parsed.GetValue(BoundEvery) ?? defaults.BoundEvery,
            Seed = parsed.GetValue(Seed) ?? defaults.Seed,
        };
        options = parsed.GetValue(Samples) is int samples ? options with { StructuredSamples = samples } : options;
        return parsed.GetValue(InnerIterations) is int iterations ? options with { InnerIterations = iterations } : options;
    }

    // An option that would be ignored is a mistake worth saying.
    private void ValidateMethod(CommandResult result)
    {
        string method = result.GetResult(Method) is { Tokens: [{ Value: var value }] } ? value : "batch";
        Option[] batchOnly = [BoundEvery, LearnPriorsFrom], batchesOnly = [BatchSize, Tau0, Kappa, RhoFloor, EtaEvery], structuredOnly = [Gradient, Samples];
        foreach (Option option in method == "batch" ? [.. batchesOnly, .. structuredOnly] : method == "online" ? [.. batchOnly, .. structuredOnly] : batchOnly)
        {
            if (result.GetResult(option) is null)
            {
                continue;
            }

            result.AddError(
                Array.IndexOf(batchOnly, option) >= 0 ? $"option {option.Name}: found with --method {method}, expected without it"
                : Array.IndexOf(structuredOnly, option) >= 0 ? $"option {option.Name}: found without --method structured, expected with it"
                : $"option {option.Name}: found without --method online, expected with it or with structured");
        }
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
