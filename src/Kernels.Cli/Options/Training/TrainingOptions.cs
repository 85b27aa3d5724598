using System;
using System.CommandLine;
using System.CommandLine.Parsing;
using Kernels.Inference;

namespace Kernels.Cli.Options;

/// <summary>The options of <c>lda train</c> that say how to learn; what is left out keeps the library's default.</summary>
internal sealed class TrainingOptions
{
    private static readonly LdaOptions s_defaults = new() { TopicCount = 1 };

    private readonly PriorOptions _priors = new(s_defaults);
    private readonly ScheduleOptions _schedule = new(s_defaults);

    private readonly DocumentOptions _documents = new(
        $"The most iterations a document gets in a pass (default: {s_defaults.InnerIterations}; online {(s_defaults with { Method = LdaMethod.Online }).InnerIterations}).", s_defaults.InnerTolerance);

    private readonly Option<int?> _boundEvery = OptionKinds.WholeNumber(
        "--bound-every", "N", 0, $"Batch: passes from one bound to the next, which takes a share of the time; 0 for none (default: {s_defaults.BoundEvery}).");

    private readonly Option<string?> _precision = OptionKinds.OneOf("--precision", "Of the numbers trained (default: float).", "float", "double");

    public TrainingOptions(Command command)
    {
        foreach (Option option in (Option[])[Topics, .. _priors.All, .. _schedule.All, .. _documents.All, _boundEvery, .. Restarts.All, _precision])
        {
            command.Add(option);
        }

        command.Validators.Add(ValidateMethod);
    }

    public Option<int?> Topics { get; } = OptionKinds.WholeNumber("--topics", "K", 1, "How many topics (required, unless --resume).");

    public RestartOptions Restarts { get; } = new(s_defaults);

    /// <summary><c>float</c> or <c>double</c>.</summary>
    public string Precision(ParseResult parsed) => parsed.GetValue(_precision) ?? "float";

    /// <summary>The options as the library takes them.</summary>
    public LdaOptions Read(ParseResult parsed)
    {
        LdaOptions options = new() { TopicCount = parsed.GetValue(Topics)!.Value };
        options = _priors.Read(parsed, options);
        options = _schedule.Read(parsed, options);
        options = _documents.Read(parsed, options);
        options = Restarts.Read(parsed, options);
        return options with { BoundEvery = parsed.GetValue(_boundEvery) ?? options.BoundEvery };
    }

    // An option that would be ignored is a mistake worth saying.
    private void ValidateMethod(CommandResult result)
    {
        string method = _schedule.Method(result);
        Option[] batchOnly = [_boundEvery, .. _priors.BatchOnly], batchesOnly = [.. _schedule.BatchesOnly, .. _priors.BatchesOnly], structuredOnly = _schedule.StructuredOnly;
        foreach (Option option in method == "batch" ? [.. batchesOnly, .. structuredOnly] : method == "online" ? [.. batchOnly, .. structuredOnly] : batchOnly)
        {
            if (result.GetResult(option) is not { Implicit: false })
            {
                continue;
            }

            result.AddError(
                Array.IndexOf(batchOnly, option) >= 0 ? $"option {option.Name}: found with --method {method}, expected without it"
                : Array.IndexOf(structuredOnly, option) >= 0 ? $"option {option.Name}: found without --method structured, expected with it"
                : $"option {option.Name}: found without --method online, expected with it or with structured");
        }
    }
}
