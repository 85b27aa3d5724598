using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Kernels.Bench.Reporting;

namespace Kernels.Bench.Tests;

/// <summary>Made-up results.</summary>
internal static class Samples
{
    public static Machine Machine { get; } = new("Some <Processor> & Co", 4, "Linux", ".NET 10", "abc1234", new DateTime(2026, 1, 2), ["Lanes of 512 bits."]);

    /// <summary>Names that need escaping, figures that are no numbers, limits, rates, guides, single points, an empty picture.</summary>
    public static Results Small { get; } = new(
        Machine,
        [
            new("limits", "multiply–adds (double)", "512", "G/s", 60, 0.01, MoreIsBetter: true),
            new("kernels", "Exp (double)", "plain", "ns", 4, 0.02),
            new("kernels", "Exp (double)", "512", "ns", 0.5, 0.02, Limit: 0.25, Wall: "16 bytes read & written"),
            new("kernels", "Exp (float)", "plain", "ns", 4, 0.02),
            new("kernels", "Exp (float)", "512", "ns", double.NaN, double.NaN),
            new("kernels", "a < b | \"c\" & 'd' [e](f) *g* (float)", "512", "ns", 0.7, 0.5),
            new("operations", "Exp (double)", "multiply–adds", "an element", 13, 0, Measured: false),
            new("E-step", "K = 100", "150 words", "million visits/s", 100, 0.03, MoreIsBetter: true, Limit: 400, Wall: "896 bytes read"),
            new("E-step, other", "K = 100, double", "", "million visits/s", 50, 0.03, MoreIsBetter: true),
            new("made up", "one <unit>", "", "s", 1, 0),
            new("made up", "another unit", "", "MiB", 12345, 0),
        ],
        [
            new("sizes", "Exp <script>alert(1)</script>", "elements", "ns", true, true,
                [new("double", [16, 1024, 65536], [3, 0.5, 0.6]), new("float", [16, 1024, 65536], [1, double.NaN, -1])]),
            new("walls", "roofline", "operations a byte", "GFLOP/s", true, true, [new("first-level cache", [0.1, 1, 50], [10, 100, 100]) { Guide = true }, .. Points(18)]),
            new("made up", "nothing", "x", "y", true, true, []),
            new("made up", "one value", "x", "y", false, false, [new("level", [1, 2, 3], [5, 5, 5])]),
        ]);

    /// <summary>Others', of another machine.</summary>
    public static Results Peers { get; } = new(
        Machine with { Processor = "Another", Details = null },
        [
            new("peers: seconds of training", "NIPS, 10 passes", "scikit-learn", "s", 65, 0.1), new("peers: seconds of training", "NIPS, 10 passes", "Kernels", "s", 1.2, 0.1),
            new("peers: memory", "NIPS, 10 passes", "Kernels", "MiB", 67, 0.1), new("peers: distance", "NIPS", "scikit-learn", "relative", 0, 0), new("peers: distance", "NIPS", "gensim", "relative", 1e-9, 0),
        ],
        [new("peers: held-out score by seconds of training", "NIPS", "seconds", "score", true, false, [new("scikit-learn", [10, 65], [-7.4, -7.2]), new("Kernels", [0.2, 1.2], [-7.4, -7.2])])],
        Versions: new Dictionary<string, string> { ["scikit-learn"] = "1.8" },
        LeftOut: ["gensim"],
        Words: new Dictionary<string, string> { ["peers: memory"] = "Words <of> theirs." });

    public static Results Empty { get; } = new(Machine, [], []);

    /// <summary>The folders of committed results.</summary>
    public static IEnumerable<string> Committed
    {
        get
        {
            string results = Path.Combine(ThisMachine.Root(AppContext.BaseDirectory), "bench", "results");
            return Directory.Exists(results) ? Directory.GetDirectories(results).Where(folder => File.Exists(Path.Combine(folder, Results.FileName))) : [];
        }
    }

    // Close together: their numbers have to find places.
    private static IEnumerable<Series> Points(int count) => Enumerable.Range(0, count).Select(i => new Series($"kernel {i}", [2 + (0.1 * (i % 6))], [20 + (i / 6)]));
}
