using System.Collections.Generic;
using System.Linq;
using Kernels.Bench.Measuring;
using Xunit;

namespace Kernels.Bench.Tests.Measuring;

[Collection(Widths.Forced)]
public sealed class TimingTests
{
    [Theory]
    [InlineData(new[] { 5.0 }, 5, 0)]
    [InlineData(new[] { 3.0, 1, 2 }, 2, 0.5)]
    [InlineData(new[] { 4.0, 1, 3, 2 }, 2.5, 0.6)]
    [InlineData(new[] { 10.0, 10, 10, 10, 1000 }, 10, 0)]
    [InlineData(new[] { 1.0, 2, 3, 4, 5, 6, 7, 8, 9 }, 5, 0.8)]
    public void ATimeIsTheMedianAndItsNoiseTheQuartilesDistanceOverIt(double[] rounds, double median, double noise)
    {
        Timing timing = Timing.Of(rounds);
        Assert.Equal(median, timing.Nanoseconds, 12);
        Assert.Equal(noise, timing.Noise, 12);
    }

    /// <summary>A machine that slows down during the run: every round by itself is quiet, the figure is not.</summary>
    [Fact]
    public void ADriftOverTheRoundsIsInTheNoise() => Assert.Equal(0.2, Timing.Of(Enumerable.Range(0, 9).Select(round => 1 + (0.05 * round))).Noise * 1.2, 12);

    [Fact]
    public void EveryRoundGoesThroughEverything()
    {
        List<string> calls = [];
        Schedule schedule = new(Rounds: 3, WarmMilliseconds: 0, Milliseconds: 0);
        List<string> said = [];
        Work[] works = [.. new[] { "a", "b", "c" }.Select(name => new Work(() => calls.Add(name)))];
        schedule.Run(works, said.Add);
        string order = string.Concat(calls.Where((name, i) => i == 0 || calls[i - 1] != name));

        // Twice to warm up, then three rounds.
        Assert.Equal("abcabcabcabcabc", order);
        Assert.Equal(3, said.Count);
        Assert.All(works, work => Assert.True(work.Timing.Nanoseconds > 0));
    }

    [Fact]
    public void AWidthIsForcedForTheWorkAndOnlyForIt()
    {
        int before = LaneWidth.Bits;
        HashSet<int> seen = [];
        Work work = new(() => seen.Add(LaneWidth.Bits), width: 128);
        work.Warm(0);
        work.Sample(0);
        Assert.Equal([128], seen);
        Assert.Equal(before, LaneWidth.Bits);
    }

    /// <summary>What work uses up is made anew before every call of it, however short it is.</summary>
    [Fact]
    public void WhatComesBeforeIsDoneOnceForEachCall()
    {
        string calls = string.Empty;
        Work work = new(() => calls += "c", before: () => calls += "b");
        work.Warm(0);
        work.Sample(0);
        Assert.Equal(string.Concat(Enumerable.Repeat("bc", calls.Length / 2)), calls);
        Assert.True(calls.Length >= 8);
    }
}
