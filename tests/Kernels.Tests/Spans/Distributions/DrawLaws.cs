using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Xunit;

namespace Kernels.Tests;

/// <summary>What all draws keep: a draw is a function of (seed, stream, index), whatever the width, the split, the type's neighbours.</summary>
[Trait("Category", "Laws")]
[Collection(LaneWidthGroup.Name)]
public class DrawLaws
{
    private delegate void Sampler<T>(RandomStream stream, long first, Span<T> destination);

    private static readonly RandomStream s_stream = new(0xA4093822299F31D0, 9);

    public static TheoryData<string> Names() => [.. Samplers<double>().Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_width_and_every_split_gives_the_same(string name)
    {
        Splits(Samplers<double>()[name]);
        Splits(Samplers<float>()[name]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Draws_far_away_and_of_other_streams_differ(string name)
    {
        Sampler<double> sample = Samplers<double>()[name];
        double[][] all = [.. new[] { (s_stream, 0L), (s_stream, 1L << 40), (s_stream, (1L << 36) + 64), (s_stream with { Stream = 10 }, 0L), (s_stream with { Seed = 1 }, 0L), (s_stream with { Seed = s_stream.Seed ^ (1UL << 63) }, 0L) }.Select(from =>
        {
            double[] draws = new double[40];
            sample(from.Item1, from.Item2, draws);
            return draws;
        })];
        Assert.Equal(all.Length * 40, all.SelectMany(draws => draws).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Wrong_numbers_are_refused(string name)
    {
        Sampler<double> sample = Samplers<double>()[name];
        Assert.Throws<ArgumentOutOfRangeException>(() => sample(s_stream, -1, new double[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => sample(s_stream, long.MaxValue - 1, new double[3]));
        sample(s_stream, 0, []);
        sample(s_stream, long.MaxValue - 3, new double[3]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_is_allocated(string name)
    {
        Sampler<float> sample = Samplers<float>()[name];
        float[] room = new float[1000];
        Allocations.AssertNone(() => sample(s_stream, 3, room));
    }

    [Fact]
    public void Derivatives_fit_their_draws()
    {
        var gamma = new GammaDistribution(2, 1);
        double[] memory = new double[20];
        Assert.Throws<ArgumentException>(() => gamma.Sample<double>(s_stream, 0, memory.AsSpan(0, 5), memory.AsSpan(5, 9)));
        Assert.Throws<ArgumentException>(() => gamma.Sample<double>(s_stream, 0, memory.AsSpan(0, 5), memory.AsSpan(4, 10)));
        Assert.Throws<ArgumentException>(() => new NormalDistribution(0, 1).Sample<double>(s_stream, 0, memory.AsSpan(0, 5), memory.AsSpan(4, 10)));
        Assert.Throws<NotSupportedException>(() => Sampling.Normal<Half>(s_stream, 0, new Half[3]));
        Assert.Throws<NotSupportedException>(() => gamma.Sample<Half>(s_stream, 0, new Half[3]));
    }

    [Fact]
    public void Parameters_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new GammaDistribution(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GammaDistribution(1, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NormalDistribution(double.PositiveInfinity, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new UniformDistribution(1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TriangularDistribution(0, -1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TriangularDistribution(0, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReciprocalDistribution(2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ErlangDistribution(0, 1));
    }

    private static void Splits<T>(Sampler<T> sample)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] all = new T[3000];
        using (LaneWidth.Force(1))
        {
            sample(s_stream, 5, all);
        }

        foreach ((int bits, T[] same) in Widths.Each(() =>
        {
            T[] draws = new T[3000];
            sample(s_stream, 5, draws);
            return draws;
        }))
        {
            Bits.AssertSame<T>(all, same, $"{bits} bits");
        }

        foreach (int bits in Widths.Supported)
        {
            using IDisposable width = LaneWidth.Force(bits);
            foreach (int length in new[] { 1, 2, 7, 15, 16, 17, 63, 64, 65, 255, 257, 1023, 1025 })
            {
                for (int start = 0; start + length <= all.Length; start += 379)
                {
                    T[] part = new T[length + 1];
                    part[length] = T.CreateChecked(77);
                    sample(s_stream, 5 + start, part.AsSpan(0, length));
                    Bits.AssertSame<T>(all.AsSpan(start, length), part.AsSpan(0, length), $"{bits} bits, from {start}, {length} draws");
                    Assert.Equal(T.CreateChecked(77), part[length]);
                }
            }
        }
    }

    private static Dictionary<string, Sampler<T>> Samplers<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var samplers = new Dictionary<string, Sampler<T>>
        {
            ["uniform"] = (stream, first, destination) => Sampling.Uniform(stream, first, destination),
            ["normal"] = (stream, first, destination) => Sampling.Normal(stream, first, destination),
        };
        foreach (DistributionCase row in DistributionTable.Cases)
        {
            IDistribution distribution = row.Make(row.Parameters);
            samplers[row.Name] = (stream, first, destination) => distribution.Sample(stream, first, destination);
        }

        return samplers;
    }
}
