using System;
using System.Collections.Generic;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Kernels.Bench.Suites;
using Kernels.Bench.Suites.Micro;
using Kernels.Bench.Suites.Running;
using Xunit;

namespace Kernels.Bench.Tests.Suites;

/// <summary>What a dry run exists for: it must see a suite that throws, that allocates, that computes something else.</summary>
public sealed class SuiteChecksTests
{
    public class Sound : MicroSuite<double>
    {
        private double _result;

        internal override IEnumerable<double> Output() => [_result];

        protected virtual double OursGives => 1;

        protected override void Prepare()
        {
        }

        protected override void RunPlain() => _result = 1;

        protected override void RunOurs() => _result = OursGives;
    }

    public class Different : Sound
    {
        protected override double OursGives => 1.001;
    }

    public class NotANumber : Sound
    {
        protected override double OursGives => double.NaN;
    }

    public class Allocating : Sound
    {
        private object? _last;

        protected override void RunOurs()
        {
            _last = new byte[1];
            base.RunOurs();
        }

        protected override void Dispose(bool disposing)
        {
            GC.KeepAlive(_last);
            base.Dispose(disposing);
        }
    }

    public class Empty : Sound
    {
        internal override IEnumerable<double> Output() => [0.0];
    }

    public class Throwing
    {
        private int _calls;

        [Benchmark]
        public int Fails() => _calls++ >= 0 ? throw new InvalidOperationException("on purpose") : _calls;
    }

    public class Running
    {
        private int _calls;

        [Benchmark]
        public int Works() => ++_calls;
    }

    public class TwoBaselines
    {
        private int _calls;

        [Benchmark(Baseline = true)]
        public int One() => ++_calls;

        [Benchmark(Baseline = true)]
        public int Other() => --_calls;
    }

    [Theory]
    [InlineData(typeof(Different), "Ours is off the plain loop")]
    [InlineData(typeof(NotANumber), "Ours is off the plain loop")]
    [InlineData(typeof(Allocating), "Ours allocates")]
    [InlineData(typeof(Empty), "left only zeros")]
    public void AFaultyKernelSuiteIsSeen(Type suite, string message) =>
        Assert.Contains(SuiteChecks.Of(suite), failure => failure.Contains(message, StringComparison.Ordinal));

    [Fact]
    public void ASoundOneIsNotBlamed() => Assert.Empty(SuiteChecks.Of(typeof(Sound)));

    [Fact]
    public void ABenchmarkThatThrowsIsAFailure()
    {
        Assert.Contains(Failures.Of([Run(typeof(Throwing))]), failure => failure.Contains("Throwing.Fails", StringComparison.Ordinal));
        Assert.Empty(Failures.Of([Run(typeof(Running))]));
    }

    [Fact]
    public void ARunOfNothingIsAFailure() => Assert.Single(Failures.Of([]));

    [Fact]
    public void WhatCannotBeRunIsAFailure() =>
        Assert.Contains(Failures.Of([Run(typeof(TwoBaselines))]), failure => failure.Contains("Baseline", StringComparison.Ordinal));

    private static Summary Run(Type type) => BenchmarkRunner.Run(type, ManualConfig.CreateEmpty().WithOption(ConfigOptions.DisableLogFile, true)
        .WithArtifactsPath(System.IO.Path.GetTempPath()).AddJob(Job.Dry.WithToolchain(InProcessEmitToolchain.Instance)));
}
