using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading;
using Kernels.Cli.Composition;
using Kernels.Cli.Options;
using Kernels.Cli.Output;
using Kernels.Inference;
using Kernels.Tests;
using Xunit;

namespace Kernels.Cli.Tests;

/// <summary><c>kernels gmm fit</c>: variational Bayes, standard input, progress, and being stopped.</summary>
public sealed class GmmFittingTests(TinyCorpus tiny) : IClassFixture<TinyCorpus>
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private static readonly string s_table = GmmWeightsTests.Text;

    private string Table => tiny.Write("weighty.csv", s_table);

    /// <summary>Old Faithful has two kinds of eruptions, and of six components two keep weight (the bound and the weights: scikit-learn's, see the library's test).</summary>
    [DataFact("gmm/faithful.csv")]
    public void Old_Faithful_keeps_two_of_six_components()
    {
        string folder = tiny.At("bayes");
        string[] fit = ["gmm", "fit", DataFactAttribute.PathOf("gmm/faithful.csv"), "--columns", "eruptions,waiting", "--components", "6", "--bayesian", "--weight-concentration", "0.01", "--restarts", "3"];
        ToolRun run = ToolRun.Of([.. fit, "--output", folder, "--force"]);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("4 of 6 components are left empty, with less than one row each: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("bound  -1183.753  on ln p(table), weight concentration 0.01", run.Output, StringComparison.Ordinal);
        Assert.Equal(3, run.OutputLines.Count(line => line.Contains("-1183.753  ", StringComparison.Ordinal) && !line.StartsWith("bound", StringComparison.Ordinal)));
        Assert.Equal(2, run.OutputLines.Count(line => line.Contains("0.6426", StringComparison.Ordinal) || line.Contains("0.3572", StringComparison.Ordinal)));
        Assert.DoesNotContain("BIC", run.Output, StringComparison.Ordinal);
        Assert.Contains("converged after", run.Error, StringComparison.Ordinal);

        GaussianMixture mixture = GaussianMixture.Load(folder);
        Assert.Equal(["eruptions", "waiting"], mixture.Columns);
        Assert.Equal((-1183.7530788, 0.01), (Math.Round(mixture.Fit!.Bayesian!.Bound, 7), mixture.Fit.Bayesian.WeightConcentration));
        Assert.Equal(2, mixture.Fit.Bayesian.Counts.Count(count => count >= 1));
        ToolRun assigned = ToolRun.Of("gmm", "assign", folder, fit[2]);
        Assert.Equal(2, assigned.OutputLines.Skip(1).Select(line => line.Split(',')[0]).Distinct().Count());

        JsonElement[] json = ToolRun.Of([.. fit, "--json"]).Json;
        Assert.Equal(3, json.Count(line => line.GetProperty("event").GetString() == "start"));
        Assert.Equal(4, json.Count(line => line.GetProperty("event").GetString() == "component" && line.GetProperty("isEmpty").GetBoolean()));
        Assert.Equal(-1183.7530788, json[^1].GetProperty("bound").GetDouble(), 1e-7);
        Assert.Equal(2, json[^1].GetProperty("componentsWithRows").GetInt32());
        Assert.False(json[^1].TryGetProperty("bic", out _));
    }

    [Theory]
    [InlineData("--components 2..4", "option --components: found 2..4 with --bayesian, expected one number: components that the rows do not need are left empty")]
    [InlineData("--components 2 --covariance tied", "option --covariance: found tied with --bayesian, expected full")]
    [InlineData("--components 2 --method online", "option --method: found online with --bayesian, expected batch")]
    [InlineData("--components 2 --precision float", "option --precision: found float with --bayesian, expected double")]
    [InlineData("--components 2 --start random", "option --start: found with --bayesian, expected without it")]
    [InlineData("--components 2 --regularization 0.1", "option --regularization: found with --bayesian, expected without it")]
    [InlineData("--components 2 --passes 2", "option --passes: found without --method online")]
    [InlineData("--components 2 --weight-concentration 0", "option --weight-concentration: found \"0\", expected a number above 0")]
    public void What_does_not_go_with_bayes_is_refused(string arguments, string expected) => ToolRun.Refused(expected, ["gmm", "fit", Table, "--bayesian", .. arguments.Split(' ')]);

    [Fact]
    public void A_concentration_without_bayes_and_data_that_are_no_prior_are_refused()
    {
        ToolRun.Refused("option --weight-concentration: found without --bayesian, expected with it", "gmm", "fit", Table, "--components", "2", "--weight-concentration", "1");
        string flat = tiny.Write("constant.csv", "a,b\n" + string.Concat(Enumerable.Range(0, 30).Select(n => $"{n},7\n")));
        ToolRun.Refused("is no prior: column 2 has one value. Expected columns that vary", "gmm", "fit", flat, "--components", "2", "--bayesian");
    }

    /// <summary>Columns of tiny numbers are nothing but regularisation: said, in words and in JSON.</summary>
    [Fact]
    public void Components_that_the_regularisation_holds_up_are_said()
    {
        string tinyNumbers = tiny.Write("tiny.csv", "x\n" + string.Concat(Enumerable.Range(0, 60).Select(n => string.Create(CultureInfo.InvariantCulture, $"{1e-8 * (n % 7)}\n"))));
        ToolRun run = ToolRun.Of("gmm", "fit", tinyNumbers, "--components", "2");
        Assert.Contains("2 components would be less than half as wide in some direction without the regularisation", run.Error, StringComparison.Ordinal);
        Assert.Equal(2, ToolRun.Of("gmm", "fit", tinyNumbers, "--components", "2", "--json").Json[^1].GetProperty("regularizedComponents").GetInt32());
        Assert.DoesNotContain("regularisation", ToolRun.Of("gmm", "fit", tinyNumbers, "--components", "2", "--regularization", "1e-22").Error, StringComparison.Ordinal);
    }

    /// <summary>Of several numbers of components one that is singular costs itself only.</summary>
    [Fact]
    public void A_singular_number_of_components_is_left_out_of_a_range()
    {
        string few = tiny.Write("few.csv", "x\n" + string.Concat(Enumerable.Range(0, 60).Select(n => string.Create(CultureInfo.InvariantCulture, $"{(n % 2 == 0 ? 5 : n)}\n"))));
        ToolRun run = ToolRun.Of("gmm", "fit", few, "--components", "1..2", "--regularization", "0", "--restarts", "3");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("kernels: 2 components left out: The covariance of component ", run.Error, StringComparison.Ordinal);
        Assert.Contains("1.0000", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_quiet_fit_says_nothing_beside_its_results()
    {
        ToolRun run = ToolRun.Of("gmm", "fit", Table, "--columns", "x,y", "--components", "3", "--output", tiny.At("quiet"), "--force", "--quiet");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("BIC", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(ToolRun.Of("gmm", "fit", Table, "--components", "3", "--quiet", "--json").Json, line => line.GetProperty("event").GetString() == "progress");
        Assert.Contains(ToolRun.Of("gmm", "fit", Table, "--components", "3", "--json").Json, line => line.GetProperty("event").GetString() == "progress" && line.GetProperty("iteration").GetInt32() == 1);
    }

    [Fact]
    public void Progress_is_redrawn_on_a_terminal_and_taken_away()
    {
        using StringWriter error = new();
        using (MixtureReport report = new(new ToolConsole(TextWriter.Null, error, Interactive: true, CancellationToken.None), quiet: false, json: false, "log likelihood"))
        {
            Thread.Sleep(250);
            report.Iteration(3, new MixtureProgress(2, 10, 34, -1130.26395));
            report.Iteration(3, new MixtureProgress(2, 10, 35, -1130.2));
        }

        Assert.Matches(@"^\r\x1b\[2K3 components, start 2 of 10, iteration 34: log likelihood -1130\.264, \d+\.\d s\r\x1b\[2K$", error.ToString());
    }

    /// <summary>A fit without an end, stopped as Ctrl-C does: exit code 130, a model that can be used, and a line that says so; through the process.</summary>
    [UnixTheory]
    [InlineData("INT", "--components 3 --tolerance 0", "after ")]
    [InlineData("TERM", "--components 3 --tolerance 0 --max-iterations 3 --restarts 1000000", "")]
    [InlineData("INT", "--components 2..3 --tolerance 0", "after 1 of 2 models")]
    [InlineData("INT", "--components 3 --method online --batch-size 20 --passes 1000000000", "after ")]
    [InlineData("INT", "--components 30 --bayesian --tolerance 0", "after ")]
    public void A_stopped_fit_saves_what_it_learnt(string signal, string options, string where)
    {
        string folder = tiny.At("stopped-" + Guid.NewGuid().ToString("n"));
        string[] iterations = options.Contains("online", StringComparison.Ordinal) || options.Contains("--max", StringComparison.Ordinal) ? [] : ["--max-iterations", "1000000000"];

        ProcessStartInfo start = new("dotnet", [typeof(Tool).Assembly.Location, "gmm", "fit", Endless(), .. options.Split(' '), .. iterations, "--json", "--output", folder])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using Process process = WatchedProcess.Start(start);
        string? first = process.StandardOutput.ReadLine();
        Assert.Contains("\"event\":\"progress\"", first ?? process.StandardError.ReadToEnd(), StringComparison.Ordinal);
        using (Process kill = Process.Start("kill", ["-" + signal, process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            kill.WaitForExit();
        }

        string rest = process.StandardOutput.ReadToEnd(), error = process.StandardError.ReadToEnd();
        Assert.True(process.WaitForExit(s_patience));
        Assert.True(process.ExitCode == 130, $"{process.ExitCode}: {error}");
        Assert.Contains("\"event\":\"stopped\"", rest, StringComparison.Ordinal);
        Assert.Contains($"kernels: stopped {where}", error, StringComparison.Ordinal);
        Assert.Equal(options.Contains("online", StringComparison.Ordinal), Regex.IsMatch(error, @"stopped after [\d,]+ blocks?;"));
        Assert.Contains($"; what was learnt so far is saved in {folder}", error, StringComparison.Ordinal);
        Assert.True(GaussianMixture.Load(folder).Fit!.Cancelled);
        Assert.Equal(0, ToolRun.Of("gmm", "assign", folder, Endless()).ExitCode);
    }

    [Fact]
    public void A_fit_stopped_before_it_learnt_anything_writes_nothing()
    {
        foreach (string[] method in new string[][] { [], ["--bayesian"], ["--method", "online"] })
        {
            using StringWriter output = new();
            using StringWriter error = new();
            string[] args = ["gmm", "fit", Table, "--columns", "x,y", "--components", "2", "--output", tiny.At("never"), .. method];
            Assert.Equal(130, Tool.Run(args, new ToolConsole(output, error, Interactive: false, new CancellationToken(canceled: true))));
            Assert.Equal("kernels: stopped; nothing was written", error.ToString().Trim());
            Assert.False(Directory.Exists(tiny.At("never")));
        }
    }

    /// <summary>The lowest BIC of those that are known; a model that was cut off counts with what it had.</summary>
    [Fact]
    public void A_stopped_range_keeps_the_best_of_what_there_is()
    {
        GaussianMixture One(int components, double logLikelihood, bool cancelled = false) => new(
            new(GaussianCovariance.Spherical, 1, [.. Enumerable.Repeat(1.0 / components, components)], new double[components], [.. Enumerable.Repeat(1.0, components)]),
            new() { LogLikelihood = logLikelihood, LogCertainty = 0, ObservationCount = 100, FreeParameterCount = (3 * components) - 1, Cancelled = cancelled });
        MixtureFits Of(params (double LogLikelihood, bool Cancelled)[] fits) => MixtureFits.Over(
            new ComponentRange(1, 4),
            components => components <= fits.Length ? One(components, fits[components - 1].LogLikelihood, fits[components - 1].Cancelled) : throw new OperationCanceledException(),
            (_, _) => { });
        MixtureFits cut = Of((-300, false), (-200, false), (-199, true));
        Assert.Equal((true, 3, 2), (cut.IsStopped, cut.All.Count, cut.Best.Parameters.ComponentCount));
        MixtureFits between = Of((-300, false), (-200, false));
        Assert.Equal((true, 2, 2), (between.IsStopped, between.All.Count, between.Best.Parameters.ComponentCount));
        MixtureFits unscored = Of((-300, false), (double.NaN, true));
        Assert.Equal((true, 1), (unscored.IsStopped, unscored.Best.Parameters.ComponentCount));
        Assert.Equal(1, Of((double.NaN, true)).Best.Parameters.ComponentCount);
        Assert.Throws<OperationCanceledException>(() => Of());
    }

    /// <summary>Standard input online: learnt from once, not scored; the same model as from the file. In batch it is read into memory, for a range too.</summary>
    [UnixFact]
    public void Standard_input_is_read_once()
    {
        string folder = tiny.At("piped"), file = tiny.At("filed");
        string[] online = ["--columns", "x,y", "--components", "3", "--method", "online", "--batch-size", "30", "--force", "--output"];
        (int exitCode, string output, string error) = Piped(["gmm", "fit", "-", .. online, folder]);
        Assert.True(exitCode == 0, error);
        Assert.Contains("log likelihood  not known: the rows were not read again to be scored", output, StringComparison.Ordinal);
        Assert.Contains("4 blocks learnt from", error, StringComparison.Ordinal);
        Assert.Equal(0, ToolRun.Of(["gmm", "fit", Table, .. online, file]).ExitCode);
        GaussianMixture piped = GaussianMixture.Load(folder), filed = GaussianMixture.Load(file);
        Assert.Equal(filed.Parameters.Covariances.ToArray(), piped.Parameters.Covariances.ToArray());
        Assert.Equal((false, true, 4), (piped.Fit!.IsScored, filed.Fit!.IsScored, piped.Fit.Iterations));

        (exitCode, output, error) = Piped(["gmm", "fit", "-", "--columns", "x,y", "--components", "1..4", "--restarts", "3", "--json"]);
        Assert.True(exitCode == 0, error);
        Assert.Equal(3, JsonDocument.Parse(output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]).RootElement.GetProperty("components").GetInt32());

        // The column of names beside them, which is no number, is no matter: columns are found by name in a pipe too.
        (exitCode, output, error) = Piped(["gmm", "assign", folder, "-"]);
        Assert.True(exitCode == 0, error);
        Assert.Equal(ToolRun.Of("gmm", "assign", folder, Table).Output, output);
    }

    private static (int ExitCode, string Output, string Error) Piped(string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", [typeof(Tool).Assembly.Location, .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = WatchedProcess.Start(start);
        process.StandardInput.Write(s_table);
        process.StandardInput.Close();
        string output = process.StandardOutput.ReadToEnd(), error = process.StandardError.ReadToEnd();
        Assert.True(process.WaitForExit(s_patience));
        return (process.ExitCode, output, error);
    }

    /// <summary>Overlapping clouds, on which a Bayesian fit takes long.</summary>
    private string Endless() => tiny.Write("endless.csv", "x,y\n" + string.Concat(Enumerable.Range(0, 20_000).Select(n => string.Create(
        CultureInfo.InvariantCulture, $"{Math.Sin(n) + Math.Sin(1.3 * n)},{Math.Cos(2.1 * n) + (0.5 * Math.Sin(n))}\n"))));
}
