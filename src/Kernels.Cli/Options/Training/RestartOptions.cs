using System.CommandLine;
using System.CommandLine.Parsing;
using Kernels.Inference;

namespace Kernels.Cli.Options;

/// <summary>The options of <c>lda train</c> about its random start, and about several of them.</summary>
internal sealed class RestartOptions
{
    private readonly Option<long?> _seed;

    private readonly Option<int?> _restarts = OptionKinds.WholeNumber(
        "--restarts", "N", 1, "Train N times, with the seeds S, S+1, ..., and keep the model with the highest bound (default: 1). Online each run then takes a pass more, for its bound. --checkpoint-every and --resume are of all runs.");

    public RestartOptions(LdaOptions defaults) =>
        _seed = OptionKinds.Seed("--seed", $"Fixes the random start (default: {defaults.Seed}); the same seed gives the same model on any machine.");

    /// <summary>All, in the order of the help.</summary>
    public Option[] All => [_seed, _restarts];

    /// <summary>How many runs are asked for.</summary>
    public int Count(ParseResult parsed) => parsed.GetValue(_restarts) ?? 1;

    /// <summary>Options with what the command line says of the start.</summary>
    public LdaOptions Read(ParseResult parsed, LdaOptions options) => options with { Seed = parsed.GetValue(_seed) ?? options.Seed };

    /// <summary>Refuses, where more runs than one are asked for, what would make them one.</summary>
    public void Validate(CommandResult result, Option init)
    {
        if (result.GetResult(_restarts) is { Tokens: [{ Value: not "1" }] } && result.GetResult(init) is not null)
        {
            result.AddError("option --restarts: found with --init, expected one of the two: all runs would start from the same topics");
        }
    }
}
