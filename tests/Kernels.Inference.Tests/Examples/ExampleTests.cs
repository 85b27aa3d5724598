using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Kernels.Corpora;
using Kernels.Lda;
using Xunit;

namespace Kernels.Inference.Tests;

/// <summary>Every type that is called has an example in its documentation, and every example compiles, runs and prints what it says it prints.</summary>
public class ExampleTests(ExampleRun run) : IClassFixture<ExampleRun>
{
    /// <summary>Types with methods that need no example, and why.</summary>
    private static readonly Dictionary<Type, string> s_withoutExample = new()
    {
        [typeof(LdaEStepResult)] = "a result; E-steps are in LdaDocument's and CpuLdaDevice's",
        [typeof(GaussianMixtureScore)] = "a result; in GaussianMixture's",
        [typeof(DirichletEstimate)] = "a result; in DirichletEstimation's",
        [typeof(LdaTopics)] = "a handle; in CpuLdaDevice's",
        [typeof(LdaModel<>)] = "what it has LdaModel has, whose example it is",
        [typeof(LdaFailure)] = "only a run that met a NaN has one, and the tests of the tool show it",
    };

    private static readonly Type[] s_public = [.. new[] { typeof(SpecialFunctions), typeof(CorpusReader), typeof(LdaModel) }.SelectMany(type => type.Assembly.GetExportedTypes())];

    public static TheoryData<string> Names => [.. DocumentedExample.All.Select(example => example.Name).Where(name => name != DocumentedExample.Readme)];

    [Fact]
    public void EveryExampleCompilesWithoutAWarning() => Assert.True(run.CompilerErrors.Length == 0, run.CompilerErrors);

    [Theory]
    [MemberData(nameof(Names))]
    public void AnExamplePrintsWhatItSaysItPrints(string name)
    {
        DocumentedExample example = DocumentedExample.All.Single(candidate => candidate.Name == name);
        ExampleProgram.Outcome outcome = run.Of(name);
        Assert.Null(outcome.Failure);
        Assert.NotEmpty(outcome.Printed);
        Assert.Equal(string.Join('\n', example.Printed), string.Join('\n', outcome.Printed));
    }

    /// <summary>A figure in another comment would be one that nobody checks.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void OnlyWhatIsPrintedHasFigures(string name) =>
        Assert.DoesNotContain(DocumentedExample.All.Single(candidate => candidate.Name == name).Remarks, remark => Regex.IsMatch(remark, @"\d\.\d"));

    [Theory]
    [MemberData(nameof(Names))]
    public void AnExampleIsShort(string name)
    {
        IReadOnlyList<string> lines = DocumentedExample.All.Single(candidate => candidate.Name == name).Lines;
        Assert.InRange(lines.Count, 1, 32);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 140));
    }

    [Fact]
    public void TheReadmeExampleRuns()
    {
        ExampleProgram.Outcome outcome = run.Of(DocumentedExample.Readme);
        Assert.Null(outcome.Failure);
        Assert.Equal(20 + 1, outcome.Printed.Count); // a line a topic
        Assert.Equal("15 passes, θ sums to 1.00000, saved: True", outcome.Printed[^1]);
    }

    [Fact]
    public void EveryTypeThatIsCalledHasAnExample()
    {
        HashSet<string> shown = [.. DocumentedExample.All.Where(example => example.Name != DocumentedExample.Readme).Select(example => example.TypeName)];
        Type[] called = [.. s_public.Where(IsCalled)];
        string[] without = [.. called.Where(type => !shown.Contains(type.FullName!) && !s_withoutExample.ContainsKey(type)).Select(type => type.FullName!)];
        string[] noException = [.. s_withoutExample.Keys.Where(type => shown.Contains(type.FullName!) || !called.Contains(type)).Select(type => type.FullName!)];
        Assert.Empty(without);
        Assert.Empty(noException);
    }

    /// <summary>C# belongs into an example; what is left is the Python for the other side of an exchange.</summary>
    [Fact]
    public void CodeOutsideOfExamplesIsPython() => Assert.Equal(
        ["T:Kernels.Inference.GensimFormat", "T:Kernels.Inference.PyLdaVisFormat", "T:Kernels.Inference.ScikitLearnFormat"],
        DocumentedExample.CodeOutsideOfExamples().Where(example => s_public.Any(type => type.FullName == example.TypeName)).Select(example => example.Name).Distinct().Order(StringComparer.Ordinal));

    /// <summary>An example that is wrong in any way is found: another figure, a line too few, an exception, a warning.</summary>
    [Fact]
    public void WhatIsWrongIsFound()
    {
        DocumentedExample[] examples =
        [
            new("right", ["Console.WriteLine(1 + 1); // 2", "for (int i = 0; i < 2; i++)", "{", "    Console.WriteLine(i);", "}", "// 0", "// 1", "", "// a remark"]),
            new("throws", ["Console.WriteLine(new Vocabulary([\"plum\", \"plum\"]).Count); // 2"]),
        ];
        (string errors, IReadOnlyList<ExampleProgram.Outcome> outcomes) = ExampleProgram.Run(examples, new Dictionary<string, (string, string)>());
        Assert.Empty(errors);
        Assert.Equal(["2", "0", "1"], outcomes[0].Printed);
        Assert.Equal(["2", "0", "1"], examples[0].Printed);
        Assert.Equal(["a remark"], examples[0].Remarks);
        Assert.Contains("plum", outcomes[1].Failure, StringComparison.Ordinal);

        (errors, _) = ExampleProgram.Run([new("warns", ["int unused = 3;"])], new Dictionary<string, (string, string)>());
        Assert.Contains("warns(1,", errors, StringComparison.Ordinal);
        Assert.Contains("CS0219", errors, StringComparison.Ordinal);
    }

    /// <summary>Whether a type does something: it has a method of its own, and is no option, delegate, enumeration or exception, nor an interface.</summary>
    private static bool IsCalled(Type type) =>
        !(type.IsEnum || type.IsInterface || typeof(Delegate).IsAssignableFrom(type) || typeof(Exception).IsAssignableFrom(type) || type.Name.EndsWith("Options", StringComparison.Ordinal))
        && type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Any(method => !(method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal)) && !method.IsDefined(typeof(CompilerGeneratedAttribute)));
}
