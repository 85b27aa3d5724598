using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Xunit;

namespace Kernels.Inference.Tests;

public class CoordinateAscentTests
{
    /// <summary>
    /// A Gaussian of precision ((2, 1.2), (1.2, 1)) about (1, −1) by two independent ones (Bishop 2006, section 10.1.2): means found exactly, precisions those of the
    /// diagonal, and with a normalised target the bound is minus the divergence, ½·ln(Λ₁₁·Λ₂₂/|Λ|).
    /// </summary>
    [Fact]
    public void TwoCorrelatedNumbersComeApart()
    {
        CorrelatedPair pair = new();
        List<CoordinateAscentStep> seen = [];
        CoordinateAscentResult result = CoordinateAscent.Run(pair.Blocks, new CoordinateAscentOptions { Tolerance = 0 }, seen.Add);
        Assert.True(result.Converged);
        Assert.Equal(0, result.Falls);
        Assert.Equal(1, pair.First, 1e-7);
        Assert.Equal(-1, pair.Second, 1e-7);
        Assert.Equal(-0.5 * Math.Log(2 * 1 / (2 - (1.2 * 1.2))), result.Bound, 1e-14);
        Assert.Equal(result.History, seen);
        Assert.Equal(2 * result.Sweeps, seen.Count);
        Assert.Equal((1, "first"), (seen[0].Sweep, seen[0].Block));
        Assert.Equal((result.Sweeps, "second"), (seen[^1].Sweep, seen[^1].Block));
        Assert.All(seen.Zip(seen.Skip(1)), steps => Assert.True(steps.Second.Bound >= steps.First.Bound - 1e-14));
    }

    [Fact]
    public void AFallIsCountedAndIsNoError()
    {
        CorrelatedPair pair = new();
        IMeanFieldBlock[] blocks = [pair.Blocks[0], new Altered(pair, 0.5)];
        CoordinateAscentResult result = CoordinateAscent.Run(blocks, new CoordinateAscentOptions { Tolerance = 0, MaxSweeps = 40 });
        Assert.InRange(result.Falls, 10, 80);
        Assert.True(result.LargestFall > 0.01, $"{result.LargestFall}");
    }

    [Fact]
    public void AnUnfinishedRunSaysSo()
    {
        CoordinateAscentResult result = CoordinateAscent.Run(new CorrelatedPair().Blocks, new CoordinateAscentOptions { Tolerance = 0, MaxSweeps = 2 });
        Assert.False(result.Converged);
        Assert.Equal(2, result.Sweeps);
    }

    [Fact]
    public void WhatCannotBeIsRefused()
    {
        CorrelatedPair pair = new();
        Assert.Throws<ArgumentOutOfRangeException>(() => CoordinateAscent.Run([]));
        Assert.Throws<ArgumentException>(() => CoordinateAscent.Run(pair.Blocks, new CoordinateAscentOptions { MaxSweeps = 0 }));
        Assert.Throws<ArgumentException>(() => CoordinateAscent.Run(pair.Blocks, new CoordinateAscentOptions { Tolerance = double.NaN }));
        IMeanFieldBlock[] broken = [pair.Blocks[0], new Altered(pair, double.NaN)];
        Assert.Contains("altered", Assert.Throws<ArithmeticException>(() => CoordinateAscent.Run(broken)).Message, StringComparison.Ordinal);
        using CancellationTokenSource stop = new();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => CoordinateAscent.Run(new CorrelatedPair().Blocks, cancellation: stop.Token));
    }

    /// <summary>Once there is a sweep, it is returned: to its end, however early it was cancelled.</summary>
    [Fact]
    public void ACancelledRunReturnsItsSweeps()
    {
        using CancellationTokenSource stop = new();
        CoordinateAscentResult result = CoordinateAscent.Run(
            new CorrelatedPair().Blocks, new CoordinateAscentOptions { Tolerance = 0 }, step => { if (step is { Sweep: 3, Block: "first" }) { stop.Cancel(); } }, stop.Token);
        Assert.Equal((true, false, 3, 6), (result.Cancelled, result.Converged, result.Sweeps, result.History.Count));
        Assert.Equal(CoordinateAscent.Run(new CorrelatedPair().Blocks, new CoordinateAscentOptions { Tolerance = 0, MaxSweeps = 3 }).Bound, result.Bound);
    }

    private sealed class CorrelatedPair
    {
        public const double Precision11 = 2, Precision12 = 1.2, Precision22 = 1;

        public CorrelatedPair() => Blocks = [new FirstBlock(this), new SecondBlock(this)];

        public double First { get; set; } = 10;

        public double Second { get; set; } = 10;

        public IReadOnlyList<IMeanFieldBlock> Blocks { get; }
    }

    /// <summary>Looks after E[ln p].</summary>
    private sealed class FirstBlock(CorrelatedPair pair) : IMeanFieldBlock
    {
        public string Name => "first";

        public void Update() => pair.First = 1 - (CorrelatedPair.Precision12 / CorrelatedPair.Precision11 * (pair.Second + 1));

        public double BoundTerms()
        {
            double x = pair.First - 1, y = pair.Second + 1;
            double logDeterminant = Math.Log((CorrelatedPair.Precision11 * CorrelatedPair.Precision22) - (CorrelatedPair.Precision12 * CorrelatedPair.Precision12));
            double square = (CorrelatedPair.Precision11 * x * x) + (2 * CorrelatedPair.Precision12 * x * y) + (CorrelatedPair.Precision22 * y * y) + 2;
            return (0.5 * logDeterminant) - Math.Log(2 * Math.PI) - (0.5 * square);
        }
    }

    /// <summary>Looks after both entropies.</summary>
    private sealed class SecondBlock(CorrelatedPair pair) : IMeanFieldBlock
    {
        public string Name => "second";

        public void Update() => pair.Second = -1 - (CorrelatedPair.Precision12 / CorrelatedPair.Precision22 * (pair.First - 1));

        public double BoundTerms() => 1 + Math.Log(2 * Math.PI) - (0.5 * Math.Log(CorrelatedPair.Precision11 * CorrelatedPair.Precision22));
    }

    /// <summary>Goes beside the maximum, once on this side of it and once on that.</summary>
    private sealed class Altered(CorrelatedPair pair, double by) : IMeanFieldBlock
    {
        private double _by = by;

        public string Name => "altered";

        public void Update()
        {
            pair.Blocks[1].Update();
            pair.Second += _by;
            _by = -_by;
        }

        public double BoundTerms() => pair.Blocks[1].BoundTerms();
    }
}
