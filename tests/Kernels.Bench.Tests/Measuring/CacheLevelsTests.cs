using System.IO;
using System.Linq;
using Kernels.Bench.Measuring;
using Xunit;

namespace Kernels.Bench.Tests.Measuring;

public sealed class CacheLevelsTests
{
    [Fact]
    public void SizesAreReadAndTheInstructionsCacheIsLeftOut()
    {
        CacheLevels caches = Read(("1", "Data", "48K"), ("1", "Instruction", "32K"), ("2", "Unified", "1024K"), ("3", "Unified", "32M"));
        Assert.Equal([48 << 10, 1 << 20, 32 << 20, long.MaxValue], caches.Levels.Select(level => level.Size));
        Assert.Equal(["first-level cache", "second-level cache", "third-level cache", "main memory"], caches.Levels.Select(level => level.Name));
        Assert.Contains("read from", caches.Source, System.StringComparison.Ordinal);
        Assert.Contains("first-level cache 48 KiB (measured with 24 KiB)", caches.ToString(), System.StringComparison.Ordinal);
        AssertEachIsInItsLevel(caches);
    }

    [Theory]
    [InlineData("32K", "256K", "4M")]
    [InlineData("128K", "128K", "128K")]
    [InlineData("48K", "2048K", "2048K")]
    [InlineData("32K", "1M", "384M")]
    public void WhatALevelIsMeasuredWithIsInItAndNotInTheOneBefore(string first, string second, string third)
    {
        CacheLevels caches = Read(("1", "Data", first), ("2", "Unified", second), ("3", "Unified", third));
        Assert.Equal(4, caches.Levels.Count);
        AssertEachIsInItsLevel(caches);
    }

    [Fact]
    public void ASystemThatTellsNothingIsAssumedAndThatIsSaid()
    {
        using TemporaryFolder folder = new();
        foreach (CacheLevels caches in new[] { CacheLevels.Read(folder.At("nowhere")), CacheLevels.Read(folder.Path), Read(("1", "Data", "lots"), ("2", "", "")) })
        {
            Assert.Contains("assumed", caches.ToString(), System.StringComparison.Ordinal);
            Assert.Equal(4, caches.Levels.Count);
            AssertEachIsInItsLevel(caches);
        }
    }

    [Fact]
    public void BytesAreHeldByTheNearestLevelThatIsLargeEnough()
    {
        CacheLevels caches = Read(("1", "Data", "48K"), ("2", "Unified", "1024K"));
        Assert.Equal("first-level cache", caches.Holding(48 << 10).Name);
        Assert.Equal("second-level cache", caches.Holding((48 << 10) + 1).Name);
        Assert.Equal("main memory", caches.Holding(2 << 20).Name);
    }

    /// <summary>This machine, whatever it is.</summary>
    [Fact]
    public void ThisMachineHasLevels() => AssertEachIsInItsLevel(CacheLevels.Read());

    private static void AssertEachIsInItsLevel(CacheLevels caches)
    {
        long before = 0;
        foreach (CacheLevel level in caches.Levels)
        {
            Assert.InRange(level.WorkingSet, before, level.Size);
            Assert.True(level.WorkingSet > 0);
            before = level.Size;
        }
    }

    private static CacheLevels Read(params (string Level, string Type, string Size)[] caches)
    {
        using TemporaryFolder folder = new();
        for (int i = 0; i < caches.Length; i++)
        {
            string index = folder.At($"index{i}");
            Directory.CreateDirectory(index);
            foreach ((string file, string text) in new[] { ("level", caches[i].Level), ("type", caches[i].Type), ("size", caches[i].Size) })
            {
                File.WriteAllText(Path.Combine(index, file), text + "\n");
            }
        }

        return CacheLevels.Read(folder.Path);
    }
}
