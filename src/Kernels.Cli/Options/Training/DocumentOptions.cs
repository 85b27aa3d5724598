using System.CommandLine;
using Kernels.Inference;
using static System.FormattableString;

namespace Kernels.Cli.Options;

/// <summary>How long the iteration on one document goes on, in training and in inference.</summary>
/// <param name="iterations">What <c>--inner-iterations</c> says of itself.</param>
/// <param name="tolerance">The default of <c>--inner-tolerance</c>.</param>
internal sealed class DocumentOptions(string iterations, double tolerance)
{
    private readonly Option<int?> _iterations = OptionKinds.WholeNumber("--inner-iterations", "N", 1, iterations);

    private readonly Option<double?> _tolerance = OptionKinds.NotNegative(
        "--inner-tolerance", "X", Invariant($"A document stops when its topics' weights change by less than this on average (default: {tolerance})."));

    /// <summary>All, in the order of the help.</summary>
    public Option[] All => [_iterations, _tolerance];

    /// <summary>Options of training with what the command line says.</summary>
    public LdaOptions Read(ParseResult parsed, LdaOptions options)
    {
        options = options with { InnerTolerance = parsed.GetValue(_tolerance) ?? options.InnerTolerance };

        // What is not asked for follows from the method.
        return parsed.GetValue(_iterations) is int count ? options with { InnerIterations = count } : options;
    }

    /// <summary>Settings of inference with what the command line says.</summary>
    public LdaInferenceSettings Read(ParseResult parsed, LdaInferenceSettings settings) =>
        new(parsed.GetValue(_iterations) ?? settings.MaxIterations, parsed.GetValue(_tolerance) ?? settings.Tolerance);
}
