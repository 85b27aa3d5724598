using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace Kernels.Tests;

/// <summary>The README, the documentation and the table of contracts say the same.</summary>
public partial class KernelTableTests
{
    private const string Header = "| function | formula | domain | max ULP double | max ULP float |";

    [Fact]
    public void The_readme_table_is_the_contract()
    {
        string expected = string.Join('\n', KernelTable.Rows.Select(row => row.ReadmeLine()).Concat(ReductionTable.Rows.Select(row => row.ReadmeLine())).Prepend("|---|---|---|---|---|").Prepend(Header));
        string readme = Path.Combine(PublicApi.Root(), "README.md");
        Assert.True(File.Exists(readme), $"There is no README.md; under \"## Kernels\" it should hold\n{expected}");
        IEnumerable<string> section = File.ReadLines(readme).SkipWhile(line => line.TrimEnd() != "## Kernels").Skip(1)
            .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal));
        string found = string.Join('\n', section.Select(line => line.TrimEnd()).SkipWhile(line => line != Header).TakeWhile(line => line.StartsWith('|')));
        Assert.True(found == expected, $"The table under \"## Kernels\" in README.md is\n{found}\nand the contracts say\n{expected}");
    }

    /// <summary>Of one span to another: ways back take two, draws a stream.</summary>
    [Fact]
    public void Every_public_elementwise_kernel_has_a_row()
    {
        string[] methods =
        [
            .. new[] { typeof(SpecialFunctions), typeof(Activations), typeof(Sampling) }.SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static))
                .Where(method => method.GetParameters() is [{ ParameterType.IsGenericType: true }, { Name: "destination" }]).Select(Name).Distinct().Order(),
        ];
        Assert.Equal(methods, KernelTable.Rows.Select(row => $"{row.Class.Name}.{row.Name}").Order());

        static string Name(MethodInfo method) => $"{method.DeclaringType!.Name}.{method.Name}";
    }

    [Fact]
    public void Every_public_kernel_that_sums_has_a_row()
    {
        string[] methods =
        [
            .. new[] { typeof(Probability), typeof(Dirichlet) }.SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static))
                .Select(method => method.Name).Distinct().Order(),
        ];
        Assert.Equal(methods, ReductionTable.Rows.SelectMany(row => row.Methods).Order());
    }

    [Theory]
    [MemberData(nameof(ReductionTable.Names), MemberType = typeof(ReductionTable))]
    public void The_documentation_states_the_same_bound(string name)
    {
        ReductionRow row = ReductionTable.Row(name);
        var document = XDocument.Load(Path.Combine(AppContext.BaseDirectory, "Kernels.xml"));
        string remarks = document.Descendants("member")
            .Single(element => Regex.IsMatch(element.Attribute("name")!.Value, $@"^M:Kernels\.(Probability|Dirichlet)\.{name}``1\(")).Element("remarks")!.Value;
        foreach (double limit in new[] { row.DoubleLimit, row.SingleLimit })
        {
            string bound = row.Unit.Length == 0 ? row.Bound(limit) + " ULP" : row.Bound(limit);
            Assert.Contains($"Error ≤ {bound}", remarks, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(KernelTable.Names), MemberType = typeof(KernelTable))]
    public void The_documentation_states_the_same_ulps(string name)
    {
        KernelRow row = KernelTable.Row(name);
        var document = XDocument.Load(Path.Combine(AppContext.BaseDirectory, "Kernels.xml"));
        XElement member = document.Descendants("member")
            .Single(element => element.Attribute("name")!.Value.StartsWith($"M:Kernels.{row.Class.Name}.{name}``1(", StringComparison.Ordinal));
        string remarks = member.Element("remarks")!.Value;
        Bound[] bounds = [.. row.DoubleBounds, .. row.SingleBounds];
        IEnumerable<double> stated = UlpPattern().Matches(remarks).Select(match => ReferenceData.Number(match.Groups[1].Value));
        IEnumerable<double> promised = bounds.Where(bound => bound.Unit == ErrorUnit.Ulp).Select(bound => bound.Limit);
        Assert.Equal(promised.Distinct().Order(), stated.Distinct().Order());
        foreach (Bound bound in bounds.Where(bound => bound.Unit == ErrorUnit.Absolute))
        {
            Assert.Contains(Bound.Number(bound.Limit), remarks, StringComparison.Ordinal);
        }
    }

    [GeneratedRegex(@"≤ ([\d.]+) ULP")]
    private static partial Regex UlpPattern();
}
