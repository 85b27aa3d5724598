using System;
using System.Linq;
using ILGPU.Backends.EntryPoints;
using Kernels.Formulas;
using Xunit;
using Xunit.Abstractions;

namespace Kernels.Gpu.Tests;

/// <summary>What each kernel must not hold, and about how long it is. The sizes are pinned loosely: a tenth more is a regression to look at.</summary>
public sealed class PtxTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("Exp", 93, 104)]
    [InlineData("Log", 141, 157)]
    [InlineData("Digamma", 258, 297)]
    [InlineData("Trigamma", 175, 205)]
    [InlineData("LogGamma", 410, 476)]
    [InlineData("StirlingRemainder", 348, 401)]
    [InlineData("ExpDigamma", 201, 240)]
    [InlineData("LogSumExp", 415, 430)]
    [InlineData("Softmax", 735, 764)]
    [InlineData("ExpectedLog", 941, 1054)]
    [InlineData("ExpExpectedLog", 1345, 1553)]
    [InlineData("KullbackLeibler", 6158, 6923)]
    [InlineData("Sigmoid", 63, 71)]
    [InlineData("Softplus", 104, 116)]
    [InlineData("HyperbolicTangent", 78, 91)]
    [InlineData("NormalQuantile", 155, 230)]
    public void AKernelIsPlain(string name, int floatInstructions, int doubleInstructions)
    {
        string single = Ptx.Of(Entry<float>(name)), wide = Ptx.Of(Entry<double>(name));
        output.WriteLine($"[InlineData(\"{name}\", {Ptx.Instructions(single).Length}, {Ptx.Instructions(wide).Length})]");
        Ptx.AssertPlain(single);
        Ptx.AssertPlain(wide);
        Assert.DoesNotContain(".f64", single, StringComparison.Ordinal);
        AssertNear(floatInstructions, Ptx.Instructions(single).Length);
        AssertNear(doubleInstructions, Ptx.Instructions(wide).Length);
    }

    /// <summary>LDA's kernels and those of long rows; the sums over λ and the logarithms of rows that underflowed are in double by design.</summary>
    [Theory]
    [InlineData(typeof(LdaDocumentKernel<,,>), "Run", false, 3542, 3737)]
    [InlineData(typeof(LdaDocumentKernel<,,>), "Run", false, 3611, 3806, null, typeof(WarpTeam))]
    [InlineData(typeof(LdaStatisticsKernel<,>), "SumPieces", false, 200, 200)]
    [InlineData(typeof(LdaStatisticsKernel<,>), "JoinPieces", false, 94, 94)]
    [InlineData(typeof(LdaStatisticsKernel<,>), "AddRows", false, 49, 49)]
    [InlineData(typeof(LdaStatisticsKernel<,>), "Settle", false, 42, 42)]
    [InlineData(typeof(LdaTopicKernels<,>), "Factors", false, 309, 349)]
    [InlineData(typeof(LdaTopicKernels<,>), "Step", false, 64, 64)]
    [InlineData(typeof(LdaTopicKernels<,>), "Gather", false, 37, 37)]
    [InlineData(typeof(LdaTopicKernels<,>), "SumWords", true, 53, 52)]
    [InlineData(typeof(LdaTopicKernels<,>), "SumBlocks", true, 35, 35)]
    [InlineData(typeof(LdaLogFactorKernel<,>), "Run", true, 1072, 1068)]
    [InlineData(typeof(LongRowKernels<,>), "Maxima", false, 135, 137)]
    [InlineData(typeof(LongRowKernels<,>), "Sums", false, 199, 206)]
    [InlineData(typeof(LongRowKernels<,>), "Infinities", false, 79, 81)]
    [InlineData(typeof(LongRowKernels<,>), "Logarithms", false, 92, 98)]
    [InlineData(typeof(LongRowKernels<,>), "Softmax", false, 206, 221)]
    [InlineData(typeof(LongDirichletKernels<,>), "Totals", false, 164, 166)]
    [InlineData(typeof(LongDirichletKernels<,>), "ExpectedLog", false, 729, 840)]
    [InlineData(typeof(LongDirichletKernels<,>), "ExpExpectedLog", false, 1132, 1338)]
    [InlineData(typeof(LongDirichletKernels<,>), "Divergences", false, 2956, 3338)]
    [InlineData(typeof(LongDirichletKernels<,>), "KullbackLeibler", false, 2746, 3125)]
    [InlineData(typeof(RowTreeKernels<,>), "Climb", false, 170, 170, typeof(SideBySide<,>))]
    [InlineData(typeof(RowTreeKernels<,>), "Climb", false, 188, 188, typeof(Compensated<,>))]
    [InlineData(typeof(DrawKernels<,>), "Sample", false, 458, 480, typeof(OpenUniformDraw<>))]
    [InlineData(typeof(DrawKernels<,>), "Sample", false, 530, 649, typeof(StandardNormalDraw<>))]
    [InlineData(typeof(ElementwiseKernels<,>), "Slope", false, 69, 76, typeof(SoftplusSlope<>))]
    [InlineData(typeof(LikelihoodKernels<,>), "BernoulliLogits", false, 259, 274)]
    [InlineData(typeof(LikelihoodKernels<,>), "GaussianLogVariances", false, 253, 265)]
    public void AKernelOfAClassIsPlain(Type kernels, string name, bool isDouble, int floatInstructions, int doubleInstructions, Type? argument = null, Type? team = null)
    {
        Func<Type, string, Type[], EntryPointDescription> entry = name is "SumBlocks" or "Logarithms" or "KullbackLeibler" or "Sample" or "Slope" ? DeviceKernel.Threads : DeviceKernel.Groups;
        Type[] others = kernels == typeof(LdaDocumentKernel<,,>) ? [team ?? typeof(GroupTeam)] : [];
        string single = Ptx.Of(entry(DeviceKernel.Of<float>(kernels, others), name, Arguments<float>(argument)));
        string wide = Ptx.Of(entry(DeviceKernel.Of<double>(kernels, others), name, Arguments<double>(argument)));
        output.WriteLine($"[InlineData(typeof({Name(kernels)}<,>), \"{name}\", {(isDouble ? "true" : "false")}, {Ptx.Instructions(single).Length}, {Ptx.Instructions(wide).Length}{(argument is null ? "" : $", typeof({Name(argument)}<{(argument.GetGenericArguments().Length == 1 ? "" : ",")}>)")})]");
        Ptx.AssertPlain(single);
        Ptx.AssertPlain(wide);
        Assert.Equal(isDouble, single.Contains(".f64", StringComparison.Ordinal));
        AssertNear(floatInstructions, Ptx.Instructions(single).Length);
        AssertNear(doubleInstructions, Ptx.Instructions(wide).Length);
        if (team == typeof(WarpTeam))
        {
            // Warps whose documents end after different numbers of iterations must not wait for each other.
            Assert.Contains("bar.warp.sync", single, StringComparison.Ordinal);
            Assert.DoesNotContain("bar.sync", single, StringComparison.Ordinal);
            Assert.DoesNotContain("bar.red", single, StringComparison.Ordinal);
        }
    }

    /// <summary>A formula, or a class that is also generic in the lane; none of null.</summary>
    private static Type[] Arguments<T>(Type? argument)
        where T : unmanaged =>
        argument is null ? [] : argument.GetGenericArguments().Length == 1 ? [argument.MakeGenericType(typeof(T))] : [DeviceKernel.Of<T>(argument)];

    private static string Name(Type generic) => generic.Name.Split('`')[0];

    private static void AssertNear(int expected, int actual) => Assert.InRange(actual, expected * 9 / 10, expected * 11 / 10);

    private static EntryPointDescription Entry<T>(string name)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        Type? formula = name switch
        {
            "Exp" => typeof(Exponential<T>),
            "Log" => typeof(Logarithm<T>),
            "Digamma" => typeof(DigammaFormula<T>),
            "Trigamma" => typeof(TrigammaFormula<T>),
            "LogGamma" => typeof(LogGammaFormula<T>),
            "StirlingRemainder" => typeof(StirlingRemainderFormula<T>),
            "ExpDigamma" => typeof(ExpDigammaFormula<T>),
            "Sigmoid" => typeof(Sigmoid<T>),
            "Softplus" => typeof(Softplus<T>),
            "HyperbolicTangent" => typeof(HyperbolicTangent<T>),
            "NormalQuantile" => typeof(NormalQuantile<T>),
            _ => null,
        };
        return formula is null
            ? DeviceKernel.Groups(DeviceKernel.Of<T>(typeof(RowKernels<,>)), name)
            : DeviceKernel.Threads(DeviceKernel.Of<T>(typeof(ElementwiseKernels<,>)), "Map", formula);
    }
}
