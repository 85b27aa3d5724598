using System;
using System.Numerics;
using Kernels.Lda;
using Xunit;

namespace Kernels.Gpu.Tests;

/// <summary>The PTX of the document kernel: the bits of the simulator, tile in one piece or streamed, topics dying or not, and by warps those of groups.</summary>
[Collection(SharedDevice.Collection)]
public sealed class PtxLdaTests(SharedDevice simulator)
{
    private const int Warp = 32;

    [Theory]
    [InlineData(6, 30, 20, 0.3)]
    [InlineData(21, 8, 12, 0.01)]
    public void TheDocumentKernelIsTheSameInBoth(int topicCount, int tileWords, int mostWords, double alpha)
    {
        Compare<float>(topicCount, tileWords, mostWords, alpha);
        Compare<double>(topicCount, tileWords, mostWords, alpha);
    }

    /// <summary>Seven documents, by three warps a group: the last group has two warps without a document.</summary>
    [Theory]
    [InlineData(6, 30, 20, 0.3)]
    [InlineData(40, 12, 9, 0.01)]
    public void WarpsOfAGroupGiveTheBitsOfGroups(int topicCount, int tileWords, int mostWords, double alpha)
    {
        Pack<float>(topicCount, tileWords, mostWords, alpha);
        Pack<double>(topicCount, tileWords, mostWords, alpha);
    }

    /// <summary>A topic whose γ overflows is not dropped with those whose θ is 0 beside it: the document is not lost, and its γ shows what happened.</summary>
    [Fact]
    public void AnOverflowStaysWhereItIs()
    {
        LdaKernelCase<float> kernel = new(new LdaCorpus([0, 4], [0, 1, 2, 3], [3e38f, 3e38f, 3e38f, 3e38f], 30), 4, 30, 0.3);
        foreach (Array[] results in (Array[][])[kernel.OnPtx(typeof(GroupTeam), 8), kernel.OnPtx(typeof(WarpTeam), Warp), kernel.OnSimulator(simulator.Device, isWarp: false, 8)])
        {
            Assert.Equal([-LdaKernelCase<float>.MaxIterations], (int[])results[LdaKernelCase<float>.FirstResult + 1]);
            Assert.Contains((float[])results[LdaKernelCase<float>.FirstResult], value => !float.IsFinite(value));
        }
    }

    /// <summary>The step of λ is one formula: the bits of <see cref="LdaLambda.Step{T}"/>, with one η and with one a word.</summary>
    [Theory]
    [InlineData(1, 0.3, 40.0)]
    [InlineData(5, 1.0, 1.0)]
    public void TheStepOfLambdaHasTheProcessorsBits(int etaCount, double rho, double scale)
    {
        Step<float>(etaCount, rho, scale);
        Step<double>(etaCount, rho, scale);
    }

    private static void Step<T>(int etaCount, double rho, double scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int Words = 5, TopicCount = 19;
        T[] lambda = Values.Positive<T>(Words * TopicCount, 1), statistics = Values.Positive<T>(Words * TopicCount, 2), eta = Values.Positive<T>(etaCount, 3);
        T[] expected = [.. lambda];
        LdaLambda.Step<T>(expected, statistics, TopicCount, eta, rho, scale);
        PtxMachine machine = new(Ptx.Of(DeviceKernel.Groups(DeviceKernel.Of<T>(typeof(LdaTopicKernels<,>)), "Step")));
        (ulong, long) rows = machine.Upload(lambda), sums = machine.Upload(statistics), errors = machine.Upload(new T[statistics.Length]);
        machine.Launch(
            Words, 8, 0, rows, sums, errors, TopicCount, TopicCount, machine.Upload(eta), etaCount,
            T.CreateTruncating(1 - rho), T.CreateTruncating(rho), T.CreateTruncating(rho * scale));
        Values.AssertSameBits(expected, machine.Read<T>(rows), place => $"λ place {place}");
        Assert.All(machine.Read<T>(sums), value => Assert.Equal(T.Zero, value));
    }

    private static void Pack<T>(int topicCount, int tileWords, int mostWords, double alpha)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        LdaKernelCase<T> kernel = new(LdaCorpus.Make(30, 7, mostWords), topicCount, tileWords, alpha);
        Array[] expected = kernel.OnPtx(typeof(GroupTeam), Warp);
        LdaKernelCase<T>.AssertSame(expected, kernel.OnPtx(typeof(WarpTeam), Warp));
        LdaKernelCase<T>.AssertSame(expected, kernel.OnPtx(typeof(WarpTeam), Warp, documentsOfAGroup: 3));
    }

    private void Compare<T>(int topicCount, int tileWords, int mostWords, double alpha)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int Threads = 8;
        LdaKernelCase<T> kernel = new(LdaCorpus.Make(30, 6, mostWords), topicCount, tileWords, alpha);
        LdaKernelCase<T>.AssertSame(kernel.OnSimulator(simulator.Device, isWarp: false, Threads), kernel.OnPtx(typeof(GroupTeam), Threads));
    }
}
