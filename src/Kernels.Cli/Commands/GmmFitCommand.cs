using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using System.Numerics;
using Kernels.Cli.Composition;
using Kernels.Cli.Options;
using Kernels.Cli.Output;
using Kernels.Inference;

namespace Kernels.Cli.Commands;

/// <summary><c>kernels gmm fit</c>.</summary>
internal sealed class GmmFitCommand
{
    private readonly ToolConsole _console;
    private readonly Command _command = new("fit", "Fit a mixture of Gaussians by EM and write it to a model folder: model.json, weights.npy, means.npy, covariances.npy.");
    private readonly TableInput _table;
    private readonly MixtureFitOptions _options;
    private readonly Option<string?> _output = new("--output") { HelpName = "DIR", Description = "The model folder (default: none is written)." };
    private readonly Option<bool> _force = new("--force") { Description = "Replace a model that is already in the folder." };
    private readonly Option<bool> _json = new("--json") { Description = "JSON lines on standard output: model (of several numbers of components), component, done." };

    private GmmFitCommand(ToolConsole console)
    {
        _console = console;
        _table = new TableInput(_command);
        _options = new MixtureFitOptions(_command);
        foreach (Option option in (Option[])[_output, _force, _json])
        {
            _command.Add(option);
        }

        _command.SetAction(parsed => _options.IsSingle(parsed) ? Run<float>(parsed) : Run<double>(parsed));
    }

    public static Command Create(ToolConsole console) => ExampleHelp.WithExamples(
        new GmmFitCommand(console)._command,
        "kernels gmm fit faithful.csv --columns eruptions,waiting --components 3 --covariance tied --restarts 10 --output model",
        "kernels gmm fit points.npy --components 1..9",
        "kernels gmm fit huge.csv.gz --components 32 --method online --batch-size 100000 --output model",
        "",
        "covariances.npy is components x columns x columns (full), columns x columns (tied), components x columns (diag) or components",
        "(spherical), as in scikit-learn. BIC = -2 ln L + p ln n and AIC = -2 ln L + 2 p; ICL = BIC - 2 sum ln(largest responsibility).",
        "For all three lower is better; mclust shows the negative of BIC.");

    private int Run<T>(ParseResult parsed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        string? output = parsed.GetValue(_output);
        if (output is not null)
        {
            OutputPath.CheckModelFolder(output, parsed.GetValue(_force));
        }
        else if (parsed.GetValue(_force))
        {
            throw new BadInputException("option --force: found without --output, expected with it");
        }

        TableRequest request = _table.Request(parsed);
        GaussianMixtureOptions options = _options.Read(parsed);
        bool isOnline = _options.IsOnline(parsed);
        ComponentRange range = _options.Components(parsed);
        MixtureFitting<T> fitting = new(request, _console.Stop);
        List<GaussianMixture> mixtures = [];
        for (int components = range.Fewest; components <= range.Most; components++)
        {
            GaussianMixtureOptions one = options with { ComponentCount = components };
            mixtures.Add(isOnline ? fitting.Online(one, _options.BatchSize(parsed), _options.Passes(parsed)) : fitting.Batch(one));
        }

        bool json = parsed.GetValue(_json);
        if (mixtures.Count > 1)
        {
            MixtureText.Compare(_console, mixtures, json);
        }

        GaussianMixture best = mixtures.MinBy(mixture => mixture.Fit!.Bic)!;
        MixtureText.Write(_console, best, json);
        _console.Error.WriteLine(MixtureText.Course(best.Fit!, isOnline, options.Restarts));
        if (output is not null)
        {
            best.Save(output, parsed.GetValue(_force));
            _console.Error.WriteLine($"{best.Parameters.ComponentCount} components of {best.Parameters.Dimension} columns: {output}");
        }

        return ExitCode.Success;
    }
}
