using System;
using System.Linq;
using System.Numerics;
using Kernels.Lda;
using Kernels.Tests.Reference;
using Xunit;

namespace Kernels.Tests;

[Trait("Category", "Laws")]
public sealed class LdaLambdaDouble : LdaLambdaTests<double>;

[Trait("Category", "Laws")]
public sealed class LdaLambdaSingle : LdaLambdaTests<float>;

/// <summary>The step of λ and the topics' terms of the bound, against plain loops.</summary>
[Collection(LaneWidthGroup.Name)]
public abstract class LdaLambdaTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static double Eps => typeof(T) == typeof(double) ? double.BitIncrement(1) - 1 : float.BitIncrement(1) - 1;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 7)]
    [InlineData(70, 100)]
    [InlineData(5, 257)]
    [InlineData(2, 700)]
    public void The_step_is_the_formula(int words, int topics)
    {
        foreach (bool vector in new[] { false, true })
        {
            foreach ((double rho, double scale) in new[] { (1.0, 1.0), (0.125, 37.5), (0.3, 1e6) })
            {
                T[] lambda = Positive(words * topics, 1);
                T[] statistics = [.. Positive(words * topics, 2).Select((s, i) => i % 3 == 0 ? T.Zero : s)];
                T[] eta = [.. Enumerable.Range(0, vector ? words : 1).Select(w => T.CreateChecked(0.01 * (w + 1)))];
                T[] result = [.. lambda];
                LdaLambda.Step<T>(result, statistics, topics, eta, rho, scale);
                for (int i = 0; i < result.Length; i++)
                {
                    double[] parts =
                    [
                        (1 - rho) * double.CreateChecked(lambda[i]),
                        rho * double.CreateChecked(eta[vector ? i / topics : 0]),
                        rho * scale * double.CreateChecked(statistics[i]),
                    ];
                    Assert.InRange(double.CreateChecked(result[i]), parts.Sum() * (1 - (3 * Eps)), parts.Sum() * (1 + (3 * Eps)));
                }
            }
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 7)]
    [InlineData(200, 33)]
    public void The_bound_is_that_of_plain_loops(int words, int topics)
    {
        T[] lambda = Positive(words * topics, 3);
        T[] statistics = Positive(words * topics, 4);
        T[] eta = [.. Enumerable.Range(0, words).Select(w => T.CreateChecked(0.02 + (0.01 * (w % 4))))];
        double[][] Rows(T[] flat) => [.. Enumerable.Range(0, words).Select(w => flat[(w * topics)..((w + 1) * topics)].Select(double.CreateChecked).ToArray())];
        var plain = PlainLda.TopicBound(Rows(lambda), Rows(statistics), [.. eta.Select(double.CreateChecked)]);
        LdaTopicBound bound = LdaLambda.Bound<T>(lambda, statistics, topics, eta);
        double Scale(double value) => 1e-12 * (Math.Abs(value) + (words * topics));
        Assert.InRange(bound.TopicPrior - plain.Prior, -Scale(plain.Prior), Scale(plain.Prior));
        Assert.InRange(bound.Likelihood - plain.Likelihood, -Scale(plain.Likelihood), Scale(plain.Likelihood));
        Assert.InRange(bound.TopicEntropy - plain.Entropy, -Scale(plain.Entropy), Scale(plain.Entropy));
        Assert.Equal(0, LdaLambda.Bound<T>(lambda, [], topics, eta).Likelihood);
        Assert.Equal(LdaLambda.Bound<T>(lambda, [], topics, [T.One]), LdaLambda.Bound<T>(lambda, [], topics, [.. Enumerable.Repeat(T.One, words)]));
    }

    /// <summary>The device's rows are padded; span kernel and device must be one thing.</summary>
    [Fact]
    public void The_device_does_the_same_to_the_bit()
    {
        const int words = 150, topics = 19;
        T[] lambda = Positive(words * topics, 5);
        T[] eta = [T.CreateChecked(0.03)];
        using CpuLdaDevice<T> device = new(2);
        using LdaTopics handle = device.CreateTopics(words, topics, LdaTopicKind.Dirichlet);
        device.WriteLambda(handle, 0, lambda);
        Assert.Equal(LdaLambda.Bound<T>(lambda, [], topics, eta), device.TopicBound(handle, eta));
        device.LambdaStep(handle, eta, 0.25, 3);
        T[] stepped = new T[lambda.Length];
        device.ReadLambda(handle, 0, stepped);
        LdaLambda.Step<T>(lambda, new T[lambda.Length], topics, eta, 0.25, 3);
        Bits.AssertSame<T>(lambda, stepped, "λ");
    }

    [Fact]
    public void Every_width_gives_the_same_bits()
    {
        T[] Work()
        {
            T[] lambda = Positive(40 * 19, 6);
            T[] statistics = Positive(40 * 19, 7);
            LdaLambda.Step<T>(lambda, statistics, 19, [T.CreateChecked(0.1)], 0.3, 7);
            LdaTopicBound bound = LdaLambda.Bound<T>(lambda, statistics, 19, [T.CreateChecked(0.1)]);
            return [.. lambda, T.CreateTruncating(bound.TopicPrior), T.CreateTruncating(bound.Likelihood), T.CreateTruncating(bound.TopicEntropy)];
        }

        (int Bits, T[] Result)[] results = [.. Widths.Each(Work)];
        Assert.All(results, result => Bits.AssertSame<T>(results[0].Result, result.Result, $"{result.Bits} bits"));
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        T[] lambda = Positive(30, 8);
        T[] statistics = Positive(30, 9);
        T[] eta = [T.One];
        Allocations.AssertNone(() =>
        {
            LdaLambda.Step<T>(lambda, statistics, 3, eta, 0.5, 1);
            LdaLambda.Bound<T>(lambda, statistics, 3, eta);
        });
    }

    [Fact]
    public void Mistakes_are_refused()
    {
        T[] lambda = Positive(12, 10);
        T[] statistics = new T[12];
        T[] one = [T.One];
        Assert.Throws<ArgumentException>(() => LdaLambda.Step<T>(lambda, statistics, 5, one, 1, 1));
        Assert.Throws<ArgumentException>(() => LdaLambda.Step<T>(lambda, statistics.AsSpan(1), 3, one, 1, 1));
        Assert.Throws<ArgumentException>(() => LdaLambda.Step<T>(lambda, statistics, 3, new T[3], 1, 1));
        Assert.Throws<ArgumentException>(() => LdaLambda.Step<T>(lambda, statistics, 3, one, 0, 1));
        Assert.Throws<ArgumentException>(() => LdaLambda.Step<T>(lambda, statistics, 3, one, 1.5, 1));
        Assert.Throws<ArgumentException>(() => LdaLambda.Step<T>(lambda, statistics, 3, one, 1, double.NaN));
        Assert.Throws<ArgumentException>(() => LdaLambda.Step<T>(lambda, lambda, 3, one, 1, 1));
        Assert.Throws<ArgumentException>(() => LdaLambda.Bound<T>(lambda, statistics.AsSpan(2), 3, one));
        foreach (T bad in new[] { T.NaN, T.PositiveInfinity, T.Zero, -T.One })
        {
            Assert.Throws<ArgumentException>(() => LdaLambda.Step<T>(lambda, statistics, 3, [one[0], one[0], bad, one[0]], 1, 1));
            Assert.Throws<ArgumentException>(() => LdaLambda.Bound<T>(lambda, statistics, 3, [bad]));
        }
    }

    private static T[] Positive(int count, ulong seed) => [.. Inputs.Realistic<T>(count, seed).Select(x => T.CreateChecked(Math.Clamp(Math.Abs(double.CreateChecked(x)), 0.01, 1e4)))];
}
