using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Kernels.Bench.Reporting;

namespace Kernels.Bench.Measuring;

/// <summary>Training time and peak memory against pairs, topics, vocabulary, size of batches and threads: every point a process of its own, in rounds.</summary>
internal sealed class Growth
{
    private const string Group = "growth";

    private static readonly GrowthRequest s_common = new(Documents: 2000, Vocabulary: 5000, Words: 5000, Topics: 50, Threads: 1, Batch: 0, MorePasses: 0);

    private static readonly GrowthRequest s_vocabulary = s_common with { Words = 2500, Batch = 256, MorePasses = 24 };

    private readonly List<Sweep> _sweeps;

    public Growth(bool quick)
    {
        int few = quick ? 4 : 1;
        _sweeps =
        [
            new("pairs", "pairs", [.. Steps(500, 16_000, few).Select(documents => s_common with { Documents = documents })], null)
            {
                Words = "The dashed line is proportional to pairs, as the inner loop's work is.",
            },
            new("topics", "topics K", [.. Steps(25, 400, few).Select(topics => s_common with { Topics = topics })], request => request.Topics)
            {
                Words = "The dashed line is proportional to K, as the inner loop's work is; what a document costs whatever K is lifts the foot of the curve.",
            },
            new("vocabulary", "words V", [.. Steps(2500, 320_000, few).Select(words => s_vocabulary with { Vocabulary = words })], request => request.Vocabulary)
            {
                Title = "a mini-batch by vocabulary",
                Line = "256 documents, 10 iterations",
                Words = "The same 2,000 documents of 2,500 different words, spread over ever larger vocabularies, in mini-batches of 256; what a training does once, drawing λ and "
                    + "reading it at the end, is left out. A step that goes over all of λ would rise with V, as the dashed line does; one that costs nothing but its own words is level.",
            },
            new("mini-batch", "documents of a mini-batch", [.. Steps(64, 2048, few).Select(batch => s_common with { Batch = batch })], request => request.Batch)
            {
                Words = "Online. What a step costs whatever its mini-batch holds makes small ones dear.",
                Proportional = false,
            },
            new("threads", "threads", [.. Steps(1, Environment.ProcessorCount, 1).Select(threads => s_common with { Threads = threads, Documents = 8000 })], request => request.Threads)
            {
                Words = "The same bits for any number of threads.",
                Proportional = false,
            },
        ];
    }

    /// <summary>Measures and reports.</summary>
    /// <param name="rounds">Over all points.</param>
    /// <param name="say">Told what is under way.</param>
    /// <param name="train">Measures a point.</param>
    /// <param name="figures">Are added to.</param>
    /// <param name="curves">Are added to.</param>
    public void Measure(int rounds, Action<string> say, Func<GrowthRequest, GrowthResult> train, List<Figure> figures, List<Curves> curves)
    {
        for (int round = 1; round <= rounds; round++)
        {
            say($"growth, round {round} of {rounds}");
            foreach (Sweep sweep in _sweeps)
            {
                sweep.Sample(train);
            }
        }

        foreach (Sweep sweep in _sweeps)
        {
            sweep.Report(figures, curves);
        }
    }

    /// <summary>By factors of two, or of sixteen and the like, and the last.</summary>
    private static IEnumerable<int> Steps(int first, int last, int doublings)
    {
        int value = first;
        for (; value < last; value <<= doublings)
        {
            yield return value;
        }

        yield return last;
    }

    private sealed record Sweep(string Name, string Label, GrowthRequest[] Requests, Func<GrowthRequest, double>? X)
    {
        private readonly List<GrowthResult>[] _results = [.. Requests.Select(_ => new List<GrowthResult>())];

        /// <summary>What is timed.</summary>
        public string Title { get; init; } = $"training time by {Name}";

        /// <summary>The work that is timed.</summary>
        public string Line { get; init; } = "3 passes of 10 iterations";

        /// <summary>Below the picture of time.</summary>
        public required string Words { get; init; }

        /// <summary>Whether a line in proportion to what is across is drawn beside.</summary>
        public bool Proportional { get; init; } = true;

        public void Sample(Func<GrowthRequest, GrowthResult> train)
        {
            for (int i = 0; i < Requests.Length; i++)
            {
                _results[i].Add(train(Requests[i]));
            }
        }

        public void Report(List<Figure> figures, List<Curves> curves)
        {
            double[] x = [.. Requests.Select((request, i) => X is null ? _results[i][0].Pairs : X(request))];
            Timing[] times = [.. _results.Select(runs => Timing.Of(runs.Select(run => run.Seconds)))];
            Timing[] peaks = [.. _results.Select(runs => Timing.Of(runs.Select(run => Mebibytes(run.Peak))))];
            double[] before = [.. _results.Select(runs => Timing.Of(runs.Select(run => Mebibytes(run.PeakBefore))).Nanoseconds)];
            double[] seconds = [.. times.Select(time => time.Nanoseconds)];
            List<Series> lines = [new(Line, x, seconds)];
            if (Proportional)
            {
                lines.Add(new("proportional", x, [.. x.Select(value => value / x[^1] * seconds[^1])]) { Guide = true });
            }

            curves.Add(new(Group, Title, Label, "seconds", LogX: true, LogY: true, lines, $"{Factor(x, seconds, "time")} {Words}"));
            double[] most = [.. peaks.Select(peak => peak.Nanoseconds)];
            curves.Add(new(
                Group,
                $"peak memory by {Name}",
                Label,
                "MiB",
                LogX: true,
                LogY: false,
                [new("whole process", x, most), new("before training: runtime and corpus", x, before)],
                Factor(x, most, "the peak")));
            string largest = $"{Label}: {x[^1].ToString("#,0", CultureInfo.InvariantCulture)}";
            figures.Add(new(Group, $"{(Requests[0].MorePasses > 0 ? "a mini-batch" : "training")}, {largest}", "", "s", seconds[^1], times[^1].Noise));
            figures.Add(new(Group, $"peak memory, {largest}", "", "MiB", peaks[^1].Nanoseconds, peaks[^1].Noise));
        }

        // A system that does not tell counts nothing.
        private static double Mebibytes(long bytes) => bytes == 0 ? double.NaN : bytes / (double)(1 << 20);

        private static string Factor(double[] x, double[] y, string what) => string.Create(
            CultureInfo.InvariantCulture, $"From first to last {x[^1] / x[0]:0.#} times as much across, {what} {y[^1] / y[0]:0.##} times.");
    }
}
