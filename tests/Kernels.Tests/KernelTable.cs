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
