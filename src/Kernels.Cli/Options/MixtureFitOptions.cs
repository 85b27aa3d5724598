using System;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Kernels.Inference;

namespace Kernels.Cli.Options;

/// <summary>One number of components, or several to choose from.</summary>
internal readonly record struct ComponentRange(int Fewest, int Most);

/// <summary>The options of <c>gmm fit</c> that say how to fit; what is left out keeps the library's default.</summary>
internal sealed class MixtureFitOptions
{
    private const int MostComponents = 1 << 20;
    private static readonly GaussianMixtureOptions s_defaults = new() { ComponentCount = 1 };
    private static readonly CoordinateAscentOptions s_ascent = new();

    private readonly Option<bool> _bayesian = new("--bayesian")
    {
        Description = "Variational Bayes with full covariances instead of EM: of --components at most as many as the rows need keep weight.",
    };

    private readonly Option<double?> _concentration = OptionKinds.Number(
        "--weight-concentration", "A", "a number above 0", value => value > 0, "Bayesian: of the Dirichlet prior on the weights (default: 1/K); the smaller, the more components are left empty.");

    private readonly Option<string?> _covariance = OptionKinds.OneOf("--covariance", "Of the components: a matrix each, one matrix for all, a variance a column, or one variance (default: full).", "full", "tied", "diag", "spherical");
    private readonly Option<string?> _start = OptionKinds.OneOf("--start", "Where EM begins (default: kmeans++).", "kmeans++", "random");
    private readonly Option<int?> _restarts = OptionKinds.WholeNumber("--restarts", "N", 1, $"Starts, of which the likeliest fit, or that of the highest bound, is kept (default: {s_defaults.Restarts}).");
    private readonly Option<int?> _maxIterations = OptionKinds.WholeNumber("--max-iterations", "N", 1, $"The most iterations from a start (default: {s_defaults.MaxIterations}; Bayesian {s_ascent.MaxSweeps}).");
    private readonly Option<double?> _tolerance = OptionKinds.Number(
        "--tolerance", "X", "a number, 0 or more", value => value >= 0, Text($"EM stops when a row's log likelihood changes by less than this on average (default: {s_defaults.Tolerance}), --bayesian when the bound rises by no more than this part of it ({s_ascent.Tolerance})."));
    private readonly Option<double?> _regularization = OptionKinds.Number(
        "--regularization", "X", "a number, 0 or more", value => value >= 0, Text($"Added to every variance (default: {s_defaults.Regularization})."));
    private readonly Option<long?> _seed = OptionKinds.Seed("--seed", $"Fixes the starts (default: {s_defaults.Seed}); the same seed gives the same model on any machine.");
    private readonly Option<string?> _method = OptionKinds.OneOf("--method", "All rows in every iteration, or stepwise EM from blocks of rows, for tables larger than memory (default: batch).", "batch", "online");
    private readonly Option<int?> _batchSize = OptionKinds.WholeNumber("--batch-size", "B", 1, $"Online: rows of a block (default: {DefaultBatchSize}).");
    private readonly Option<int?> _passes = OptionKinds.WholeNumber("--passes", "N", 1, "Online: passes over the table (default: 1).");
    private readonly Option<double?> _tau0 = OptionKinds.Number("--tau0", "T", "a number, 0 or more", value => value >= 0, Text($"Online: slows the first steps down (default: {s_defaults.Tau0})."));
    private readonly Option<double?> _kappa = OptionKinds.Number("--kappa", "K", "a number from 0 to 1", value => value is >= 0 and <= 1, Text($"Online: how fast steps shrink (default: {s_defaults.Kappa})."));
    private readonly Option<string?> _precision = OptionKinds.OneOf("--precision", "Of the numbers computed with (default: double).", "float", "double");
    private readonly Option<int?> _threads = Threads.Create();

    private readonly Option<ComponentRange?> _components = new("--components")
    {
        HelpName = "K|A..B",
        Required = true,
        Description = "How many components, or from how many to how many: the lowest BIC is kept.",
        CustomParser = ParseComponents,
    };

    public const int DefaultBatchSize = 10_000;

    public MixtureFitOptions(Command command)
    {
        foreach (Option option in (Option[])[_components, _bayesian, _concentration, _covariance, _start, _restarts, _maxIterations, _tolerance, _regularization, _method, _batchSize, _passes, _tau0, _kappa, _seed, _precision, _threads])
        {
            command.Add(option);
        }

        command.Validators.Add(RefuseWithoutOnline);
        command.Validators.Add(RefuseBesideBayesian);
    }

    public bool IsBayesian(ParseResult parsed) => parsed.GetValue(_bayesian);

    public bool IsOnline(ParseResult parsed) => parsed.GetValue(_method) == "online";

    public bool IsSingle(ParseResult parsed) => parsed.GetValue(_precision) == "float";

    public int BatchSize(ParseResult parsed) => parsed.GetValue(_batchSize) ?? DefaultBatchSize;

    public int Passes(ParseResult parsed) => parsed.GetValue(_passes) ?? 1;

    public ComponentRange Components(ParseResult parsed) => parsed.GetValue(_components)!.Value;

    public GaussianMixtureOptions Read(ParseResult parsed) => new()
    {
        ComponentCount = Components(parsed).Fewest,
        Covariance = parsed.GetValue(_covariance) switch { "tied" => GaussianCovariance.Tied, "diag" => GaussianCovariance.Diagonal, "spherical" => GaussianCovariance.Spherical, _ => GaussianCovariance.Full },
        Start = parsed.GetValue(_start) == "random" ? MixtureStart.Random : MixtureStart.KMeansPlusPlus,
        Restarts = parsed.GetValue(_restarts) ?? s_defaults.Restarts,
        MaxIterations = parsed.GetValue(_maxIterations) ?? s_defaults.MaxIterations,
        Tolerance = parsed.GetValue(_tolerance) ?? s_defaults.Tolerance,
        Regularization = parsed.GetValue(_regularization) ?? s_defaults.Regularization,
        Seed = parsed.GetValue(_seed) ?? s_defaults.Seed,
        Tau0 = parsed.GetValue(_tau0) ?? s_defaults.Tau0,
        Kappa = parsed.GetValue(_kappa) ?? s_defaults.Kappa,
        Threads = Threads.Of(parsed, _threads),
    };

    public BayesianGaussianMixtureOptions ReadBayesian(ParseResult parsed) => new()
    {
        ComponentCount = Components(parsed).Fewest,
        WeightConcentration = parsed.GetValue(_concentration),
        Restarts = parsed.GetValue(_restarts) ?? s_defaults.Restarts,
        Seed = parsed.GetValue(_seed) ?? s_defaults.Seed,
        Ascent = new() { MaxSweeps = parsed.GetValue(_maxIterations) ?? s_ascent.MaxSweeps, Tolerance = parsed.GetValue(_tolerance) ?? s_ascent.Tolerance },
        Threads = Threads.Of(parsed, _threads),
    };

    // An option that would be ignored is a mistake worth saying.
    private void RefuseBesideBayesian(CommandResult result)
    {
        if (result.GetResult(_bayesian) is not { Implicit: false })
        {
            if (result.GetResult(_concentration) is not null)
            {
                result.AddError($"option {_concentration.Name}: found without --bayesian, expected with it");
            }

            return;
        }

        string? Value(Option option) => result.GetResult(option) is { Tokens: [Token { Value: string value }] } ? value : null;
        if (Value(_components) is string range && range.Contains("..", StringComparison.Ordinal))
        {
            result.AddError($"option --components: found {range} with --bayesian, expected one number: components that the rows do not need are left empty");
        }

        foreach ((Option option, string only) in ((Option, string)[])[(_method, "batch"), (_covariance, "full"), (_precision, "double")])
        {
            if (Value(option) is string value && value != only)
            {
                result.AddError($"option {option.Name}: found {value} with --bayesian, expected {only}, the only one there is with it");
            }
        }

        foreach (Option option in (Option[])[_start, _regularization])
        {
            if (result.GetResult(option) is not null)
            {
                result.AddError($"option {option.Name}: found with --bayesian, expected without it");
            }
        }
    }

    private void RefuseWithoutOnline(CommandResult result)
    {
        if (result.GetResult(_method) is { Tokens: [Token { Value: "online" }] })
        {
            return;
        }

        foreach (Option option in (Option[])[_batchSize, _passes, _tau0, _kappa])
        {
            if (result.GetResult(option) is not null)
            {
                result.AddError($"option {option.Name}: found without --method online, expected with it");
            }
        }
    }

    private static ComponentRange? ParseComponents(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        string[] ends = text.Split("..");
        if (ends.Length <= 2 && TryCount(ends[0], out int fewest) && TryCount(ends[^1], out int most) && fewest <= most)
        {
            return new(fewest, most);
        }

        result.AddError($"option --components: found \"{text}\", expected a whole number of 1 or more, or two as in 1..9");
        return null;
    }

    private static bool TryCount(string text, out int count) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count is >= 1 and <= MostComponents;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
