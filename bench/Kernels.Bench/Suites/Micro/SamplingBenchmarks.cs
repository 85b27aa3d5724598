using System;
using System.Collections.Generic;
using System.Numerics;
using BenchmarkDotNet.Attributes;

namespace Kernels.Bench.Suites.Micro;

/// <summary>
/// Draws: a plain loop over one counter after another, ours, and a library's own numbers from .NET's fastest generator, one after the other and in double. Those depend on
/// all draws before, so they cannot be shared among threads or had again from an index; no library draws the same numbers.
/// </summary>
public abstract class SamplingSuite<T> : MicroSuite<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private double[] _doubles = [];

    protected static RandomStream Stream { get; } = new(42, 1);

    protected T[] Results { get; private set; } = [];

    internal override double ValuesAnElement => 1;

    internal override IReadOnlyList<string> DrawTheirOwn => ["Library"];

    /// <summary>xoshiro256**, which .NET takes where it is given no seed.</summary>
    protected Random Generator { get; } = new();

    internal override IEnumerable<T> Output() => Results;

    protected override void Prepare() => (Results, _doubles) = (new T[Length], new double[Length]);

    /// <summary>Numbers of a library that gives doubles.</summary>
    protected void DrawDoubles(Action<double[]> draw)
    {
        draw(_doubles);
        for (int i = 0; i < _doubles.Length; i++)
        {
            Results[i] = T.CreateTruncating(_doubles[i]);
        }
    }
}

/// <summary>Numbers that are a function of one uniform number: plain, each by the function as a library has it.</summary>
public abstract class QuantileSuite<T> : SamplingSuite<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const uint Dense = 3u << 28;

    /// <summary>A number of the distance to the nearer end, and whether that is the lower one.</summary>
    protected abstract double Plain(double tail, bool isLower);

    protected override void RunPlain()
    {
        bool isDouble = typeof(T) == typeof(double);
        int counters = isDouble ? 8 : 16;
        int block = isDouble ? 16 : 64;
        for (int start = 0, counter = 0; start < Results.Length; start += block, counter += counters)
        {
            for (int j = 0; j < counters; j++)
            {
                (uint word0, uint word1, uint word2, uint word3) = Philox4x32.Block((uint)(counter + j), 0, Stream.Stream, Dense, (uint)Stream.Seed, 0);
                if (isDouble)
                {
                    Put(start + j, ((ulong)word1 << 32) | word0, 64);
                    Put(start + 8 + j, ((ulong)word3 << 32) | word2, 64);
                    continue;
                }

                Put(start + j, word0, 32);
                Put(start + 16 + j, word1, 32);
                Put(start + 32 + j, word2, 32);
                Put(start + 48 + j, word3, 32);
            }
        }
    }

    private void Put(int place, ulong bits, int count)
    {
        if (place < Results.Length)
        {
            ulong sign = 1UL << (count - 1);
            Results[place] = T.CreateTruncating(Plain(((bits & ~sign) + 0.5) * Math.ScaleB(1, -count), (bits & sign) != 0));
        }
    }
}

[GenericTypeArguments(typeof(double))]
[GenericTypeArguments(typeof(float))]
public class SamplingNormalBenchmarks<T> : QuantileSuite<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [Benchmark]
    public void Library() => DrawDoubles(values => MathNet.Numerics.Distributions.Normal.Samples(Generator, values, 0, 1));

    protected override double Plain(double tail, bool isLower)
    {
        double z = Math.Sqrt(2) * MathNet.Numerics.SpecialFunctions.ErfcInv(2 * tail);
        return isLower ? -z : z;
    }

    protected override void RunOurs() => Sampling.Normal<T>(Stream, 0, Results);
}

[GenericTypeArguments(typeof(double))]
[GenericTypeArguments(typeof(float))]
public class SamplingUniformBenchmarks<T> : QuantileSuite<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [Benchmark]
    public void Library()
    {
        for (int i = 0; i < Results.Length; i++)
        {
            Results[i] = T.CreateTruncating(Generator.NextDouble());
        }
    }

    protected override double Plain(double tail, bool isLower) => isLower ? tail : 1 - tail;

    protected override void RunOurs() => Sampling.Uniform<T>(Stream, 0, Results);
}

[GenericTypeArguments(typeof(double))]
[GenericTypeArguments(typeof(float))]
public class SamplingExponentialBenchmarks<T> : QuantileSuite<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [Benchmark]
    public void Library() => DrawDoubles(values => MathNet.Numerics.Distributions.Exponential.Samples(Generator, values, 1));

    protected override double Plain(double tail, bool isLower) => -Math.Log(isLower ? 1 - tail : tail);

    protected override void RunOurs() => new ExponentialDistribution(1).Sample<T>(Stream, 0, Results);
}

[GenericTypeArguments(typeof(double))]
[GenericTypeArguments(typeof(float))]
public class SamplingGumbelBenchmarks<T> : QuantileSuite<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    protected override double Plain(double tail, bool isLower) => -Math.Log(-Math.Log(isLower ? tail : 1 - tail));

    protected override void RunOurs() => new GumbelDistribution(0, 1).Sample<T>(Stream, 0, Results);
}

/// <summary>Gamma numbers of shape 2.5, with and without their derivatives.</summary>
[GenericTypeArguments(typeof(double))]
[GenericTypeArguments(typeof(float))]
public class SamplingGammaBenchmarks<T> : SamplingSuite<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double Shape = 2.5;

    private T[] _derivatives = [];

    internal override IReadOnlyList<string> WithoutAllocation => [nameof(Ours), nameof(WithDerivatives)];

    [Benchmark]
    public void Library() => DrawDoubles(values => MathNet.Numerics.Distributions.Gamma.Samples(Generator, values, Shape, 1));

    [Benchmark]
    public void WithDerivatives() => new GammaDistribution(Shape, 1).Sample<T>(Stream, 0, Results, _derivatives);

    protected override void RunOurs() => new GammaDistribution(Shape, 1).Sample<T>(Stream, 0, Results);

    protected override void Prepare()
    {
        base.Prepare();
        _derivatives = new T[2 * Length];
    }

    /// <summary>Marsaglia and Tsang's loop.</summary>
    protected override void RunPlain()
    {
        double d = Shape - (1.0 / 3);
        double c = 1 / Math.Sqrt(9 * d);
        for (int i = 0; i < Results.Length; i++)
        {
            for (uint attempt = 0; ; attempt++)
            {
                (double u, double w) = Philox4x32.Uniforms(Stream.Seed, Stream.Stream, (ulong)i, attempt);
                double x = MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, u);
                double root = 1 + (c * x);
                double v = root * root * root;
                if (root > 0 && Math.Log(w) < (0.5 * x * x) + (d * (1 - v + Math.Log(v))))
                {
                    Results[i] = T.CreateTruncating(d * v);
                    break;
                }
            }
        }
    }
}
