using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Kernels.Lda;
using Kernels.Tests.Reference;
using Xunit;

namespace Kernels.Tests;

[Trait("Category", "Laws")]
public sealed class LdaDocumentDouble : LdaDocumentTests<double>
{
    protected override double Tolerance => 2e-13;
}

[Trait("Category", "Laws")]
public sealed class LdaDocumentSingle : LdaDocumentTests<float>
{
    protected override double Tolerance => 2e-4;
}

/// <summary>LDA's document kernels against plain loops: γ, φ, statistics, bound.</summary>
[Collection(LaneWidthGroup.Name)]
public abstract class LdaDocumentTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    protected abstract double Tolerance { get; }

    public static TheoryData<int, int> Sizes()
    {
        var sizes = new TheoryData<int, int>();
        foreach (int topics in new[] { 1, 2, 3, 7, 16, 17, 33, 100, 130, 300 })
        {
            foreach (int words in new[] { 0, 1, 2, 16, 17, 70 })
            {
                sizes.Add(topics, words);
            }
        }

        return sizes;
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Gamma_statistics_and_bound_are_those_of_plain_loops(int topics, int words)
    {
        foreach (double alpha in new[] { 0.01, 0.7 })
        {
            Document document = new(topics, words, alpha);
            T[] gamma = new T[topics];
            LdaEStepResult result = LdaDocument.Update<T>(document.Rows, document.Counts, document.Alpha, Iterations(12), gamma);
            Assert.Equal(12 * words, result.Visits);
            Near(PlainLda.Update(document.WideRows, document.WideCounts, document.WideAlpha, 12), gamma, "γ");
            double mass = Wide(gamma).Sum() - document.WideAlpha.Sum();
            Assert.InRange(Math.Abs(mass - document.WideCounts.Sum()), 0, Tolerance * (1 + document.WideCounts.Sum() + document.WideAlpha.Sum()));

            double[] wideGamma = Wide(gamma);
            (double[][] plainPhi, double[] plainNormalizers) = PlainLda.Responsibilities(document.WideRows, wideGamma);
            T[] phi = new T[document.Rows.Length];
            T[] normalizers = new T[words];
            LdaDocument.Responsibilities<T>(document.Rows, gamma, phi, normalizers);
            Near([.. plainPhi.SelectMany(row => row)], phi, "φ");
            Near(plainNormalizers, normalizers, "ln normaliser");

            T[] statistics = [.. Enumerable.Repeat(T.One, phi.Length)];
            LdaDocument.AddStatistics<T>(document.Rows, document.Counts, gamma, statistics);
            Near([.. plainPhi.SelectMany((row, i) => row.Select(p => 1 + (p * document.WideCounts[i])))], statistics, "statistics");

            LdaEStepResult bound = LdaDocument.Bound<T>(document.Rows, document.Counts, document.Alpha, gamma);
            var plain = PlainLda.Bound(document.WideRows, document.WideCounts, document.WideAlpha, wideGamma);
            double scale = 1 + document.WideCounts.Sum() + (100 * topics);
            Near(plain.Theta, bound.ThetaPrior, scale, "term 2");
            Near(plain.Assignment, bound.AssignmentPrior, scale, "term 3");
            Near(plain.ThetaEntropy, bound.ThetaEntropy, scale, "term 6");
            Near(plain.Words, bound.WordLogNormalizer, scale, "terms 3 + 4 + 7");
        }
    }

    /// <summary>Products far below every float, and a topic that is nobody's first choice: an epsilon in the normaliser, or a flush without rescue, gives (1, 0, 0).</summary>
    [Fact]
    public void Factors_far_apart_keep_their_share()
    {
        double[] a = [1, 1e-17, 5e-19];
        double[] b = [9e-19, 1e-17, 1];
        double[] expected = [.. a.Zip(b, (x, y) => x * y / 1.4e-18)];
        T[] gamma = [T.One, T.CreateChecked(0.02), T.CreateChecked(0.01)];
        double[] theta = [.. Wide(gamma).Select(g => PlainFunctions.Digamma(g))];

        // Rows that make E[log θ] + E[log β] = ln a + ln b up to a constant.
        T[] rows = [.. a.Zip(b, (x, y) => Math.Log(x) + Math.Log(y)).Zip(theta, (sum, t) => T.CreateChecked(sum - t))];
        T[] phi = new T[3];
        T[] normalizers = new T[1];
        LdaDocument.Responsibilities<T>(rows, gamma, phi, normalizers);
        double error = typeof(T) == typeof(double) ? 1e-13 : 2e-5;
        Assert.All(expected.Zip(Wide(phi)), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, error));
        Assert.Equal(0.643, expected[0], 1e-3);
        Assert.Equal(0.357, expected[2], 1e-3);

        // And the fixed point, which keeps no φ: one step from γ = α + n/K at α = γ − n/K… so that its φ is the one above.
        T[] alpha = [.. gamma.Select(g => g - T.CreateChecked(0.009))];
        T[] next = [.. gamma];
        LdaEStepSettings one = new() { MaxIterations = 1, Tolerance = 0, CarryGamma = true };
        LdaEStepResult result = LdaDocument.Update<T>(rows, [0.027f], alpha, one, next);
        Assert.All(expected.Zip(Wide(next).Zip(Wide(alpha), (n, x) => (n - x) / 0.027f)), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, 10 * error));
        Assert.Equal(typeof(T) == typeof(float) ? 1 : 0, result.RescuedPairs);
    }

    /// <summary>gensim's fixed point of a document of three words (its test_inference), which it prints to 1e-3 only.</summary>
    [Fact]
    public void Gensims_fixed_point()
    {
        double[] first = [0.07906801465, 0.07906716261, 0.07909379215];
        double[] second = [0.01016163584, 0.01016269047, 0.01012974483];
        T[] rows = [.. first.Zip(second).SelectMany(pair => new[] { T.CreateChecked(Math.Log(pair.First)), T.CreateChecked(Math.Log(pair.Second)) })];
        T[] gamma = new T[2];
        LdaEStepSettings settings = new() { MaxIterations = 1000, Tolerance = typeof(T) == typeof(double) ? 1e-13 : 1e-6 };
        LdaEStepResult result = LdaDocument.Update<T>(rows, [1, 1, 1], [T.CreateChecked(0.5), T.CreateChecked(0.5)], settings, gamma);
        Assert.Equal(0, result.UnconvergedDocuments);
        double error = typeof(T) == typeof(double) ? 1e-8 : 1e-4;
        Assert.InRange(double.CreateChecked(gamma[0]), 3.480293784893261 - error, 3.480293784893261 + error);
        Assert.InRange(double.CreateChecked(gamma[1]), 0.519706215106739 - error, 0.519706215106739 + error);
    }

    [Fact]
    public void Every_width_gives_the_same_bits()
    {
        foreach ((int topics, int words) in new[] { (3, 5), (17, 40), (100, 90), (130, 33) })
        {
            Document document = new(topics, words, 0.05);
            (int Bits, T[] Result)[] all = [.. Widths.Each(() => Everything(document))];
            foreach ((int bits, T[] result) in all)
            {
                Bits.AssertSame<T>(all[0].Result, result, $"{topics} topics, {words} words, {bits} bits");
            }
        }
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        Document document = new(20, 30, 0.1);
        T[] gamma = new T[20];
        T[] phi = new T[600];
        T[] normalizers = new T[30];
        LdaEStepSettings settings = Iterations(5) with { ComputeBound = true };
        Allocations.AssertNone(() =>
        {
            LdaDocument.Update<T>(document.Rows, document.Counts, document.Alpha, settings, gamma);
            LdaDocument.Bound<T>(document.Rows, document.Counts, document.Alpha, gamma);
            LdaDocument.Responsibilities<T>(document.Rows, gamma, phi, normalizers);
            LdaDocument.AddStatistics<T>(document.Rows, document.Counts, gamma, phi);
        });
    }

    [Fact]
    public void Mistakes_are_refused()
    {
        Document document = new(4, 3, 0.1);
        T[] gamma = new T[4];
        T[] phi = new T[12];
        void Update(T[] rows, float[] counts, T[] alpha, LdaEStepSettings settings, T[] into) => LdaDocument.Update<T>(rows, counts, alpha, settings, into);
        Assert.Throws<ArgumentException>(() => Update(document.Rows[..11], document.Counts, document.Alpha, Iterations(1), gamma));
        Assert.Throws<ArgumentException>(() => Update(document.Rows, document.Counts[..2], document.Alpha, Iterations(1), gamma));
        Assert.Throws<ArgumentException>(() => Update(document.Rows, document.Counts, document.Alpha[..3], Iterations(1), gamma));
        Assert.Throws<ArgumentException>(() => Update(document.Rows, document.Counts, document.Alpha, Iterations(1), gamma[..3]));
        Assert.Throws<ArgumentException>(() => Update(document.Rows, document.Counts, document.Alpha, Iterations(0), gamma));
        Assert.Throws<ArgumentException>(() => Update(document.Rows, [1, -1, 1], document.Alpha, Iterations(1), gamma));
        Assert.Throws<ArgumentException>(() => Update(document.Rows, [1, float.NaN, 1], document.Alpha, Iterations(1), gamma));
        Assert.Throws<ArgumentException>(() => Update(document.Rows, document.Counts, [T.Zero, T.One, T.One, T.One], Iterations(1), gamma));
        foreach (T bad in new[] { T.NaN, T.PositiveInfinity })
        {
            T[] rows = [.. document.Rows];
            rows[5] = bad;
            Assert.Throws<ArgumentException>(() => Update(rows, document.Counts, document.Alpha, Iterations(1), gamma));
        }

        T[] lost = [.. document.Rows[..4], .. Enumerable.Repeat(T.NegativeInfinity, 4), .. document.Rows[8..]];
        Assert.Contains("word 1", Assert.Throws<ArgumentException>(() => Update(lost, document.Counts, document.Alpha, Iterations(1), gamma)).Message, StringComparison.Ordinal);
        gamma.AsSpan().Fill(T.One);
        Assert.Throws<ArgumentException>(() => LdaDocument.Responsibilities<T>(document.Rows, gamma, phi.AsSpan(0, 11), new T[3]));
        Assert.Throws<ArgumentException>(() => LdaDocument.Responsibilities<T>(document.Rows, gamma, phi, new T[2]));
        Assert.Throws<ArgumentException>(() => LdaDocument.AddStatistics<T>(document.Rows, document.Counts, gamma, document.Rows));
        Assert.Throws<ArgumentException>(() => LdaDocument.AddStatistics<T>(document.Rows, document.Counts, gamma, phi.AsSpan(1)));

        // γ is that of a Dirichlet wherever it is read, and never α's memory.
        foreach (T bad in new[] { T.NaN, T.PositiveInfinity, T.Zero, -T.One })
        {
            T[] wrong = [T.One, bad, T.One, T.One];
            Assert.Throws<ArgumentException>(() => Update(document.Rows, document.Counts, document.Alpha, Iterations(1) with { CarryGamma = true }, wrong));
            Assert.Throws<ArgumentException>(() => LdaDocument.Bound<T>(document.Rows, document.Counts, document.Alpha, wrong));
            Assert.Throws<ArgumentException>(() => LdaDocument.Responsibilities<T>(document.Rows, wrong, phi, new T[3]));
            Assert.Throws<ArgumentException>(() => LdaDocument.AddStatistics<T>(document.Rows, document.Counts, wrong, phi));
        }

        Assert.Throws<ArgumentException>(() => Update(document.Rows, document.Counts, gamma, Iterations(1), gamma));

        // A topic that cannot have made a word is no mistake.
        T[] hole = [.. document.Rows];
        hole[6] = T.NegativeInfinity;
        Update(hole, document.Counts, document.Alpha, Iterations(3), gamma);
        Assert.All(gamma, value => Assert.True(T.IsFinite(value)));
    }

    private static LdaEStepSettings Iterations(int count) => new() { MaxIterations = count, Tolerance = 0 };

    private static T[] Everything(Document document)
    {
        T[] gamma = new T[document.Alpha.Length];
        T[] phi = new T[document.Rows.Length];
        T[] normalizers = new T[document.Counts.Length];
        T[] statistics = new T[phi.Length];
        LdaEStepResult result = LdaDocument.Update<T>(document.Rows, document.Counts, document.Alpha, Iterations(15) with { ComputeBound = true }, gamma);
        LdaDocument.Responsibilities<T>(document.Rows, gamma, phi, normalizers);
        LdaDocument.AddStatistics<T>(document.Rows, document.Counts, gamma, statistics);
        return [.. gamma, .. phi, .. normalizers, .. statistics, .. new[] { result.WordLogNormalizer, result.ThetaPrior, result.AssignmentPrior, result.ThetaEntropy }.Select(T.CreateTruncating)];
    }

    private static double[] Wide(IEnumerable<T> values) => [.. values.Select(double.CreateChecked)];

    private void Near(double[] expected, T[] actual, string what)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            Near(expected[i], double.CreateChecked(actual[i]), 1 + Math.Abs(expected[i]), $"{what} [{i}]");
        }
    }

    private void Near(double expected, double actual, double scale, string what) =>
        Assert.True(Math.Abs(expected - actual) <= 5 * Tolerance * scale, $"{what}: expected {expected:R}, found {actual:R}.");

    /// <summary>A document over topics as they come out of training: most λ near their prior, a few far above it.</summary>
    private sealed class Document
    {
        public Document(int topics, int words, double alpha)
        {
            T[] lambda = [.. Inputs.Realistic<T>(topics * words, (ulong)((topics * 1000) + words)).Select(T.Abs)];
            Rows = [.. lambda.Select(value => T.CreateChecked(PlainFunctions.Digamma(Math.Clamp(double.CreateChecked(value), 0.01, 1e4)) - 7))];
            Counts = [.. Enumerable.Range(0, words).Select(i => i % 5 == 4 ? 0f : 1 + (i % 3))];
            Alpha = [.. Enumerable.Range(0, topics).Select(k => T.CreateChecked(alpha * (1 + (k % 2))))];
        }

        public T[] Rows { get; }

        public float[] Counts { get; }

        public T[] Alpha { get; }

        public double[] WideAlpha => Wide(Alpha);

        public double[] WideCounts => [.. Counts.Select(count => (double)count)];

        public double[][] WideRows => [.. Enumerable.Range(0, Counts.Length).Select(i => Wide(Rows[(i * Alpha.Length)..((i + 1) * Alpha.Length)]))];
    }
}
