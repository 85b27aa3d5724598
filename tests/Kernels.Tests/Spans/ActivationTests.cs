using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Xunit;

namespace Kernels.Tests;

[Trait("Category", "Laws")]
public sealed class ActivationDouble : ActivationTests<double>;

[Trait("Category", "Laws")]
public sealed class ActivationSingle : ActivationTests<float>;

/// <summary>Activations against the library's functions in double, their ways back against derivatives in closed form; lengths, widths, memory, specials.</summary>
[Collection(LaneWidthGroup.Name)]
public abstract class ActivationTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static double Eps => typeof(T) == typeof(double) ? double.BitIncrement(1) - 1 : float.BitIncrement(1) - 1;

    private delegate void Function(ReadOnlySpan<T> x, Span<T> destination);

    private delegate void WayBack(ReadOnlySpan<T> values, ReadOnlySpan<T> gradient, Span<T> destination);

    private static (string Name, Function Function, WayBack Back, Func<double, double> Reference, Func<double, double> Slope, double Ulp)[] Rows =>
    [
        ("rectifier", Activations.Rectifier, Activations.RectifierGradient, x => Math.Max(x, 0), x => x > 0 ? 1 : 0, 0),
        ("sigmoid", Activations.Sigmoid, Activations.SigmoidGradient, Sigmoid, x => Sigmoid(x) * Sigmoid(-x), 3),
        ("softplus", Activations.Softplus, Activations.SoftplusGradient, Softplus, Sigmoid, 4),
        ("tanh", Activations.HyperbolicTangent, Activations.HyperbolicTangentGradient, Math.Tanh, x => 1 - (Math.Tanh(x) * Math.Tanh(x)), 4),
    ];

    public static TheoryData<int> Indices => [0, 1, 2, 3];

    [Theory]
    [MemberData(nameof(Indices))]
    public void Values_are_within_the_contract(int row)
    {
        T[] x = Arguments();
        T[] y = new T[x.Length];
        Rows[row].Function(x, y);
        for (int i = 0; i < x.Length; i++)
        {
            double expected = Rows[row].Reference(double.CreateChecked(x[i]));
            double error = (Rows[row].Ulp + (Eps < 1e-10 ? 1 : 0.01)) * Eps * Math.Abs(expected);
            Assert.True(Math.Abs(double.CreateChecked(y[i]) - expected) <= error, $"{Rows[row].Name}({x[i]:R}) = {y[i]:R}; expected {expected:R}");
        }
    }

    [Theory]
    [MemberData(nameof(Indices))]
    public void The_way_back_is_the_derivative(int row)
    {
        T[] x = Arguments();
        (T[] y, T[] slope) = (new T[x.Length], new T[x.Length]);
        Rows[row].Function(x, y);
        Rows[row].Back(y, [.. x.Select(_ => T.CreateChecked(-2))], slope);
        for (int i = 0; i < x.Length; i++)
        {
            // From y, so with the error that y's own rounding makes: for tanh and sigmoid absolute, near 1.
            double expected = -2 * Rows[row].Slope(double.CreateChecked(x[i]));
            Assert.InRange(double.CreateChecked(slope[i]), expected - (16 * Eps), expected + (16 * Eps));
        }
    }

    [Theory]
    [MemberData(nameof(Indices))]
    public void Every_length_in_place_and_width_gives_the_same_bits(int row)
    {
        T[] all = Arguments();
        T[] expected = new T[all.Length];
        Rows[row].Function(all, expected);
        T[] back = new T[all.Length];
        Rows[row].Back(expected, all, back);
        foreach (int bits in Widths.Supported)
        {
            using IDisposable width = LaneWidth.Force(bits);
            for (int length = 0; length < 70; length++)
            {
                T[] inPlace = [.. all.TakeLast(length)];
                Rows[row].Function(inPlace, inPlace);
                Bits.AssertSame<T>(expected.AsSpan(all.Length - length), inPlace, $"{Rows[row].Name} of {length} at {bits} bits");
                T[] gradient = [.. all.TakeLast(length)];
                Rows[row].Back(inPlace, gradient, gradient);
                Bits.AssertSame<T>(back.AsSpan(all.Length - length), gradient, $"way back of {Rows[row].Name} of {length} at {bits} bits");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Indices))]
    public void Specials_and_refusals(int row)
    {
        T[] y = new T[3];
        Rows[row].Function([T.NaN, T.PositiveInfinity, T.NegativeInfinity], y);
        Assert.True(T.IsNaN(y[0]));
        Assert.Equal(Rows[row].Reference(double.PositiveInfinity), double.CreateChecked(y[1]));
        Assert.Equal(Rows[row].Reference(double.NegativeInfinity), double.CreateChecked(y[2]));
        Rows[row].Back([T.NaN, T.One, T.NaN], [T.One, T.NaN, T.Zero], y);
        Assert.True(T.IsNaN(y[0]) && T.IsNaN(y[2]));
        Assert.Throws<ArgumentException>(() => Rows[row].Function(new T[3], new T[2]));
        Assert.Throws<ArgumentException>(() => Rows[row].Back(new T[3], new T[2], new T[3]));
        Assert.Throws<ArgumentException>(() => Rows[row].Back(new T[3], new T[3], y.AsSpan(1)));
        Allocations.AssertNone(() => Rows0Function(row, y));
    }

    private static readonly Function[] s_functions = [.. Rows.Select(row => row.Function)];

    private static void Rows0Function(int row, T[] y) => s_functions[row](y, y);

    private static T[] Arguments()
    {
        List<double> x = [0, 1e-30, -1e-30, 1e-9, -1e-9, 0.1249, 0.125, -0.125, 0.1251, 0.5, 1, -1, 20, -20, 60, -60, 85, -85, 500, -600];
        for (double v = -30; v < 30; v += 0.0137)
        {
            x.Add(v);
        }

        return [.. x.Where(v => Eps < 1e-10 || Math.Abs(v) < 86).Select(T.CreateChecked)];
    }

    private static double Sigmoid(double x) => x >= 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x));

    private static double Softplus(double x)
    {
        // ln(1 + e) for a small e by Kahan's correction.
        double e = Math.Exp(-Math.Abs(x));
        double sum = 1 + e;
        return Math.Max(x, 0) + (sum == 1 ? e : Math.Log(sum) * e / (sum - 1));
    }
}
