using System.CommandLine;
using System.CommandLine.Parsing;
using Kernels.Inference;
using static System.FormattableString;

namespace Kernels.Cli.Options;

/// <summary>The options of <c>lda train</c> that say by which method it learns, how often it sees the corpus, and how large its steps are.</summary>
internal sealed class ScheduleOptions
{
    private readonly Option<string?> _method = OptionKinds.OneOf(
        "--method", "All documents before each update, mini-batches, or mini-batches under topics drawn at random (default: batch). What is said of online holds for structured too, which runs on the cpu.",
        "batch", "online", "structured");

    private readonly Option<string?> _gradient = OptionKinds.OneOf(
        "--gradient", "Structured: statistics at the drawn topics, or the structured bound's own natural gradient, noisier and slower (default: sampled).", "sampled", "corrected");

    private readonly Option<int?> _samples;
    private readonly Option<int?> _passes;
    private readonly Option<int?> _batchSize;

    private readonly Option<bool> _shuffle = new("--shuffle")
    {
        Description = "Online: take the documents in a random order, another in each pass, even of a .kcorpus larger than memory. For a corpus sorted by date or by subject (default: the corpus' order).",
    };

    private readonly Option<double?> _tau0;
    private readonly Option<double?> _kappa;
    private readonly Option<double?> _rhoFloor;

    public ScheduleOptions(LdaOptions defaults)
    {
        _samples = OptionKinds.WholeNumber(
            "--samples", "S", 1,
            $"Structured: draws of the topics for a mini-batch, each an E-step (default: {defaults.StructuredSamples}; corrected {(defaults with { StructuredGradient = StructuredGradient.Corrected }).StructuredSamples}).");
        _passes = OptionKinds.WholeNumber("--passes", "N", 1, $"Passes over the corpus (default: {defaults.Passes}).");
        _batchSize = OptionKinds.WholeNumber("--batch-size", "B", 1, $"Online: documents of a mini-batch (default: {defaults.BatchSize}).");
        _tau0 = OptionKinds.NotNegative("--tau0", "T", Invariant($"Online: slows the first steps down (default: {defaults.Tau0})."));
        _kappa = OptionKinds.Share("--kappa", "K", Invariant($"Online: how fast steps shrink (default: {defaults.Kappa})."));
        _rhoFloor = RhoFloor(Invariant($"Online: no step is smaller than this, so old documents are forgotten (default: {defaults.RhoFloor})."));
    }

    /// <summary>All, in the order of the help.</summary>
    public Option[] All => [_method, _gradient, _samples, _passes, _batchSize, _shuffle, _tau0, _kappa, _rhoFloor];

    /// <summary>Those that training by mini-batches alone heeds.</summary>
    public Option[] BatchesOnly => [_batchSize, _shuffle, _tau0, _kappa, _rhoFloor];

    /// <summary>Those that structured training alone heeds.</summary>
    public Option[] StructuredOnly => [_gradient, _samples];

    /// <summary>The option <c>--rho-floor</c>.</summary>
    public static Option<double?> RhoFloor(string description) => OptionKinds.Share("--rho-floor", "R", description);

    /// <summary>The method a command line asks for.</summary>
    public string Method(CommandResult result) => result.ValueOf(_method) ?? "batch";

    /// <summary>Options with what the command line says of the schedule.</summary>
    public LdaOptions Read(ParseResult parsed, LdaOptions options)
    {
        options = options with
        {
            Method = parsed.GetValue(_method) switch { "online" => LdaMethod.Online, "structured" => LdaMethod.Structured, _ => LdaMethod.Batch },
            StructuredGradient = parsed.GetValue(_gradient) == "corrected" ? StructuredGradient.Corrected : StructuredGradient.Sampled,
            Passes = parsed.GetValue(_passes) ?? options.Passes,
            BatchSize = parsed.GetValue(_batchSize) ?? options.BatchSize,
            Shuffle = parsed.GetValue(_shuffle),
            Tau0 = parsed.GetValue(_tau0) ?? options.Tau0,
            RhoFloor = parsed.GetValue(_rhoFloor) ?? options.RhoFloor,
            Kappa = parsed.GetValue(_kappa) ?? options.Kappa,
        };

        // What is not asked for follows from the gradient.
        return parsed.GetValue(_samples) is int samples ? options with { StructuredSamples = samples } : options;
    }
}
