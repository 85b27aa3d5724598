using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Kernels.Bench.Measuring;
using Xunit;

namespace Kernels.Bench.Tests.Measuring;

/// <summary>What is timed side by side must do the same, and what is counted must be what is done.</summary>
public sealed class KernelListTests
{
    public static TheoryData<string> Names => [.. KernelList.All<double>().Select(kernel => kernel.Name)];

    [Fact]
    public void BothTypesHaveTheSameKernels()
    {
        string[] names = [.. KernelList.All<double>().Select(kernel => kernel.Name)];
        Assert.Equal(names.Distinct(), names);
        Assert.Equal(names, KernelList.All<float>().Select(kernel => kernel.Name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void OursThePlainLoopAndTheLibraryComputeTheSame(string name)
    {
        AssertSame(KernelList.All<double>().Single(kernel => kernel.Name == name), 1e-9);
        AssertSame(KernelList.All<float>().Single(kernel => kernel.Name == name), 1e-4);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ArgumentsAreTheSameEveryTimeAndInTheirRange(string name)
    {
        KernelEntry<double> kernel = KernelList.All<double>().Single(kernel => kernel.Name == name);
        double[] x = kernel.Arguments(200_000);
        Assert.Equal(x, kernel.Arguments(200_000));
        Assert.All(x, value => Assert.InRange(value, kernel.From, kernel.To));
        Assert.Equal(x[..1000], kernel.Arguments(1000));
        Assert.Equal(200_000, x.Length);
    }

    /// <summary>Or a kernel of two arguments is given the same one twice: the divergence of α from itself is 0, and no work.</summary>
    [Theory]
    [InlineData(1024)]
    [InlineData(65_536)]
    [InlineData(131_072)]
    [InlineData(262_144)]
    [InlineData(4_194_304)]
    public void TheHalvesOfTheArgumentsDiffer(int values)
    {
        KernelEntry<double> kernel = KernelList.All<double>().Single(kernel => kernel.Inputs == 2);
        double[] x = kernel.Arguments(values);
        Assert.InRange(Enumerable.Range(0, values / 2).Count(i => x[i] == x[i + (values / 2)]), 0, values / 1000);
        kernel.Check(x, new double[values]);
    }

    [Fact]
    public void WhatGivesNothingIsNotTimed()
    {
        KernelEntry<double> divergence = KernelList.All<double>().Single(kernel => kernel.Inputs == 2), sound = KernelList.All<double>().First();
        double[] half = divergence.Arguments(512), room = new double[1024];
        Assert.Contains("nothing but 0", Assert.Throws<InvalidOperationException>(() => divergence.Check((double[])[.. half, .. half], room)).Message, StringComparison.Ordinal);
        Assert.Contains("NaN", Assert.Throws<InvalidOperationException>(() => sound.Check([1, double.NaN, 2], room)).Message, StringComparison.Ordinal);
        Assert.Contains("nothing but 0", Assert.Throws<InvalidOperationException>(() => (sound with { Ours = (_, _) => { } }).Check(half, room)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void CountsArePositiveAndGrowWithTheElements(string name)
    {
        KernelEntry<double> kernel = KernelList.All<double>().Single(kernel => kernel.Name == name);
        double[] x = kernel.Arguments(1024);
        double[] before = [.. x];
        Operations once = kernel.Count(x);
        Assert.Equal(before, x);
        Assert.Equal(once, kernel.Count(x));
        Assert.True(once.Flops > kernel.Elements(1024));
        Operations half = kernel.Count(x[..512]);
        Assert.InRange(half.Flops / once.Flops, 0.4, 0.6);
    }

    /// <summary>Counted by hand: x·log₂e rounded by a constant, two steps of reduction, a polynomial of degree 9 (double) or 4 (float), r + r²·q, + 1; |x| compared with a limit; exponent.</summary>
    [Fact]
    public void TheOperationsOfTheExponentialAreThoseOfItsFormula()
    {
        Assert.Equal(new Operations(MultiplyAdds: 13, Multiplications: 2, Additions: 3, Divisions: 0, Others: 4), Of<double>("Exp"));
        Assert.Equal(new Operations(MultiplyAdds: 8, Multiplications: 2, Additions: 3, Divisions: 0, Others: 4), Of<float>("Exp"));
    }

    /// <summary>
    /// The exponential of x − max with its error (6 additions, of which x − max is one), one addition to each of the two sums, the NaN test of the maximum (a multiply–add), two fewer
    /// operations on |x|; and for softmax one product.
    /// </summary>
    [Fact]
    public void TheOperationsOfSumsAreThoseOfTheirLoops()
    {
        Operations exp = Of<double>("Exp"), sum = Of<double>("LogSumExp"), softmax = Of<double>("Softmax");
        Assert.Equal(exp.MultiplyAdds + 1, sum.MultiplyAdds, 0.1);
        Assert.Equal(exp.Additions + 6 + 2, sum.Additions, 0.1);
        Assert.Equal(0, sum.Divisions, 0.01);
        Assert.Equal(sum.Multiplications + 1, softmax.Multiplications, 0.01);
        Assert.Equal(sum.MultiplyAdds, softmax.MultiplyAdds, 1e-12);
    }

    /// <summary>ψ of each, eight additions of a sum that keeps its errors, one subtraction; F of each, the same sum, one division.</summary>
    [Fact]
    public void TheOperationsOfExpectationsAreThoseOfTheirParts()
    {
        Operations digamma = Of<double>("Digamma"), expected = Of<double>("ExpectedLog");
        Assert.Equal(digamma.Additions + 8 + 1, expected.Additions, 0.1);
        Assert.Equal(digamma.Divisions, expected.Divisions, 0.01);
        Operations exponential = Of<double>("ExpDigamma, mixed"), expExpected = Of<double>("ExpExpectedLog");
        Assert.Equal(exponential.Additions + 8, expExpected.Additions, 0.1);
        Assert.Equal(exponential.Divisions + 1, expExpected.Divisions, 0.01);
    }

    /// <summary>Per pair: two reciprocals of Stirling's part and ten of its five terms; b − a and four sums of eight additions each are among the additions.</summary>
    [Fact]
    public void TheOperationsOfTheDivergenceAreCounted()
    {
        Operations divergence = Of<double>("KullbackLeibler");
        Assert.Equal(12, divergence.Divisions, 0.1);
        Assert.True(divergence.Additions > (4 * 8) + 1);
    }

    private static Operations Of<T>(string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        KernelEntry<T> kernel = KernelList.All<T>().Single(kernel => kernel.Name == name);
        T[] x = kernel.Arguments(1024);
        return kernel.Count(x) / kernel.Elements(x.Length);
    }

    private static void AssertSame<T>(KernelEntry<T> kernel, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] x = kernel.Arguments(1024);
        double[] ours = Results(kernel.Ours, kernel, x);
        foreach (Kernel<T> other in kernel.Library is { } library ? new[] { kernel.Plain, library } : [kernel.Plain])
        {
            double[] theirs = Results(other, kernel, x);
            for (int i = 0; i < ours.Length; i++)
            {
                double scale = Math.Max(1e-3, Math.Abs(ours[i]));
                Assert.True(Math.Abs(ours[i] - theirs[i]) <= tolerance * scale, $"{kernel.Name}, {typeof(T).Name}, result {i}: found {theirs[i]}, ours is {ours[i]}");
            }
        }
    }

    private static double[] Results<T>(Kernel<T> work, KernelEntry<T> kernel, T[] x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] result = new T[x.Length];
        work(x, result);
        int rows = kernel.RowLength == 0 ? 1 : x.Length / kernel.RowLength;
        return [.. result.Take(kernel.Written == 1 ? kernel.Elements(x.Length) : rows).Select(double.CreateTruncating)];
    }
}
