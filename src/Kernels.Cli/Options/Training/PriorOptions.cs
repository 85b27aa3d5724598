using System.CommandLine;
using Kernels.Inference;

namespace Kernels.Cli.Options;

/// <summary>The options of <c>lda train</c> about the Dirichlet priors: where they stand or begin, and how they are learnt.</summary>
internal sealed class PriorOptions
{
    private readonly Option<Prior?> _alpha = Prior.Option(
        "--alpha", "A", PriorLearning.Asymmetric, mayFall: true,
        "Dirichlet prior on a document's topics (default: 1/K). One number, K numbers with commas or from @FILE, asymmetric (falling from topic to topic), "
        + "or learnt: auto (one a topic) or auto-symmetric (one for all), from 1/K or from :START.");

    private readonly Option<Prior?> _eta = Prior.Option(
        "--eta", "E", PriorLearning.Symmetric, mayFall: false,
        "Dirichlet prior on a topic's words (default: 1/K). One number, V numbers from @FILE, or learnt: auto (one for all words) or auto-asymmetric (one a word), from 1/K or from :START.");

    private readonly Option<int?> _learnFrom;

    private readonly Option<int?> _etaEvery = OptionKinds.WholeNumber(
        "--eta-every", "N", 1, "Online: mini-batches from one step of a learnt eta to the next, which costs vocabulary x topics (default: once a pass).");

    public PriorOptions(LdaOptions defaults) => _learnFrom = OptionKinds.WholeNumber(
        "--learn-priors-from", "N", 1, $"Batch: the first pass after which priors are learnt (default: {defaults.LearnPriorsFrom}).");

    /// <summary>All, in the order of the help.</summary>
    public Option[] All => [_alpha, _eta, _learnFrom, _etaEvery];

    /// <summary>Those that batch training alone heeds.</summary>
    public Option[] BatchOnly => [_learnFrom];

    /// <summary>Those that training by mini-batches alone heeds.</summary>
    public Option[] BatchesOnly => [_etaEvery];

    /// <summary>Options with what the command line says of priors.</summary>
    public LdaOptions Read(ParseResult parsed, LdaOptions options) => options with
    {
        Alpha = parsed.GetValue(_alpha) is not { } alpha ? options.Alpha : alpha.IsFalling ? LdaOptions.AsymmetricAlpha(options.TopicCount) : alpha.Values,
        AlphaLearning = parsed.GetValue(_alpha)?.Learning ?? options.AlphaLearning,
        Eta = parsed.GetValue(_eta)?.Values ?? options.Eta,
        EtaLearning = parsed.GetValue(_eta)?.Learning ?? options.EtaLearning,
        LearnPriorsFrom = parsed.GetValue(_learnFrom) ?? options.LearnPriorsFrom,
        EtaEvery = parsed.GetValue(_etaEvery) ?? options.EtaEvery,
    };
}
