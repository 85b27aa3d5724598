using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using BenchmarkDotNet.Attributes;
using Kernels.Bench.Suites;
using Kernels.Bench.Suites.Running;
using Kernels.Lda;
using Xunit;

namespace Kernels.Bench.Tests.Suites;

/// <summary>No kernel without a suite, no suite outside the categories, no row that repeats another.</summary>
public sealed class SuiteListTests
{
    /// <summary>Span kernels of LDA, of Gaussians and of networks stand in suites that name their class, too.</summary>
    public static TheoryData<string> KernelNames =>
    [
        .. new[] { typeof(SpecialFunctions), typeof(Probability), typeof(Dirichlet) }.SelectMany(Methods).Select(method => method.Name),
        .. new[] { typeof(LdaDocument), typeof(LdaLambda), typeof(Gaussian), typeof(Activations), typeof(Likelihood) }.SelectMany(Methods).Select(method => method.DeclaringType!.Name + method.Name),
    ];

    [Theory]
    [MemberData(nameof(KernelNames))]
    public void EveryPublicKernelHasASuiteInBothTypes(string kernel)
    {
        Type[] suites = [.. SuiteList.All.Where(suite => suite.Name == $"{kernel}Benchmarks`1")];
        Assert.Equal([typeof(double), typeof(float)], suites.Select(suite => suite.GenericTypeArguments[0]).OrderBy(type => type.Name));
    }

    [Fact]
    public void EverySuiteHasOneCategory()
    {
        Assert.NotEmpty(SuiteList.All);
        foreach (Type suite in SuiteList.All)
        {
            BenchmarkCategoryAttribute category = Assert.Single(suite.GetCustomAttributes<BenchmarkCategoryAttribute>());
            Assert.Contains(Assert.Single(category.Categories), new[] { Categories.Micro, Categories.EndToEnd, Categories.Gpu });
        }
    }

    [Fact]
    public void EverySuiteIsClosedOverBothTypesOrNone() =>
        Assert.All(SuiteList.All.Where(suite => suite.IsGenericType).GroupBy(suite => suite.GetGenericTypeDefinition()), suites => Assert.Equal(2, suites.Count()));

    /// <summary>No library call is at hand: a library's row there would be the plain loop again.</summary>
    [Theory]
    [InlineData("Trigamma")]
    [InlineData("StirlingRemainder")]
    [InlineData("LdaDocumentUpdate")]
    [InlineData("LdaDocumentBound")]
    [InlineData("LdaLambdaBound")]
    [InlineData("GaussianLogDensityRows")]
    [InlineData("GaussianAddMomentRows")]
    [InlineData("ActivationsRectifierGradient")]
    public void NoLibraryRowWhereThereIsNoLibrary(string kernel) =>
        Assert.All(SuiteList.All.Where(suite => suite.Name == $"{kernel}Benchmarks`1"), suite => Assert.Null(suite.GetMethod("Library")));

    private static IEnumerable<MethodInfo> Methods(Type type) => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly);
}
