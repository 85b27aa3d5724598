using System;
using System.Collections.Generic;
using System.Linq;

namespace Kernels.Bench.Reporting;

/// <summary>A part of a report: the figures and pictures of one group, with words before them.</summary>
internal sealed record Section(string Group, string Title, string Words, IReadOnlyList<Figure> Figures, IReadOnlyList<Curves> Curves)
{
    /// <summary>Every figure that has a limit, whatever its group.</summary>
    public const string Walls = "walls";

    private static readonly (string Group, string Title, string Words)[] s_known =
    [
        ("limits", "What this machine can compute",
            "Thousand million operations a second of one core, by width of lanes in bits, measured in the rounds of everything else; a multiply–add is "
            + "one operation. Everything below is held against it. Every figure of this report is the median, over its rounds, of the fastest of several "
            + "batches of calls in each; of main memory a call is a sweep over all of it."),
        ("bandwidth", "What this machine can read and write",
            "One core, the widest lanes, each byte counted once. Sizes are in the description of the machine above."),
        ("kernels", "Kernels by width of lanes",
            "Nanoseconds an element, 1,024 values in the first-level cache, by width of lanes in bits. Plain is a loop over .NET's own Exp and Log, "
            + "or over a digamma, trigamma or log-gamma as one writes them in a few lines (recurrence and series). Library is TensorPrimitives over spans for exp, log, "
            + "log-sum-exp and softmax (which does not subtract the maximum), and a loop over Math.NET Numerics' function of one number for what is made of digamma and "
            + "log-gamma; of trigamma there is none. In float, both the hand-written functions and Math.NET's compute in double. A stroke is the nearest wall of the "
            + "widest lanes."),
        (Walls, "How near the walls",
            "What was reached, what the machine would allow, and what the limit comes from: multiply–adds (multiplications among them), additions, both "
            + "together, divisions, or the least that must be read and written at the level of memory where the data lie. Comparisons, selections and "
            + "operations on bits are not held against the machine: so no share can be above 100 % but by noise (above 110 % it is called an error), and what "
            + "is left is theirs, the latency's and ours. In the pictures the roofs are reading from the levels where the data lie, and arithmetic; operations a byte count each argument and each result once."),
        ("operations", "What a kernel does for an element",
            "Counted, not measured: the kernels' own loops and formulas, run with lanes that count. Additions, multiplications, multiply–adds and "
            + "divisions of floating-point numbers; others are comparisons, selections, minima and operations on bits. Counted at "
            + "1,024 arguments, number by number: where lanes differ a vector may do both of two branches, of which one is counted for each number, as of ExpDigamma's mixed "
            + "arguments. Bytes are arguments and results, "
            + "each once."),
        ("sizes", "As data outgrow the caches",
            "Nanoseconds an element at the widest lanes, from 16 elements to four million."),
        ("memory", "In main memory",
            "Nanoseconds an element at the widest lanes, four million elements. A stroke is the nearest wall."),
        ("E-step", "LDA: the E-step",
            "Million (word, document, iteration) visits a second of one core in float, ten iterations, by topics K and distinct words of a document. A "
            + "visit does 4K operations and one division, and reads the word's row of 4K bytes: once at least, from where the document's rows lie, as rows of up to some "
            + "hundred topics might stay in registers between its two uses; ours reads it again, from the first-level cache. A document of W words keeps 4·K·W bytes of rows; where they lie decides the wall. Digammas of γ, gathering the rows and "
            + "the statistics are in the time and not in the wall: short documents and few iterations have more of them for each visit."),
        ("E-step, other", "LDA: the E-step elsewhere",
            "Million visits a second. A visit counts whole, though topics that have become exactly zero are left out of it. Real corpora are measured "
            + "where they are at hand."),
        ("LDA steps", "LDA: the other steps",
            "One core, float. The batch step, λ ← η + scale·statistics over 8,000 words, with the statistics cleared and exp E[log β] of the new λ; λ and statistics are "
            + "made anew before each and not timed. An online step together with its E-step: mini-batches of 64 documents of 150 words, 5 iterations, ρ = 0.05, by the "
            + "distinct words of a mini-batch. Inference of one document."),
        ("readers", "Readers",
            "From bytes in memory to a corpus, one core."),
        ("growth", "Growth",
            "Training on synthetic documents of 100 words, each point a process of its own; what does not vary is 2,000 documents, V = 5,000, K = 50, one "
            + "thread. Memory is the most that the system counted for the whole process, with the runtime, the corpus, and what the collector had not given "
            + "back."),
    ];

    /// <summary>The sections of results, known groups in their order, others after them.</summary>
    public static IReadOnlyList<Section> Of(Results results)
    {
        string[] known = [.. s_known.Select(entry => entry.Group)];
        string[] there = [.. results.Figures.Select(figure => figure.Group).Concat(results.Curves.Select(curves => curves.Group)).Distinct()];
        if (results.Figures.Any(figure => figure.Limit is not null))
        {
            there = [.. there, Walls];
        }

        return
        [
            .. known.Where(there.Contains).Concat(there.Except(known)).Select(group =>
            {
                (string _, string? title, string? words) = s_known.FirstOrDefault(entry => entry.Group == group);
                return new Section(
                    group,
                    title ?? (group.Length == 0 ? "Other" : char.ToUpperInvariant(group[0]) + group[1..]),
                    words ?? results.Words?.GetValueOrDefault(group) ?? string.Empty,
                    [.. results.Figures.Where(figure => group == Walls ? figure.Limit is not null : figure.Group == group)],
                    [.. results.Curves.Where(curves => curves.Group == group)]);
            }),
        ];
    }

    /// <summary>The figures as a table; null where there are none.</summary>
    public ReportTable? Table => Figures.Count == 0 ? null : Group == Walls ? ReportTable.Limits(Title, Figures) : ReportTable.Grid(Title, Figures);

    /// <summary>The dots: a picture for each unit, and for each of the two types where rows name them.</summary>
    public IEnumerable<(string Title, IReadOnlyList<Figure> Figures)> Dots()
    {
        if (Group is Walls or "operations")
        {
            yield break;
        }

        foreach (IGrouping<string, Figure> unit in Figures.GroupBy(figure => figure.Unit))
        {
            string title = Figures.All(figure => figure.Unit == unit.Key) ? Title : $"{Title}, {unit.Key}";
            bool isSplit = unit.All(figure => TypeOf(figure) is not null) && unit.Select(TypeOf).Distinct().Count() > 1;
            foreach (IGrouping<string?, Figure> type in unit.GroupBy(figure => isSplit ? TypeOf(figure) : null))
            {
                yield return (type.Key is null ? title : $"{title}, {type.Key}", [.. type.Select(figure => type.Key is null ? figure : figure with { Name = figure.Name[..^(type.Key.Length + 3)] })]);
            }
        }
    }

    private static string? TypeOf(Figure figure) => Array.Find(["double", "float"], type => figure.Name.EndsWith($" ({type})", StringComparison.Ordinal));
}
