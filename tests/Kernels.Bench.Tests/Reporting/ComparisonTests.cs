using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Kernels.Bench.Reporting;
using Xunit;

namespace Kernels.Bench.Tests.Reporting;

public sealed class ComparisonTests
{
    private static Figure Time(string name, double value, double noise = 0.01) => new("kernels", name, "512", "ns", value, noise);

    private static Figure Rate(string name, double value, double noise = 0.01) => new("E-step", name, "", "million visits/s", value, noise, MoreIsBetter: true);

    private static Results Of(params Figure[] figures) => new(Samples.Machine, figures, []);

    private static string[] Names(IEnumerable<Comparison.Change> changes) => [.. changes.Select(change => change.New.Name)];

    [Fact]
    public void ALongerTimeAndALowerRateAreSlower()
    {
        Comparison comparison = new(Of(Time("a", 1), Rate("b", 100), Time("c", 1), Rate("d", 100)), Of(Time("a", 1.2), Rate("b", 50), Time("c", 0.5), Rate("d", 120)));
        Assert.Equal(["b", "a"], Names(comparison.Slower));
        Assert.Equal(["c", "d"], Names(comparison.Faster));
        Assert.Equal(2, comparison.Slower[0].Factor, 12);
        Assert.Equal(1, comparison.ExitCode);
    }

    [Fact]
    public void WhatIsWithinTheNoiseOfBothIsNoChange()
    {
        Comparison comparison = new(Of(Time("a", 1, 0.1), Rate("b", 100, 0.2)), Of(Time("a", 1.19, 0.1), Rate("b", 80, 0.1)));
        Assert.Empty(comparison.Slower);
        Assert.Empty(comparison.Faster);
        Assert.Equal(0, comparison.ExitCode);
        Assert.Single(new Comparison(Of(Time("a", 1, 0.1)), Of(Time("a", 1.21, 0.1))).Slower);
    }

    [Fact]
    public void ARunThatKnowsNoNoiseIsGivenSome()
    {
        Assert.Empty(new Comparison(Of(Time("a", 1, 0)), Of(Time("a", 1.04, 0))).Slower);
        Assert.Single(new Comparison(Of(Time("a", 1, double.NaN)), Of(Time("a", 1.06, 0))).Slower);
    }

    [Fact]
    public void FasterAloneIsNoFailure() => Assert.Equal(0, new Comparison(Of(Time("a", 2)), Of(Time("a", 1))).ExitCode);

    [Fact]
    public void WhatIsInOneRunOnlyIsListed()
    {
        Comparison comparison = new(Of(Time("gone", 1), Time("same", 1), Time("failed", 1)), Of(Time("same", 1), Time("added", 1), Time("failed", double.NaN)));
        Assert.Equal(["kernels | gone | 512 | ns", "kernels | failed | 512 | ns"], comparison.Missing);
        Assert.Equal(["kernels | added | 512 | ns"], comparison.New);
        Assert.Equal(1, comparison.ExitCode);
        Assert.Contains("missing         kernels | gone | 512 | ns", comparison.Lines());
        Assert.Equal("0 slower, 0 faster, of 3 figures; 2 of the old ones are gone. 1 are new.", comparison.Lines().Last());
    }

    [Fact]
    public void AnotherUnitIsAnotherFigure()
    {
        Comparison comparison = new(Of(Time("a", 1)), Of(Time("a", 1000) with { Unit = "ps" }));
        Assert.Empty(comparison.Slower);
        Assert.Single(comparison.Missing);
        Assert.Single(comparison.New);
    }

    /// <summary>What did not come out is not fast: it is gone.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void WhatTakesNoTimeWasNotMeasured(double value)
    {
        Comparison comparison = new(Of(Time("a", 1), Time("b", 1)), Of(Time("a", value), Time("b", 1)));
        Assert.Empty(comparison.Faster);
        Assert.Single(comparison.Missing);
        Assert.Equal(1, comparison.ExitCode);
    }

    /// <summary>The distance of two λ may be 0 in one run.</summary>
    [Fact]
    public void WhatProvesTheSameWorkIsNoSpeed()
    {
        Figure distance = new("peers: distance", "NIPS", "gensim", "relative", 1e-9, 0);
        Assert.Equal(0, new Comparison(Of(Time("a", 1), distance), Of(Time("a", 1), distance with { Value = 0 })).ExitCode);
    }

    /// <summary>Runs that say nothing about each other are refused in one line.</summary>
    [Fact]
    public void WhatCannotBeComparedIsRefused()
    {
        Results run = Of(Time("a", 1));
        foreach ((Results old, Results current, string said) in new[]
        {
            (run, run with { Machine = run.Machine with { Processor = "Other" } }, "expected one processor"),
            (run, run with { Machine = run.Machine with { Cores = 8 } }, "8, expected as many"),
            (run, run with { Machine = run.Machine with { Processor = "" } }, "the new run names no processor"),
            (run with { Machine = run.Machine with { Cores = 0 } }, run, "the old run names no processor or no cores"),
            (run, run with { Note = Results.QuickNote }, "the new run is a quick one"),
            (run with { Note = Results.QuickNote }, run, "the old run is a quick one"),
            (run, Of(), "the new run has no measured figure"),
            (run, Of(Time("a", double.NaN)), "the new run has no measured figure"),
            (run, Samples.Peers with { Machine = run.Machine }, "no figure in common"),
        })
        {
            using TemporaryFolder folder = new();
            StringWriter output = new(), errors = new();
            Assert.Equal(2, ReportCommands.Run(["compare", folder.Write("old.json", old.ToJson()), folder.Write("new.json", current.ToJson())], output, errors));
            Assert.Contains(said, Assert.Single(errors.ToString().TrimEnd().Split('\n')), StringComparison.Ordinal);
            Assert.Empty(output.ToString());
        }
    }

    [Fact]
    public void WhatWasCountedIsNotCompared()
    {
        Figure counted = new("operations", "a", "additions", "an element", 10, 0, Measured: false);
        Comparison comparison = new(Of(counted), Of(counted with { Value = 20 }));
        Assert.Empty(comparison.Slower);
        Assert.Empty(comparison.Missing);
    }

    [Fact]
    public void AWeakerMachineIsSaidAndIsNoFailure()
    {
        Figure limit = new("limits", "multiply–adds (double)", "512", "G/s", 60, 0.01, MoreIsBetter: true);
        Comparison comparison = new(Of(limit), Of(limit with { Value = 30 }));
        Assert.Single(comparison.Machine);
        Assert.Empty(comparison.Slower);
        Assert.Equal(0, comparison.ExitCode);
        Assert.Contains(comparison.Lines(), line => line.StartsWith("machine slower   2.00", StringComparison.Ordinal));
    }

    [Fact]
    public void AnotherRuntimeAndANoteAreSaid()
    {
        Results old = Of(Time("a", 1)), current = old with { Machine = Samples.Machine with { Runtime = ".NET 11" }, Note = "A note." };
        string[] lines = [.. new Comparison(old, current).Lines()];
        Assert.Contains("not one runtime: .NET 10, then .NET 11", lines);
        Assert.Contains("new: A note.", lines);
        Assert.DoesNotContain(new Comparison(old, old).Lines(), line => line.StartsWith("not one", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1.0, 0)]
    [InlineData(1.5, 1)]
    public void TheCommandReadsFoldersAndTellsByItsExitCode(double value, int expected)
    {
        using TemporaryFolder old = new(), current = new();
        old.Write(Results.FileName, Of(Time("a", 1)).ToJson());
        string file = current.Write("any-name.json", Of(Time("a", value)).ToJson());
        StringWriter output = new(), errors = new();
        Assert.Equal(expected, ReportCommands.Run(["compare", old.Path, file], output, errors));
        Assert.Equal(expected == 1, output.ToString().Contains("slower   1.50  kernels | a | 512 | ns: 1.00 -> 1.50", StringComparison.Ordinal));
        Assert.Empty(errors.ToString());
    }

    [Theory]
    [InlineData("compare")]
    [InlineData("compare", "nowhere", "elsewhere")]
    [InlineData("report", "--quik")]
    [InlineData("report", "--output")]
    [InlineData("report", "--peers", "nowhere.json")]
    [InlineData("render")]
    [InlineData("readme", "a", "b")]
    [InlineData("growth", "1", "2", "3")]
    [InlineData("growth", "1", "2", "3", "4", "five")]
    [InlineData("other")]
    public void AMistakeIsOneLineAndExitCodeTwo(params string[] arguments)
    {
        StringWriter output = new(), errors = new();
        Assert.Equal(2, ReportCommands.Run(arguments, output, errors));
        Assert.Empty(output.ToString());
        Assert.Single(errors.ToString().TrimEnd().Split('\n'));
    }

    /// <summary>Known before anything is measured.</summary>
    [Fact]
    public void AReportThatHasNoPlaceIsRefusedAtOnce()
    {
        using TemporaryFolder folder = new();
        string file = folder.Write("a-file", "");
        StringWriter output = new(), errors = new();
        Assert.Equal(2, ReportCommands.Run(["report", "--quick", "--output", Path.Combine(file, "below")], output, errors));
        Assert.Contains("expected a folder that can be written", Assert.Single(errors.ToString().TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.Equal(2, ReportCommands.Run(["render", file], output, errors = new()));
        Assert.Contains("which is no folder", errors.ToString(), StringComparison.Ordinal);
        ReportCommand.Probe(folder.At("new"));
        Assert.Empty(Directory.GetFileSystemEntries(folder.At("new")));
    }
}
