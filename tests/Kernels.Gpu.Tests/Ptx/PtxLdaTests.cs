using System.Numerics;
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

    private static void Pack<T>(int topicCount, int tileWords, int mostWords, double alpha)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        LdaKernelCase<T> kernel = new(LdaCorpus.Make(30, 7, mostWords), topicCount, tileWords, alpha);
        System.Array[] expected = kernel.OnPtx(typeof(GroupTeam), Warp);
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
