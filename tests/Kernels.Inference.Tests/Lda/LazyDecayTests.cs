using System;
using System.IO;
using System.Linq;
using System.Numerics;
using Kernels.Lda;
using Xunit;

namespace Kernels.Inference.Tests;

/// <summary>Steps that write only the rows of the mini-batch's words, beside the plain device, which writes all.</summary>
[Trait("Category", "Laws")]
public sealed class LazyDecayTests
{
    private const int Words = 300;
    private const int Topics = 7;

    [Theory]
    [InlineData(60, false)]
    [InlineData(60, true)]
    [InlineData(CpuLdaDevice<double>.StepsToResum + 30, false)]
    public void EqualsTheEagerStepToRounding(int steps, bool vectorEta)
    {
        var script = new Script(steps) { VectorEta = vectorEta };
        using var fast = new CpuLdaDevice<double>(2);
        using var plain = new ReferenceLdaDevice<double>();
        AssertClose(script.Run(plain), script.Run(fast), 1e-10);
    }

    [Fact]
    public void InFloatItStaysAsCloseAsFloatIs()
    {
        var script = new Script(400);
        using var fast = new CpuLdaDevice<float>(2);
        using var plain = new ReferenceLdaDevice<double>();
        AssertClose(script.Run(plain), [.. script.Run(fast).Select(value => (double)value)], 2e-4);
    }

    [Fact]
    public void AnEtaThatChangesIsTheOneOfItsTime()
    {
        var script = new Script(50) { EtaChangesAt = 20 };
        using var fast = new CpuLdaDevice<double>(1);
        using var plain = new ReferenceLdaDevice<double>();
        AssertClose(script.Run(plain), script.Run(fast), 1e-10);
    }

    /// <summary>ρ = 1 forgets everything: no row is behind after it, and none is NaN.</summary>
    [Fact]
    public void AFirstStepOfOneIsTaken()
    {
        var script = new Script(40) { Rho = step => step is 0 or 17 ? 1 : 0.2 };
        using var fast = new CpuLdaDevice<double>(1);
        using var plain = new ReferenceLdaDevice<double>();
        AssertClose(script.Run(plain), script.Run(fast), 1e-10);
    }

    [Fact]
    public void ThreadsDoNotShow()
    {
        var script = new Script(70);
        using var one = new CpuLdaDevice<float>(1);
        using var two = new CpuLdaDevice<float>(2);
        using var five = new CpuLdaDevice<float>(5);
        float[] expected = script.Run(one);
        Assert.Equal(expected, script.Run(two));
        Assert.Equal(expected, script.Run(five));
    }

    [Fact]
    public void ReadingLambdaBetweenStepsChangesNoBit()
    {
        using var device = new CpuLdaDevice<float>(2);
        Assert.Equal(new Script(40).Run(device), new Script(40) { ReadsEvery = 3 }.Run(device));
    }

    /// <summary>A row that is behind is still λ to whoever asks: to inference, to the bound, and after the rows are written anew.</summary>
    [Fact]
    public void WhateverAsksBetweenStepsSeesTheWholeLambda()
    {
        var script = new Script(40) { AsksEvery = 5 };
        using var fast = new CpuLdaDevice<double>(2);
        using var plain = new ReferenceLdaDevice<double>();
        AssertClose(script.Run(plain), script.Run(fast), 1e-10);
        AssertClose([.. script.Answers.Take(script.Answers.Count / 2)], [.. script.Answers.Skip(script.Answers.Count / 2)], 1e-9);
        Assert.True(script.Answers.Count > 40);
    }

    /// <summary>10⁵ words that no document has are not written, nor do they lose anything.</summary>
    [Fact]
    public void WordsThatAreNotSeenShrinkTowardsEtaExactly()
    {
        using var device = new CpuLdaDevice<double>(2);
        using LdaTopics topics = device.CreateTopics(100_000, 2, LdaTopicKind.Dirichlet);
        double[] start = new double[200_000];
        Array.Fill(start, 3);
        device.WriteLambda(topics, 0, start);
        double kept = 1;
        for (int step = 1; step <= 25; step++)
        {
            double rho = 1 / Math.Sqrt(step + 3);
            kept *= 1 - rho;
            var settings = new LdaEStepSettings { MaxIterations = 3, Tolerance = 0, AccumulateStatistics = true };
            device.EStep(topics, new LdaDocuments([0, 2], [5, 9], [1, 2]), [0.5, 0.5], settings, new double[2], []);
            device.LambdaStep(topics, [0.25], rho, 10);
        }

        double[] row = new double[2];
        device.ReadLambda(topics, 77_777, row);
        double expected = 0.25 + (kept * 2.75);
        Assert.Equal(expected, row[0], 1e-14 * expected);
        device.ReadLambda(topics, 9, row);
        Assert.True(row[0] + row[1] > 10);
    }

    /// <summary>Rows that are behind need the η they are behind by; topics that never took a step have none.</summary>
    [Fact]
    public void AStateWithoutEtaIsTakenOnlyWhereNoStepWas()
    {
        var untouched = new LdaLazyDecay<double>(5, 2);
        var stepped = new LdaLazyDecay<double>(5, 2);
        stepped.Advance([0.5]);
        var current = new LdaLazyDecay<double>(5, 2);
        current.Advance([0.5]);
        current.AllAreCurrent();
        var whole = new LdaLazyDecay<double>(5, 2);
        whole.SetEta([0.25]);
        whole.Advance([0.5]);
        Assert.Equal(0, Copy(untouched).Steps);
        Assert.Equal(0.25, Copy(whole).EtaOf(3));
        Assert.Contains("holds 1 steps and 0 values of η; expected", Assert.Throws<InvalidDataException>(() => Copy(stepped)).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => Copy(current));

        static LdaLazyDecay<double> Copy(LdaLazyDecay<double> decay)
        {
            using MemoryStream stream = new();
            decay.Write(stream);
            stream.Position = 0;
            var copy = new LdaLazyDecay<double>(5, 2);
            copy.Read(stream, decay.IsTopicwise);
            return copy;
        }
    }

    private static void AssertClose(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance * Math.Abs(expected[i]), $"{i}: {actual[i]:R}, expected {expected[i]:R}");
        }
    }

    /// <summary>The same random mini-batches for every device.</summary>
    private sealed class Script(int steps)
    {
        public bool VectorEta { get; init; }

        public int EtaChangesAt { get; init; } = int.MaxValue;

        public int ReadsEvery { get; init; } = int.MaxValue;

        public int AsksEvery { get; init; } = int.MaxValue;

        public Func<int, double> Rho { get; init; } = step => 1 / Math.Sqrt(2 + step);

        public System.Collections.Generic.List<double> Answers { get; } = [];

        public T[] Run<T>(ILdaDevice<T> device)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var random = new Random(11);
            using LdaTopics topics = device.CreateTopics(Words, Topics, LdaTopicKind.Dirichlet);
            device.WriteLambda(topics, 0, Draw<T>(random, Words * Topics));
            T[] alpha = Draw<T>(random, Topics);
            T[] eta = Draw<T>(random, VectorEta ? Words : 1);
            T[] lambda = new T[Words * Topics];
            for (int step = 0; step < steps; step++)
            {
                if (step == EtaChangesAt)
                {
                    eta = Draw<T>(random, eta.Length);
                }

                int documents = 1 + random.Next(6);
                long[] offsets = [.. Enumerable.Range(0, documents + 1).Select(d => 9L * d)];

                // Few words often, most words seldom.
                int[] ids = [.. Enumerable.Range(0, 9 * documents).Select(_ => (int)(Words * Math.Pow(random.NextDouble(), 4)))];
                float[] counts = [.. ids.Select(_ => 1f + random.Next(4))];
                var batch = new LdaDocuments(offsets, ids, counts);
                var settings = new LdaEStepSettings { MaxIterations = 4, Tolerance = 0, AccumulateStatistics = true };
                device.EStep(topics, batch, alpha, settings, new T[documents * Topics], []);
                device.LambdaStep(topics, eta, Rho(step), 50.0 / documents);
                if (step % ReadsEvery == 1)
                {
                    device.ReadLambda(topics, 0, lambda);
                }

                if (step % AsksEvery == 1)
                {
                    T[] gamma = new T[documents * Topics];
                    device.EStep(topics, batch, alpha, settings with { AccumulateStatistics = false }, gamma, []);
                    Answers.AddRange(gamma.Select(double.CreateTruncating));
                    Answers.Add(device.TopicBound(topics, eta).TopicEntropy);
                    device.WriteLambda(topics, 3, Draw<T>(random, 2 * Topics));
                }
            }

            device.ReadLambda(topics, 0, lambda);
            return lambda;
        }

        private static T[] Draw<T>(Random random, int count)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            [.. Enumerable.Range(0, count).Select(_ => T.CreateTruncating((float)(0.1 + random.NextDouble())))];
    }
}
