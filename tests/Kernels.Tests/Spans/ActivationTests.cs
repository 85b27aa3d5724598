using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Kernels.Tests.Reference;
using Xunit;

namespace Kernels.Tests;

[Trait("Category", "Laws")]
public sealed class ActivationDouble : ActivationTests<double>;

[Trait("Category", "Laws")]
public sealed class ActivationSingle : ActivationTests<float>;

/// <summary>The ways back of activations against derivatives in closed form; lengths, widths, memory, specials. The functions themselves are in <see cref="KernelTable"/>.</summary>
[Collection(LaneWidthGroup.Name)]
public abstract class ActivationTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static double Eps => typeof(T) == typeof(double) ? double.BitIncrement(1) - 1 : float.BitIncrement(1) - 1;

    private delegate void Function(ReadOnlySpan<T> x, Span<T> destination);

    private delegate void WayBack(ReadOnlySpan<T> values, ReadOnlySpan<T> gradient, Span<T> destination);

    private static (string Name, Function Function, WayBack Back, Func<double, double> Slope)[] Rows =>
    [
        ("rectifier", Activations.Rectifier, Activations.RectifierGradient, x => x > 0 ? 1 : 0),
        ("sigmoid", Activations.Sigmoid, Activations.SigmoidGradient, x => PlainFunctions.Sigmoid(x) * PlainFunctions.Sigmoid(-x)),
        ("softplus", Activations.Softplus, Activations.SoftplusGradient, PlainFunctions.Sigmoid),
        ("tanh", Activations.HyperbolicTangent, Activations.HyperbolicTangentGradient, x => 1 - (Math.Tanh(x) * Math.Tanh(x))),
    ];

    public static TheoryData<int> Indices => [0, 1, 2, 3];

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
        Rows[row].Back([T.NaN, T.One, T.Zero], [T.Zero, T.NaN, T.NaN], y);
        Assert.True(T.IsNaN(y[0]));
        Assert.True(T.IsNaN(y[1]));
        Rows[row].Back([T.NaN, T.One, T.NaN], [T.One, T.NaN, T.Zero], y);
        Assert.True(T.IsNaN(y[0]) && T.IsNaN(y[2]));
        Assert.Throws<ArgumentException>(() => Rows[row].Back(new T[3], new T[2], new T[3]));
        Assert.Throws<ArgumentException>(() => Rows[row].Back(new T[3], new T[3], y.AsSpan(1)));
        Allocations.AssertNone(() => BackInPlace(row, y));
    }

    private static readonly WayBack[] s_waysBack = [.. Rows.Select(row => row.Back)];

    private static void BackInPlace(int row, T[] y) => s_waysBack[row](y, y, y);

    private static T[] Arguments()
    {
        List<double> x = [0, 1e-30, -1e-30, 1e-9, -1e-9, 0.1249, 0.125, -0.125, 0.1251, 0.5, 1, -1, 20, -20, 60, -60, 85, -85, 500, -600];
        for (double v = -30; v < 30; v += 0.0137)
        {
            x.Add(v);
        }

        return [.. x.Where(v => Eps < 1e-10 || Math.Abs(v) < 86).Select(T.CreateChecked)];
    }
}
