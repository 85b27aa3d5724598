using System;
using System.Linq;
using System.Numerics;
using Xunit;

namespace Kernels.Tests;

[Trait("Category", "Laws")]
public sealed class GradientStepDouble : GradientStepTests<double>;

[Trait("Category", "Laws")]
public sealed class GradientStepSingle : GradientStepTests<float>;

/// <summary>Adam's step beside Kingma and Ba's algorithm 1 in plain loops, to the contract's error, and its bits at every width.</summary>
[Collection(LaneWidthGroup.Name)]
public abstract class GradientStepTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static double Eps => typeof(T) == typeof(double) ? double.BitIncrement(1) - 1 : float.BitIncrement(1) - 1;

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(7, 2)]
    [InlineData(16, 1000)]
    [InlineData(37, 3_000_000_000)]
    public void A_step_is_that_of_plain_loops_at_every_width(int count, long step)
    {
        const double Rate = 0.01, Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8;
        T[] gradient = Values(count, 1, 1), means = Values(count, 0.1, 2), squares = [.. Values(count, 0.1, 3).Select(T.Abs)], parameters = Values(count, 2, 4);
        T[] first = [];
        foreach ((int bits, T[] result) in Widths.Each(Solve))
        {
            if (bits == 1)
            {
                first = result;
                AssertCorrect(result);
            }

            Bits.AssertSame<T>(first, result, $"{count}, {bits} bits");
        }

        T[] Solve()
        {
            T[] m = [.. means], v = [.. squares], p = [.. parameters];
            Assert.True(GradientStep.Adam<T>(gradient, step, Rate, Beta1, Beta2, Epsilon, m, v, p));
            return [.. m, .. v, .. p];
        }

        void AssertCorrect(T[] result)
        {
            for (int i = 0; i < count; i++)
            {
                (double g, double m, double v, double p) = (Double(gradient[i]), Double(means[i]), Double(squares[i]), Double(parameters[i]));
                double mean = (Beta1 * m) + ((1 - Beta1) * g);
                double square = (Beta2 * v) + ((1 - Beta2) * g * g);
                Assert.InRange(Math.Abs(Double(result[i]) - mean), 0, 3 * Eps * (Math.Abs(m) + Math.Abs(g)));
                Assert.InRange(Math.Abs(Double(result[count + i]) - square), 0, 3 * Eps * square);

                // From the running means as they are stored, so that only the step's own error is seen.
                (mean, square) = (Double(result[i]), Double(result[count + i]));
                double change = Rate * mean / (1 - Math.Pow(Beta1, step)) / (Math.Sqrt(square / (1 - Math.Pow(Beta2, step))) + Epsilon);
                Assert.InRange(Math.Abs(Double(result[(2 * count) + i]) - (p - change)), 0, Eps * ((8 * Math.Abs(change)) + Math.Abs(p - change)));
            }
        }
    }

    /// <summary>What is not finite is told, wherever it is and whatever made it: a derivative, one whose square is too large, a parameter.</summary>
    [Fact]
    public void What_is_not_finite_is_told()
    {
        T huge = T.Sqrt(T.BitDecrement(T.PositiveInfinity)) * T.CreateChecked(2);
        foreach (int count in (int[])[1, 16, 33])
        {
            for (int place = 0; place < count; place++)
            {
                foreach ((T derivative, T parameter) in ((T, T)[])[(T.NaN, T.One), (T.PositiveInfinity, T.One), (huge, T.One), (T.One, T.NaN), (T.One, T.NegativeInfinity)])
                {
                    foreach ((int _, bool finite) in Widths.Each(() =>
                    {
                        T[] gradient = new T[count], parameters = new T[count];
                        (gradient[place], parameters[place]) = (derivative, parameter);
                        return GradientStep.Adam<T>(gradient, 1, 0.1, 0.9, 0.999, 1e-8, new T[count], new T[count], parameters);
                    }))
                    {
                        Assert.False(finite);
                    }
                }
            }
        }
    }

    [Fact]
    public void Wrong_arguments_are_refused()
    {
        T[] two = new T[2], other = new T[2], third = new T[2], fourth = new T[2], three = new T[3];
        Assert.Throws<ArgumentOutOfRangeException>(() => GradientStep.Adam<T>(two, 0, 0.1, 0.9, 0.999, 1e-8, other, third, fourth));
        Assert.Throws<ArgumentOutOfRangeException>(() => GradientStep.Adam<T>(two, 1, double.NaN, 0.9, 0.999, 1e-8, other, third, fourth));
        Assert.Throws<ArgumentOutOfRangeException>(() => GradientStep.Adam<T>(two, 1, 0.1, 1, 0.999, 1e-8, other, third, fourth));
        Assert.Throws<ArgumentOutOfRangeException>(() => GradientStep.Adam<T>(two, 1, 0.1, 0.9, -1, 1e-8, other, third, fourth));
        Assert.Throws<ArgumentOutOfRangeException>(() => GradientStep.Adam<T>(two, 1, 0.1, 0.9, 0.999, 0, other, third, fourth));
        Assert.Throws<ArgumentException>(() => GradientStep.Adam<T>(two, 1, 0.1, 0.9, 0.999, 1e-8, three, third, fourth));
        Assert.Throws<ArgumentException>(() => GradientStep.Adam<T>(two, 1, 0.1, 0.9, 0.999, 1e-8, other, three, fourth));
        Assert.Throws<ArgumentException>(() => GradientStep.Adam<T>(two, 1, 0.1, 0.9, 0.999, 1e-8, other, third, three));
        Assert.Contains("share memory", Assert.Throws<ArgumentException>(() => GradientStep.Adam<T>(two, 1, 0.1, 0.9, 0.999, 1e-8, other, other, fourth)).Message, StringComparison.Ordinal);
        Assert.Throws<NotSupportedException>(() => GradientStep.Adam<Half>([], 1, 0.1, 0.9, 0.999, 1e-8, [], [], []));
    }

    [Fact]
    public void A_call_allocates_nothing()
    {
        (T[] g, T[] m, T[] v, T[] p) = (Values(100, 1, 1), new T[100], new T[100], Values(100, 1, 2));
        Allocations.AssertNone(() => GradientStep.Adam<T>(g, 3, 0.1, 0.9, 0.999, 1e-8, m, v, p));
    }

    private static double Double(T value) => double.CreateChecked(value);

    private static T[] Values(int count, double scale, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => T.CreateChecked(scale * ((2 * random.NextDouble()) - 1)))];
    }
}
