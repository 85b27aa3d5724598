using System;
using System.Collections.Generic;
using System.Linq;
using Kernels.Tests.Reference;
using Xunit;

namespace Kernels.Tests;

/// <summary>One row per kernel that sums: its contract. The laws, the accuracy tests and the README table are all read from here.</summary>
internal static class ReductionTable
{
    private const double Infinity = double.PositiveInfinity;
    private const double NaN = double.NaN;

    public static IReadOnlyList<ReductionRow> Rows { get; } =
    [
        new()
        {
            Name = "LogSumExp",
            Methods = ["LogSumExp", "LogSumExpRows"],
            Formula = "ln Σ exp x",
            Domain = "all x",
            Unit = "eps·max(|result|, |max x|)",
            DoubleLimit = 4,
            SingleLimit = 4,
            Scale = (x, _, _, exact, _) => x.Length == 0 || x.Max() == 0 ? Math.Abs(exact) : Math.Max(Math.Abs(exact), Math.Abs(x.Max())),
            DoubleRows = (x, _, length, _, results) => Probability.LogSumExpRows(x, length, results),
            SingleRows = (x, _, length, _, results) => Probability.LogSumExpRows(x, length, results),
            DoubleOne = (x, _, _, _, results) => results[0] = Probability.LogSumExp(x),
            SingleOne = (x, _, _, _, results) => results[0] = Probability.LogSumExp(x),
            Refused = (x, _, length, _, results) => Probability.LogSumExpRows(x, length, results),
            HasResults = true,
            ResultsMayShareStart = true,
            TakesLogarithms = true,
            Specials =
            [
                ([], [], [], [-Infinity]), ([-Infinity], [], [], [-Infinity]), ([Infinity], [], [], [Infinity]), ([NaN], [], [], [NaN]), ([0], [], [], [0]),
                ([-Infinity, -Infinity, -Infinity], [], [], [-Infinity]), ([1, Infinity, -Infinity], [], [], [Infinity]), ([1, Infinity, NaN], [], [], [NaN]),
                ([NaN, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17], [], [], [NaN]), ([-Infinity, -3, -Infinity], [], [], [-3]), ([1073741824, 1], [], [], [1073741824]),
            ],
            Reference = (x, _) => [PlainFunctions.LogSumExp(x)],
            Cases = () => ReferenceData.Table("logsumexp.csv").Select(row => new ReductionCase(
                $"{row[1]}, id {row[0]}", ReferenceData.List(row[3]), [], [], [new(0, ReferenceData.Number(row[4]), ReferenceData.Number(row[5]))])),
        },
        new()
        {
            Name = "Softmax",
            Methods = ["Softmax", "SoftmaxRows", "Responsibilities"],
            Formula = "exp x / Σ exp x",
            Domain = "all x",
            Unit = string.Empty,
            DoubleLimit = 4,
            SingleLimit = 4,
            Scale = (x, _, index, exact, ulp) => index >= 0 ? ulp : x.Length == 0 || x.Max() == 0 ? Math.Abs(exact) : Math.Max(Math.Abs(exact), Math.Abs(x.Max())),
            DoubleRows = (x, _, length, values, results) => Probability.SoftmaxRows(x, length, values, results),
            SingleRows = (x, _, length, values, results) => Probability.Responsibilities(x, length, values, results),
            DoubleOne = (x, _, _, values, results) => results[0] = Probability.Softmax(x, values),
            SingleOne = (x, _, _, values, results) => results[0] = Probability.Softmax(x, values),
            Refused = (x, _, length, values, results) => Probability.SoftmaxRows(x, length, values, results),
            HasValues = true,
            HasResults = true,
            TakesLogarithms = true,
            Specials =
            [
                ([], [], [], [-Infinity]), ([-Infinity], [], [NaN], [-Infinity]), ([Infinity], [], [1], [Infinity]), ([NaN], [], [NaN], [NaN]), ([5], [], [1], [5]),
                ([-Infinity, -Infinity], [], [NaN, NaN], [-Infinity]), ([1, NaN, Infinity], [], [NaN, NaN, NaN], [NaN]), ([-Infinity, 0], [], [0, 1], [0]),
                ([Infinity, 1, Infinity], [], [0.5, 0, 0.5], [Infinity]), ([1000, 1000, -1e30, 1000, 1000], [], [0.25, 0.25, 0, 0.25, 0.25], [1001.3862943611198906]),
            ],
            Reference = (x, _) => [.. PlainFunctions.Softmax(x), PlainFunctions.LogSumExp(x)],
            Cases = () => ReferenceData.Table("softmax.csv").Select(row =>
                new ReductionCase($"{row[1]}, id {row[0]}", ReferenceData.List(row[3]), [], Points(row[4]), [])),
        },
        new()
        {
            Name = "ExpectedLog",
            Methods = ["ExpectedLog", "ExpectedLogRows"],
            Formula = "ψ(α) − ψ(Σ α)",
            Domain = "α > 0",
            Unit = "eps·max(|ψ(α)|, |ψ(Σ α)|)",
            DoubleLimit = 3,
            SingleLimit = 3,
            Scale = (x, _, index, _, _) => Math.Max(Math.Abs(PlainFunctions.Digamma(x[index])), Math.Abs(PlainFunctions.Digamma(x.Sum()))),
            DoubleRows = (x, _, length, values, _) => Dirichlet.ExpectedLogRows(x, length, values),
            SingleRows = (x, _, length, values, _) => Dirichlet.ExpectedLogRows(x, length, values),
            DoubleOne = (x, _, _, values, _) => Dirichlet.ExpectedLog(x, values),
            SingleOne = (x, _, _, values, _) => Dirichlet.ExpectedLog(x, values),
            Refused = (x, _, length, values, _) => Dirichlet.ExpectedLogRows(x, length, values),
            HasValues = true,
            Specials = [([3], [], [0], []), ([0.01], [], [0], []), ([1, NaN], [], [NaN, NaN], []), ([1, Infinity], [], [-Infinity, NaN], []), ([1, 0], [], [0, -Infinity], [])],
            Reference = (x, _) => PlainFunctions.ExpectedLog(x),
            Cases = () => ReferenceData.Table("elog_dirichlet.csv").Select(row => new ReductionCase($"id {row[0]}", ReferenceData.List(row[2]), [], Points(row[3]), [])),
        },
        new()
        {
            Name = "ExpExpectedLog",
            Methods = ["ExpExpectedLog", "ExpExpectedLogRows"],
            Formula = "exp(ψ(α) − ψ(Σ α))",
            Domain = "α > 0",
            Unit = string.Empty,
            DoubleLimit = 5,
            SingleLimit = 5,
            Scale = (_, _, _, _, ulp) => ulp,
            DoubleRows = (x, _, length, values, _) => Dirichlet.ExpExpectedLogRows(x, length, values),
            SingleRows = (x, _, length, values, _) => Dirichlet.ExpExpectedLogRows(x, length, values),
            DoubleOne = (x, _, _, values, _) => Dirichlet.ExpExpectedLog(x, values),
            SingleOne = (x, _, _, values, _) => Dirichlet.ExpExpectedLog(x, values),
            Refused = (x, _, length, values, _) => Dirichlet.ExpExpectedLogRows(x, length, values),
            HasValues = true,
            Specials = [([3], [], [1], []), ([0.01], [], [1], []), ([1, NaN], [], [NaN, NaN], []), ([1, Infinity], [], [0, NaN], []), ([1, 0], [], [1, 0], []), ([0.25, 0], [], [1, 0], [])],
            Reference = (x, _) => [.. PlainFunctions.ExpectedLog(x).Select(Math.Exp)],
            Cases = () => ReferenceData.Table("expelog_dirichlet.csv").Select(row => new ReductionCase($"id {row[0]}", ReferenceData.List(row[2]), [], Points(row[3]), [])),
        },
        new()
        {
            Name = "KullbackLeibler",
            Methods = ["KullbackLeibler", "KullbackLeiblerRows"],
            Formula = "KL(Dir(α) ‖ Dir(β)) = Σ_k B_k − B_0",
            Domain = "α, β > 0",
            Unit = "eps·(Σ_k B_k + B_0)",
            DoubleLimit = 4,
            SingleLimit = 4,
            Scale = (x, second, _, exact, _) => Math.Max(Math.Abs(exact), Math.Abs(Term(x.Sum(), second.Sum())) + x.Zip(second).Sum(pair => Math.Abs(Term(pair.First, pair.Second)))),
            DoubleRows = (x, second, length, _, results) => Dirichlet.KullbackLeiblerRows(x, second, length, results),
            SingleRows = (x, second, length, _, results) => Dirichlet.KullbackLeiblerRows(x, second, length, results),
            DoubleOne = (x, second, _, _, results) => results[0] = Dirichlet.KullbackLeibler(x, second),
            SingleOne = (x, second, _, _, results) => results[0] = Dirichlet.KullbackLeibler(x, second),
            Refused = (x, second, length, _, results) => Dirichlet.KullbackLeiblerRows(x, second, length, results),
            HasSecond = true,
            HasResults = true,
            Specials =
            [
                ([], [], [], [0]), ([3], [7], [], [0]), ([1, 2, 3], [1, 2, 3], [], [0]), ([0.01, 20], [0.01, 20], [], [0]), ([1, 0], [1, 1], [], [NaN]), ([1, 1], [-1, 1], [], [NaN]),
                ([1, Infinity], [1, 1], [], [NaN]), ([1, 1], [NaN, 1], [], [NaN]),
            ],
            Reference = (x, second) => [PlainFunctions.KullbackLeibler(x, second)],
            Cases = () => ReferenceData.Table("kl_dirichlet.csv").Select(row => new ReductionCase(
                $"{row[1]}, id {row[0]}", ReferenceData.List(row[3]), ReferenceData.List(row[4]), [], [new(0, ReferenceData.Number(row[5]), ReferenceData.Number(row[6]))])),
        },
    ];

    public static ReductionRow Row(string name) => Rows.Single(row => row.Name == name);

    /// <summary>Every kernel with every width that this machine runs.</summary>
    public static TheoryData<string, int> KernelsAndWidths()
    {
        var data = new TheoryData<string, int>();
        foreach (ReductionRow row in Rows)
        {
            foreach (int bits in Widths.Supported)
            {
                data.Add(row.Name, bits);
            }
        }

        return data;
    }

    public static TheoryData<string> Names() => [.. Rows.Select(row => row.Name)];

    private static ReferencePoint[] Points(string list) => [.. ReferenceData.List(list).Select(value => new ReferencePoint(0, value, 0))];

    private static double Term(double a, double b) => PlainFunctions.LogGamma(b) - PlainFunctions.LogGamma(a) - ((b - a) * PlainFunctions.Digamma(a));
}
