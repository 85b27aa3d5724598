using System;
using System.Collections.Generic;
using System.IO;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Kernels.Bench.Suites;
using Kernels.Bench.Suites.EndToEnd;
using Kernels.Bench.Suites.Micro;
using Kernels.Bench.Suites.Running;
using Kernels.Lda;
using Xunit;

namespace Kernels.Bench.Tests.Suites;

/// <summary>What a dry run exists for: it must see a suite that throws, that allocates, that computes something else.</summary>
[Collection(Widths.Forced)]
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

    /// <summary>A large result that is right beside a small one that is not: of the largest it would be nothing.</summary>
    public class SmallOneWrong : Sound
    {
        internal override IEnumerable<double> Output() => [1e9, .. base.Output()];

        protected override double OursGives => 0;
    }

    /// <summary>Lanes of one width only are wrong.</summary>
    public class OneWidthWrong : Sound
    {
        protected override double OursGives => LaneWidth.Bits == 128 ? 0.99 : 1;
    }

    /// <summary>A kernel of this library as it might break: nothing for some of its domain.</summary>
    public class NoTrigammaAboveOne : TrigammaBenchmarks<float>
    {
        protected override void RunOurs()
        {
            base.RunOurs();
            for (int i = 0; i < Results.Length; i++)
            {
                Results[i] = Arguments[i] >= 1 ? 0 : Results[i];
            }
        }
    }

    public class NoLogGammaFromOneToThree : LogGammaBenchmarks<float>
    {
        protected override void RunOurs()
        {
            base.RunOurs();
            for (int i = 0; i < Results.Length; i++)
            {
                Results[i] = Arguments[i] is >= 1 and < 3 ? 0 : Results[i];
            }
        }
    }

    /// <summary>An E-step that adds no statistics.</summary>
    public sealed class Forgetful(CpuLdaDevice<double> device) : ILdaDevice<double>
    {
        public string Description => device.Description;

        public LdaTopics CreateTopics(int vocabularySize, int topicCount, LdaTopicKind kind) => device.CreateTopics(vocabularySize, topicCount, kind);

        public void WriteLambda(LdaTopics topics, int firstWord, ReadOnlySpan<double> rows) => device.WriteLambda(topics, firstWord, rows);

        public void ReadLambda(LdaTopics topics, int firstWord, Span<double> destination) => device.ReadLambda(topics, firstWord, destination);

        public LdaEStepResult EStep(LdaTopics topics, in LdaDocuments documents, ReadOnlySpan<double> alpha, in LdaEStepSettings settings, Span<double> gamma, Span<int> iterations) =>
            device.EStep(topics, documents, alpha, settings with { AccumulateStatistics = false }, gamma, iterations);

        public void LambdaStep(LdaTopics topics, ReadOnlySpan<double> eta, double rho, double scale) => device.LambdaStep(topics, eta, rho, scale);

        public LdaTopicBound TopicBound(LdaTopics topics, ReadOnlySpan<double> eta) => device.TopicBound(topics, eta);

        public void Dispose() => device.Dispose();
    }

    public class EStepWithoutStatistics : EStepBenchmarks<double>
    {
        internal override ILdaDevice<double> NewDevice(int threads) => new Forgetful(new(threads));
    }

    public class StepsWithoutStatistics : TopicBenchmarks<double>
    {
        internal override ILdaDevice<double> NewDevice(int threads) => new Forgetful(new(threads));
    }

    /// <summary>A library whose numbers are of another distribution.</summary>
    public class OtherDistribution : SamplingExponentialBenchmarks<double>
    {
        [Benchmark]
        public void Other()
        {
            Library();
            for (int i = 0; i < Results.Length; i++)
            {
                Results[i] += 0.7;
            }
        }

        internal override IReadOnlyList<string> DrawTheirOwn => ["Library", nameof(Other)];
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
    [InlineData(typeof(SmallOneWrong), "Ours is off the plain loop")]
    [InlineData(typeof(OneWidthWrong), "(lanes of 128 bits)")]
    [InlineData(typeof(NoTrigammaAboveOne), "Ours is off the plain loop")]
    [InlineData(typeof(NoLogGammaFromOneToThree), "Ours is off the plain loop")]
    [InlineData(typeof(OtherDistribution), "OtherDistribution.Other draws 1008 numbers of mean 1.")]
    [InlineData(typeof(Allocating), "Ours allocates")]
    [InlineData(typeof(Empty), "left only zeros")]
    public void AFaultyKernelSuiteIsSeen(Type suite, string message) =>
        Assert.Contains(SuiteChecks.Of(suite), failure => failure.Contains(message, StringComparison.Ordinal));

    /// <summary>The whole of it, as the command runs it: small sizes, exit code 1 and the reason on standard error.</summary>
    [Theory]
    [InlineData(typeof(EStepWithoutStatistics), "EStep, λ of the statistics, is off the plain loop")]
    [InlineData(typeof(StepsWithoutStatistics), "LambdaStep is off the plain loop")]
    [InlineData(typeof(NoTrigammaAboveOne), "Ours is off the plain loop")]
    public void ADryRunOfAFaultySuiteFails(Type suite, string message)
    {
        StringWriter errors = new();
        Assert.Equal(1, DryRun.Run([suite], TextWriter.Null, errors));
        Assert.Contains(message, errors.ToString(), StringComparison.Ordinal);
        Assert.False(DryRun.IsOn);
    }

    [Theory]
    [InlineData(typeof(EStepBenchmarks<double>))]
    [InlineData(typeof(EStepBenchmarks<float>))]
    [InlineData(typeof(TopicBenchmarks<float>))]
    [InlineData(typeof(OneDocumentBenchmarks<float>))]
    [InlineData(typeof(TrigammaBenchmarks<float>))]
    public void ADryRunOfASoundSuitePasses(Type suite)
    {
        StringWriter errors = new();
        Assert.Equal(0, DryRun.Run([suite], TextWriter.Null, errors));
        Assert.Empty(errors.ToString());
    }

    [Fact]
    public void ASoundOneIsNotBlamed()
    {
        Assert.Empty(SuiteChecks.Of(typeof(Sound)));
        Assert.Empty(SuiteChecks.Of(typeof(SamplingExponentialBenchmarks<double>)));
    }

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
        .WithArtifactsPath(Path.GetTempPath()).AddJob(Job.Dry.WithToolchain(InProcessEmitToolchain.Instance)));
}
