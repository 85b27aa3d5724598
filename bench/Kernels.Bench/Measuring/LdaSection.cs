using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Numerics;
using Kernels.Bench.Inputs;
using Kernels.Bench.Reporting;
using Kernels.Corpora;
using Kernels.Lda;

namespace Kernels.Bench.Measuring;

/// <summary>LDA's kernels: the E-step by topics and length of documents, the steps of λ, inference of one document.</summary>
internal sealed class LdaSection : ISection
{
    private const int Pairs = 40_000;
    private const int Iterations = 10;

    private readonly ArithmeticLimits<float> _arithmetic;
    private readonly BandwidthLimits _bandwidth;
    private readonly List<(int Topics, int Words, EStep<float> Step)> _grid = [];
    private readonly List<(string Name, Work Work, Func<double> Rate)> _others = [];
    private readonly List<(int Topics, BatchStep Step)> _batchSteps = [];
    private readonly List<(string Name, string Unit, double Scale, Work Work)> _steps = [];

    /// <param name="arithmetic">The machine's walls.</param>
    /// <param name="bandwidth">The machine's walls.</param>
    /// <param name="quick">Fewer sizes.</param>
    /// <param name="data">The folder of real corpora; null where there is none.</param>
    public LdaSection(ArithmeticLimits<float> arithmetic, BandwidthLimits bandwidth, bool quick, string? data)
    {
        (_arithmetic, _bandwidth) = (arithmetic, bandwidth);
        CpuLdaDevice<float> device = new(1);
        foreach (int topicCount in quick ? [20, 100] : new[] { 20, 50, 100, 200, 500, 1000 })
        {
            LdaTopics topics = SyntheticLda.Topics(device, topicCount, TopicForm.Dense);
            foreach (int words in new[] { 40, 150, 600 })
            {
                _grid.Add((topicCount, words, new EStep<float>(device, topics, Synthetic(words, topicCount), 0.1, Iterations)));
            }

            _batchSteps.Add((topicCount, new BatchStep(device, topicCount)));
            OnlineStep online = new(device, topicCount);
            _steps.Add(($"E-step and online step, K = {topicCount}", "ns a touched word", online.TouchedWords, online.Work));
        }

        LdaTopics hundred = SyntheticLda.Topics(device, 100, TopicForm.Dense);
        _steps.AddRange(new[] { 10, 100, 1000 }.Select(words => ($"inference of one document of {words} words, K = 100, 20 iterations", "µs", 1e3, OneDocument(device, hundred, words))));
        Add("K = 100, 150 words, peaked topics, α = 0.01", new EStep<float>(device, SyntheticLda.Topics(device, 100, TopicForm.Sparse), Synthetic(150, 100), 0.01, Iterations));
        CpuLdaDevice<double> doubles = new(1);
        Add("K = 100, 150 words, double", new EStep<double>(doubles, SyntheticLda.Topics(doubles, 100, TopicForm.Dense), Synthetic(150, 100), 0.1, Iterations));
        int threads = Environment.ProcessorCount;
        CpuLdaDevice<float> all = new(threads);
        if (threads > 1)
        {
            Add($"K = 100, 150 words, {threads} threads", new EStep<float>(all, SyntheticLda.Topics(all, 100, TopicForm.Dense), Synthetic(150, 100), 0.1, Iterations));
        }

        if (!string.IsNullOrEmpty(data))
        {
            AddReal(device, data, 1);
            if (threads > 1)
            {
                AddReal(all, data, threads);
            }
        }
    }

    public IReadOnlyList<Work> Works => [.. _grid.Select(entry => entry.Step.Work), .. _others.Select(entry => entry.Work), .. _batchSteps.Select(entry => entry.Step.Work), .. _steps.Select(entry => entry.Work)];

    public void Report(List<Figure> figures, List<Curves> curves)
    {
        ArithmeticRates rates = _arithmetic.At(LaneWidth.Bits);
        List<Series> points = [];
        List<CacheLevel> levels = [];
        foreach ((int topicCount, int words, EStep<float> step) in _grid)
        {
            Figure figure = Visits("E-step", $"K = {topicCount}", step.Rate, step.Work) with { Variant = $"{words} words" };
            figures.Add(step.Demand.Nearest(words, rates, _bandwidth.Caches, _bandwidth.Reading).Bound(figure));
            levels.Add(_bandwidth.Caches.Holding(words * step.Demand.RowBytes));
            points.Add(new($"K = {topicCount}, {words} words", [step.Demand.Flops / step.Demand.RowBytes], [step.Demand.Flops * step.Rate]));
        }

        foreach ((string name, Work work, Func<double> rate) in _others)
        {
            figures.Add(Visits("E-step, other", name, rate(), work));
        }

        foreach ((int topicCount, BatchStep step) in _batchSteps)
        {
            Figure figure = new("LDA steps", $"batch step of λ, K = {topicCount}", "", "ns a value", step.Work.Timing.Nanoseconds / step.Values, step.Work.Timing.Noise);
            figures.Add(step.Nearest(_bandwidth).Bound(figure));
        }

        foreach ((string name, string unit, double scale, Work work) in _steps)
        {
            figures.Add(new("LDA steps", name, "", unit, work.Timing.Nanoseconds / scale, work.Timing.Noise));
        }

        curves.Add(Roofline.Of("roofline, E-step in float", rates, _bandwidth, [.. _bandwidth.Caches.Levels.Where(levels.Contains)], points));
    }

    private static Figure Visits(string group, string name, double rate, Work work) => new(group, name, "", "million visits/s", rate * 1e3, work.Timing.Noise, MoreIsBetter: true);

    private static Documents Synthetic(int words, int topicCount) => Documents.Synthetic(Math.Max(32, Pairs / words * 100 / Math.Max(100, topicCount)), words, topicCount);

    private static Work OneDocument(CpuLdaDevice<float> device, LdaTopics topics, int words)
    {
        Documents document = Documents.Synthetic(1, words, topics.TopicCount);
        float[] alpha = [.. Enumerable.Repeat(0.1f, topics.TopicCount)], gamma = new float[topics.TopicCount];
        LdaEStepSettings settings = new() { MaxIterations = 20, Tolerance = 0 };
        return new Work(() => device.EStep(topics, document.Batch, alpha, settings, gamma, []));
    }

    private void Add<T>(string name, EStep<T> step)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => _others.Add((name, step.Work, () => step.Rate));

    /// <summary>NIPS papers, if the folder holds them.</summary>
    private void AddReal(CpuLdaDevice<float> device, string data, int threads)
    {
        string path = Path.Combine(data, "uci", "docword.nips.train.txt.gz");
        if (!File.Exists(path))
        {
            return;
        }

        ICorpus corpus = CorpusReader.Read(path);
        DocumentBlock block = corpus.Read(0, corpus.DocumentCount);
        Documents documents = new(block.Offsets.ToArray(), block.TermIds.ToArray(), block.Counts.ToArray());
        LdaTopics topics = SyntheticLda.Topics(device, 100, TopicForm.Dense, corpus.VocabularySize);
        string with = $"{threads} thread{(threads == 1 ? "" : "s")}";
        Add($"NIPS papers, K = 100, 8 iterations, {with}", new EStep<float>(device, topics, documents, 0.1, 8));
        Add($"NIPS papers, K = 100, 20 iterations, {with}", new EStep<float>(device, topics, documents, 0.1, 20));
    }
}
