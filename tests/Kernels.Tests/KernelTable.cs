using System;
using System.Collections.Generic;
using System.Linq;
using Kernels.Tests.Reference;
using Xunit;

namespace Kernels.Tests;

/// <summary>One row per element-wise kernel: its contract. The laws, the accuracy tests and the README table are all read from here.</summary>
internal static class KernelTable
{
    private const double Infinity = double.PositiveInfinity;

    public static IReadOnlyList<KernelRow> Rows { get; } =
    [
        new()
        {
            Name = "Exp",
            Formula = "exp x",
            Domain = "all x",
            Double = SpecialFunctions.Exp,
            Single = SpecialFunctions.Exp,
            Refused = SpecialFunctions.Exp,
            DoubleBounds = [Ulp(1.1)],
            SingleBounds = [Ulp(1.1)],
            Specials = [(double.NaN, double.NaN), (Infinity, Infinity), (-Infinity, 0), (0, 1), (-0.0, 1), (1e30, Infinity), (-1e30, 0)],
            Reference = Math.Exp,
            Sweep = [(-750, 712), (-105, 90), (-1, 1)],
            ReferenceFile = "exp",
        },
        new()
        {
            Name = "Log",
            Formula = "ln x",
            Domain = "x ≥ 0",
            Double = SpecialFunctions.Log,
            Single = SpecialFunctions.Log,
            Refused = SpecialFunctions.Log,
            DoubleBounds = [Ulp(1.1)],
            SingleBounds = [Ulp(1.1)],
            Specials =
            [
                (double.NaN, double.NaN), (Infinity, Infinity), (-Infinity, double.NaN), (0, -Infinity), (-0.0, -Infinity), (-1, double.NaN),
                (-1e30, double.NaN), (1, 0),
            ],
            Reference = Math.Log,
            Sweep = [(0, 1e-30), (0, 1), (0.7, 1.5), (0.99, 1.01), (1, 1e6), (1, 1e38)],
            ReferenceFile = "log",
        },
        new()
        {
            Name = "Digamma",
            Formula = "ψ(x)",
            Domain = "all x but 0, −1, −2, …",
            Double = SpecialFunctions.Digamma,
            Single = SpecialFunctions.Digamma,
            Refused = SpecialFunctions.Digamma,
            DoubleBounds =
            [
                new(5e-17, ErrorUnit.Absolute, "on [1.4, 1.55]", 1.4, 1.55), Ulp(3, "for x > 0", 0), new(1e-13, ErrorUnit.Relative, "for x < 0", -Infinity, 0),
            ],
            SingleBounds =
            [
                new(2e-8, ErrorUnit.Absolute, "on [1.4, 1.55]", 1.4, 1.55), Ulp(4, "for x > 0", 0), new(1e-6, ErrorUnit.Relative, "for x < 0", -Infinity, 0),
            ],
            Specials =
            [
                (double.NaN, double.NaN), (Infinity, Infinity), (-Infinity, double.NaN), (0, -Infinity), (-0.0, Infinity), (-1, double.NaN),
                (-2, double.NaN), (-1000, double.NaN), (-1e30, double.NaN),
            ],
            Reference = PlainFunctions.Digamma,
            Sweep = [(0, 1e-3), (0, 1), (1, 1.4), (1.4, 1.55), (1.55, 10), (10, 1e6), (-20, 0)],
            ReferenceFile = "digamma",
        },
        new()
        {
            Name = "ExpDigamma",
            Formula = "exp ψ(x)",
            Domain = "x ≥ 0",
            Double = SpecialFunctions.ExpDigamma,
            Single = SpecialFunctions.ExpDigamma,
            Refused = SpecialFunctions.ExpDigamma,
            DoubleBounds = [Ulp(1, "for x ≥ 1", 1), Ulp(3.5, "below", 0)],
            SingleBounds = [Ulp(1, "for x ≥ 1", 1), Ulp(3.5, "below", 0)],
            Specials =
            [
                (double.NaN, double.NaN), (Infinity, Infinity), (-Infinity, double.NaN), (0, 0), (-0.0, 0), (-1, double.NaN), (-0.5, double.NaN),
                (1e-30, 0),
            ],
            Reference = x => Math.Exp(PlainFunctions.Digamma(x)),
            Sweep = [(0, 0.02), (0, 1), (1, 10), (10, 1e6)],
            ReferenceFile = "expdigamma",
        },
        new()
        {
            Name = "Trigamma",
            Formula = "ψ′(x)",
            Domain = "all x but 0, −1, −2, …",
            Double = SpecialFunctions.Trigamma,
            Single = SpecialFunctions.Trigamma,
            Refused = SpecialFunctions.Trigamma,
            DoubleBounds = [Ulp(3, "for x > 0", 0), new(1e-13, ErrorUnit.Relative, "for x < 0", -Infinity, 0)],
            SingleBounds = [Ulp(3, "for x > 0", 0), new(1e-6, ErrorUnit.Relative, "for x < 0", -Infinity, 0)],
            Specials = [(double.NaN, double.NaN), (Infinity, 0), (0, Infinity), (-0.0, Infinity), (-1, Infinity), (-2, Infinity), (-1000, Infinity)],
            Reference = PlainFunctions.Trigamma,
            Sweep = [(0, 1e-3), (0, 1), (1, 2), (2, 10), (10, 1e6), (-20, 0)],
            ReferenceFile = "trigamma",
        },
        new()
        {
            Name = "LogGamma",
            Formula = "ln \\|Γ(x)\\|",
            Domain = "all x but 0, −1, −2, …",
            Double = SpecialFunctions.LogGamma,
            Single = SpecialFunctions.LogGamma,
            Refused = SpecialFunctions.LogGamma,
            DoubleBounds = [Ulp(3, "for x > 0", 0), new(1e-13, ErrorUnit.Relative, "for x < 0", -Infinity, 0)],
            SingleBounds = [Ulp(3, "for x > 0", 0), new(1e-6, ErrorUnit.Relative, "for x < 0", -Infinity, 0)],
            Specials =
            [
                (double.NaN, double.NaN), (Infinity, Infinity), (-Infinity, Infinity), (0, Infinity), (-0.0, Infinity), (-1, Infinity), (-2, Infinity),
                (-1000, Infinity), (1, 0), (2, 0),
            ],
            Reference = PlainFunctions.LogGamma,
            Sweep = [(0, 1e-3), (0, 0.9), (1.1, 1.9), (2.1, 10), (10, 1e6), (-20, 0)],
            ReferenceFile = "lgamma",
        },
        new()
        {
            Name = "StirlingRemainder",
            Formula = "ln Γ(x) − (x − ½)·ln x + x − ½·ln 2π",
            Domain = "x > 0",
            Double = SpecialFunctions.StirlingRemainder,
            Single = SpecialFunctions.StirlingRemainder,
            Refused = SpecialFunctions.StirlingRemainder,
            DoubleBounds = [Ulp(3)],
            SingleBounds = [Ulp(3)],
            Specials = [(double.NaN, double.NaN), (Infinity, 0), (-Infinity, double.NaN), (0, Infinity), (-0.0, Infinity), (-1, double.NaN), (-1e-30, double.NaN)],
            Reference = PlainFunctions.StirlingRemainder,
            Sweep = [(0, 1e-3), (0, 1), (0.9, 1.1), (1, 20), (10, 1e6)],
            ReferenceFile = "stirling_remainder",
        },
        new()
        {
            Class = typeof(Activations),
            Name = "Rectifier",
            Formula = "max(x, 0)",
            Domain = "all x",
            Double = Activations.Rectifier,
            Single = Activations.Rectifier,
            Refused = Activations.Rectifier,
            DoubleBounds = [Ulp(0)],
            SingleBounds = [Ulp(0)],
            Specials = [(double.NaN, double.NaN), (Infinity, Infinity), (-Infinity, 0), (0, 0), (-0.0, -0.0), (-1, 0), (1, 1)],
            Reference = x => x > 0 || double.IsNaN(x) ? x : 0,
            Sweep = [(-10, 10)],
            ReferenceFile = "rectifier",
        },
        new()
        {
            Class = typeof(Activations),
            Name = "Sigmoid",
            Formula = "1/(1 + exp −x)",
            Domain = "all x",
            Double = Activations.Sigmoid,
            Single = Activations.Sigmoid,
            Refused = Activations.Sigmoid,
            DoubleBounds = [Ulp(2.5, "for x ≥ −708", -708), new(3.4e-308, ErrorUnit.Absolute, "below", -Infinity, -708)],
            SingleBounds = [Ulp(2.5, "for x ≥ −87", -87), new(1.7e-38, ErrorUnit.Absolute, "below", -Infinity, -87)],
            Specials = [(double.NaN, double.NaN), (Infinity, 1), (-Infinity, 0), (0, 0.5), (-0.0, 0.5), (1e30, 1), (-1e30, 0)],
            Reference = PlainFunctions.Sigmoid,
            Sweep = [(-90, 90), (-20, 20), (-1, 1), (-1e-3, 1e-3)],
            ReferenceFile = "sigmoid",
        },
        new()
        {
            Class = typeof(Activations),
            Name = "Softplus",
            Formula = "ln(1 + exp x)",
            Domain = "all x",
            Double = Activations.Softplus,
            Single = Activations.Softplus,
            Refused = Activations.Softplus,
            DoubleBounds = [Ulp(2, "for x ≥ −708", -708), new(3.4e-308, ErrorUnit.Absolute, "below", -Infinity, -708)],
            SingleBounds = [Ulp(2, "for x ≥ −87", -87), new(1.7e-38, ErrorUnit.Absolute, "below", -Infinity, -87)],
            Specials = [(double.NaN, double.NaN), (Infinity, Infinity), (-Infinity, 0), (1000, 1000), (-1e30, 0)],
            Reference = PlainFunctions.Softplus,
            Sweep = [(-90, 90), (-20, 20), (-1, 1), (-1e-3, 1e-3)],
            ReferenceFile = "softplus",
        },
        new()
        {
            Class = typeof(Activations),
            Name = "HyperbolicTangent",
            Formula = "tanh x",
            Domain = "all x",
            Double = Activations.HyperbolicTangent,
            Single = Activations.HyperbolicTangent,
            Refused = Activations.HyperbolicTangent,
            DoubleBounds = [Ulp(4)],
            SingleBounds = [Ulp(4)],
            Specials = [(double.NaN, double.NaN), (Infinity, 1), (-Infinity, -1), (0, 0), (-0.0, -0.0), (100, 1), (-1e30, -1)],
            Reference = Math.Tanh,
            Sweep = [(-20, 20), (-1, 1), (-0.2, 0.2), (-1e-3, 1e-3)],
            ReferenceFile = "tanh",
        },
        new()
        {
            Class = typeof(Sampling),
            Name = "NormalQuantile",
            Formula = "Φ⁻¹(x)",
            Domain = "0 < x < 1",
            Double = Sampling.NormalQuantile,
            Single = Sampling.NormalQuantile,
            Refused = Sampling.NormalQuantile,
            DoubleBounds = [Ulp(6)],
            SingleBounds = [Ulp(5)],
            Specials =
            [
                (double.NaN, double.NaN), (Infinity, double.NaN), (-Infinity, double.NaN), (0, -Infinity), (-0.0, -Infinity), (1, Infinity), (0.5, 0),
                (-1e-30, double.NaN), (2, double.NaN), (-1, double.NaN),
            ],
            Reference = PlainFunctions.NormalQuantile,
            Sweep = [(0, 1), (0, 1e-3), (0, 1e-12), (0.4, 0.6)],
            ReferenceFile = "normal_quantile",
        },
    ];

    public static KernelRow Row(string name) => Rows.Single(row => row.Name == name);

    /// <summary>Every kernel with every width that this machine runs.</summary>
    public static TheoryData<string, int> KernelsAndWidths()
    {
        var data = new TheoryData<string, int>();
        foreach (KernelRow row in Rows)
        {
            foreach (int bits in Widths.Supported)
            {
                data.Add(row.Name, bits);
            }
        }

        return data;
    }

    public static TheoryData<string> Names() => [.. Rows.Select(row => row.Name)];

    private static Bound Ulp(double limit, string where = "", double from = -Infinity) => new(limit, ErrorUnit.Ulp, where, from, Infinity);
}
