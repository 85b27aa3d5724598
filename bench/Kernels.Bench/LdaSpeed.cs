using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using Kernels.Corpora;
using Kernels.Lda;

namespace Kernels.Bench;

/// <summary>
/// E-step and λ step of a real corpus with one thread and with several, alternately: visits a second, and the factor between them.
/// <c>estep CORPUS VOCABULARY K ALPHA ITERATIONS [THREADS]</c>
/// </summary>
internal static class LdaSpeed
{
    private const int Rounds = 15;
    private const int MostDocuments = 4096;

    public static void Run(string[] args)
    {
        if (args.Length is not (5 or 6))
        {
            throw new ArgumentException("estep takes 5 or 6 arguments: CORPUS VOCABULARY K ALPHA ITERATIONS [THREADS].");
        }

        ICorpus corpus = CorpusReader.Read(args[0], new CorpusReadOptions { VocabularyPath = args[1] });
        int topicCount = int.Parse(args[2], CultureInfo.InvariantCulture);
        float alpha = float.Parse(args[3], CultureInfo.InvariantCulture);
        int iterations = int.Parse(args[4], CultureInfo.InvariantCulture);
        int threads = args.Length == 6 ? int.Parse(args[5], CultureInfo.InvariantCulture) : 1;
        DocumentBlock block = corpus.Read(0, Math.Min(corpus.DocumentCount, MostDocuments));
        using Side one = new(corpus, block, topicCount, alpha, iterations, 1);
        using Side several = new(corpus, block, topicCount, alpha, iterations, threads);
        List<double> factors = [];
        for (int round = 0; round < Rounds; round++)
        {
            factors.Add(one.Round(block) / several.Round(block));
        }

        Console.WriteLine($"{block.Count} documents, {block.TermIds.Length} pairs, K = {topicCount}, α = {args[3]}, {iterations} iterations, float, lanes of {LaneWidth.Bits} bits");
        foreach (Side side in threads == 1 ? [one] : new[] { one, several })
        {
            Console.WriteLine(side);
        }

        if (threads > 1)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"factor of E-step plus λ step: median {factors.Order().ElementAt(Rounds / 2):F2}, best over best {one.Best / several.Best:F2}"));
        }
    }

    private sealed class Side : IDisposable
    {
        private readonly CpuLdaDevice<float> _device;
        private readonly LdaTopics _topics;
        private readonly LdaEStepSettings _settings;
        private readonly float[] _alpha;
        private readonly float[] _gamma;
        private readonly int _threads;
        private double _eStep = double.PositiveInfinity;
        private double _lambdaStep = double.PositiveInfinity;
        private long _visits;

        public Side(ICorpus corpus, in DocumentBlock block, int topicCount, float alpha, int iterations, int threads)
        {
            _threads = threads;
            _device = new CpuLdaDevice<float>(threads);
            _topics = _device.CreateTopics(corpus.VocabularySize, topicCount, LdaTopicKind.Dirichlet);
            _settings = new LdaEStepSettings { MaxIterations = iterations, Tolerance = 0, AccumulateStatistics = true };
            _alpha = [.. Enumerable.Repeat(alpha, topicCount)];
            _gamma = new float[block.Count * topicCount];
            var random = new Random(1);
            float[] row = new float[topicCount];
            for (int word = 0; word < corpus.VocabularySize; word++)
            {
                for (int k = 0; k < topicCount; k++)
                {
                    row[k] = 0.9f + (0.2f * random.NextSingle());
                }

                _device.WriteLambda(_topics, word, row);
            }
        }

        public double Best => _eStep + _lambdaStep;

        /// <summary>Seconds of an E-step and a λ step.</summary>
        public double Round(in DocumentBlock block)
        {
            long start = Stopwatch.GetTimestamp();
            _visits = _device.EStep(_topics, new LdaDocuments(block.Offsets, block.TermIds, block.Counts), _alpha, _settings, _gamma, []).Visits;
            double eStep = Stopwatch.GetElapsedTime(start).TotalSeconds;
            _device.LambdaStep(_topics, [0.01f], rho: 1, scale: 1);
            double all = Stopwatch.GetElapsedTime(start).TotalSeconds;
            (_eStep, _lambdaStep) = (Math.Min(_eStep, eStep), Math.Min(_lambdaStep, all - eStep));
            return all;
        }

        public void Dispose()
        {
            _topics.Dispose();
            _device.Dispose();
        }

        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"{_threads} thread{(_threads == 1 ? " " : "s")}: E-step {_eStep * 1e3:F1} ms, {_visits / _eStep / 1e6:F1} million visits/s; λ step {_lambdaStep * 1e3:F2} ms");
    }
}
