using System;
using System.CommandLine;
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
    private readonly Command _command = new("fit", "Fit a mixture of Gaussians by EM or variational Bayes and write it to a model folder: model.json, weights.npy, means.npy, covariances.npy.");
    private readonly TableInput _table;
    private readonly MixtureFitOptions _options;
    private readonly Option<string?> _output = new("--output") { HelpName = "DIR", Description = "The model folder (default: none is written)." };
    private readonly Option<bool> _force = new("--force") { Description = "Replace a model that is already in the folder." };
    private readonly Option<bool> _quiet = new("--quiet") { Description = "No progress and no notes." };
    private readonly Option<bool> _json = new("--json") { Description = "JSON lines on standard output: progress, model (of several numbers of components), start (Bayesian), component, done or stopped." };

    private GmmFitCommand(ToolConsole console)
    {
        _console = console;
        _table = new TableInput(_command, withWeights: true);
        _options = new MixtureFitOptions(_command);
        foreach (Option option in (Option[])[_output, _force, _quiet, _json])
        {
            _command.Add(option);
        }

        _command.SetAction(parsed => _options.IsSingle(parsed) ? Run<float>(parsed) : Run<double>(parsed));
    }

    public static Command Create(ToolConsole console) => ExampleHelp.WithExamples(
        new GmmFitCommand(console)._command,
        "kernels gmm fit faithful.csv --columns eruptions,waiting --components 3 --covariance tied --restarts 10 --output model",
        "kernels gmm fit points.npy --components 1..9",
        "kernels gmm fit faithful.csv --columns eruptions,waiting --components 6 --bayesian --weight-concentration 0.01 --output model",
        "kernels gmm fit survey.csv --weights persons --components 4 --output model",
        "kernels gmm fit huge.csv.gz --components 32 --method online --batch-size 100000 --output model",
        "",
        "covariances.npy is components x columns x columns (full), columns x columns (tied), components x columns (diag) or components",
        "(spherical), as in scikit-learn. BIC = -2 ln L + p ln n and AIC = -2 ln L + 2 p; ICL = BIC - 2 sum ln(largest responsibility).",
        "For all three lower is better; mclust shows the negative of BIC. With --bayesian the arrays hold the posterior's means, model.json",
        "the rest of it, and the bound on ln p(table) takes the place of BIC: higher is better.",
        "Ctrl-C saves what was learnt so far.");

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
        ComponentRange range = _options.Components(parsed);
        RequireFile(parsed, request, range);
        (bool json, bool quiet) = (parsed.GetValue(_json), parsed.GetValue(_quiet));
        MixtureFits fits;
        using (MixtureReport report = new(_console, quiet, json, _options.IsBayesian(parsed) ? "bound" : "log likelihood"))
        {
            fits = MixtureFits.Over(range, FitOf<T>(parsed, request, range, report), (components, failure) => _console.Error.WriteLine($"kernels: {Amounts.Of(components, "component")} left out: {failure}"));
        }

        // Before anything is printed: where the results go may be full, or read no further.
        if (output is not null)
        {
            fits.Best.Save(output, parsed.GetValue(_force));

            // Of a training of another kind: what it would go on with has been replaced.
            CheckpointOptions.Delete(output);
        }

        if (range.Most > range.Fewest)
        {
            MixtureText.Compare(_console, fits, json);
        }

        if (json)
        {
            MixtureJson.Write(_console, fits.Best, fits.IsStopped);
        }
        else
        {
            MixtureText.Write(_console, fits.Best);
        }

        if (!quiet)
        {
            _console.Error.WriteLine(MixtureText.Course(fits.Best.Fit!, _options.IsOnline(parsed)));
        }

        return Finish(fits, range, output, quiet, _options.IsOnline(parsed));
    }

    private Func<int, GaussianMixture> FitOf<T>(ParseResult parsed, TableRequest request, ComponentRange range, MixtureReport report)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (_options.IsBayesian(parsed))
        {
            BayesianGaussianMixtureOptions bayesian = _options.ReadBayesian(parsed);
            return components => BayesianMixtureFitting.Fit(request, bayesian with { ComponentCount = components }, report, _console.Stop);
        }

        GaussianMixtureOptions options = _options.Read(parsed);
        MixtureFitting<T> fitting = new(request, range, report, _console.Stop);
        (int batchSize, int passes) = (_options.BatchSize(parsed), _options.Passes(parsed));
        return _options.IsOnline(parsed)
            ? components => fitting.Online(options with { ComponentCount = components }, batchSize, passes)
            : components => fitting.Batch(options with { ComponentCount = components });
    }

    /// <summary>Standard input is read once: in batch into memory, online for one pass of one model, which is then not scored.</summary>
    private void RequireFile(ParseResult parsed, TableRequest request, ComponentRange range)
    {
        if (request.IsStandardInput && _options.IsOnline(parsed) && (_options.Passes(parsed) > 1 || range.Most > range.Fewest))
        {
            string reason = range.Most > range.Fewest ? $"--components {range.Fewest}..{range.Most}" : $"--passes {_options.Passes(parsed)}";
            throw new BadInputException($"table -: found standard input with --method online and {reason}, expected a file: standard input can be read once only");
        }
    }

    /// <summary>Says where the model is; that a run was stopped even a quiet one says.</summary>
    private int Finish(MixtureFits fits, ComponentRange range, string? output, bool quiet, bool isOnline)
    {
        if (fits.IsStopped)
        {
            _console.Error.WriteLine(
                $"kernels: stopped {MixtureText.Where(fits, range, isOnline)}; {(output is null ? "there is no --output to save it in" : $"what was learnt so far is saved in {output}")}");
            return ExitCode.Stopped;
        }

        if (output is not null && !quiet)
        {
            GaussianMixtureParameters p = fits.Best.Parameters;
            _console.Error.WriteLine($"{Amounts.Of(p.ComponentCount, "component")} of {Amounts.Of(p.Dimension, "column")}: {output}");
        }

        return ExitCode.Success;
    }
}
