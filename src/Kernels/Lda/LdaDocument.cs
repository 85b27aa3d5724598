using System;
using System.Numerics;
using System.Numerics.Tensors;

namespace Kernels.Lda;

/// <summary>One document of LDA over spans, for code that keeps topics and documents in a form of its own: γ, φ, and what they add to the topics.</summary>
/// <remarks>
/// The document's n distinct words are rows of E[log β]: row i holds the K values E[log β_kw] of its i-th word. A constant added to a row changes no φ;
/// ln β of known topics serves as well. Every method is thread-safe and, after a thread's first call, allocates nothing. The same bits at every vector width.
/// Source: Blei, Ng and Jordan (2003), section 5.2.
/// </remarks>
/// <example>
/// A document of three words and two topics whose words' probabilities are known:
/// <code>
/// double[] beta = [0.0791, 0.0102, 0.0791, 0.0102, 0.0791, 0.0101]; // p(word | topic), a row a word
/// double[] logBeta = [.. beta.Select(value =&gt; Math.Log(value))];
/// float[] counts = [1, 1, 1];
/// double[] alpha = [0.5, 0.5], gamma = new double[2];
/// LdaEStepSettings settings = new() { MaxIterations = 100, Tolerance = 1e-9, ComputeBound = true };
/// LdaEStepResult result = LdaDocument.Update&lt;double&gt;(logBeta, counts, alpha, settings, gamma);
/// Console.WriteLine($"γ = {gamma[0]:F3} {gamma[1]:F3}, bound {result.DocumentBound:F3}"); // γ = 3.480 0.520, bound -8.755
/// double[] phi = new double[6], logNormalizers = new double[3];
/// LdaDocument.Responsibilities&lt;double&gt;(logBeta, gamma, phi, logNormalizers);
/// Console.WriteLine($"the first word is of topic 0 with probability {phi[0]:F3}");
/// // the first word is of topic 0 with probability 0.993
/// </code>
/// </example>
public static class LdaDocument
{
    [ThreadStatic]
    private static LdaDocumentRoom<float>? s_floatRoom;

    [ThreadStatic]
    private static LdaDocumentRoom<double>? s_doubleRoom;

    /// <summary>γ_k ← α_k + Σ_w n_w φ_wk until it settles, φ_wk ∝ exp(E[log θ_k] + E[log β_kw]); φ is not stored.</summary>
    /// <remarks>
    /// The words' rows are scaled to a maximum of 1; where flushing what is below 2⁻⁶⁰ (float) or 2⁻⁵⁰⁰ (double) could matter, the word's φ comes from logarithms.
    /// So Σγ − Σα = Σn to rounding, whatever the topics.
    /// </remarks>
    /// <param name="expectedLogBeta">E[log β], n rows of K values; −∞ is allowed where a row holds a finite value.</param>
    /// <param name="counts">n counts, finite and ≥ 0.</param>
    /// <param name="alpha">K values above 0.</param>
    /// <param name="settings">The inner schedule; <see cref="LdaEStepSettings.AccumulateStatistics"/> is ignored. With <see cref="LdaEStepSettings.CarryGamma"/> γ is also an input.</param>
    /// <param name="gamma">K values: the parameters of q(θ). Separate memory from α; where it is an input, finite values above 0.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <returns>Iterations × words, whether γ settled, and the terms of the bound where asked for.</returns>
    /// <exception cref="ArgumentException">Sizes do not fit each other, or a value is out of range.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static LdaEStepResult Update<T>(
        ReadOnlySpan<T> expectedLogBeta, ReadOnlySpan<float> counts, ReadOnlySpan<T> alpha, in LdaEStepSettings settings, Span<T> gamma)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(expectedLogBeta, counts, alpha.Length, gamma.Length);
        CpuLdaDevice<T>.CheckAlpha(alpha, alpha.Length);
        CpuLdaDevice<T>.CheckSchedule(settings);
        CpuLdaDevice<T>.CheckGamma(alpha, settings, gamma);
        return Room<T>().Run(expectedLogBeta, counts, alpha, settings, gamma);
    }

    /// <summary>The document's terms of the bound at a given γ, φ at its best: terms 2, 3 and 6, and terms 3, 4 and 7 together.</summary>
    /// <param name="expectedLogBeta">E[log β], n rows of K values.</param>
    /// <param name="counts">n counts, finite and ≥ 0.</param>
    /// <param name="alpha">K values above 0.</param>
    /// <param name="gamma">K values above 0.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException">Sizes do not fit each other, or a value is out of range.</exception>
    public static LdaEStepResult Bound<T>(ReadOnlySpan<T> expectedLogBeta, ReadOnlySpan<float> counts, ReadOnlySpan<T> alpha, ReadOnlySpan<T> gamma)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(expectedLogBeta, counts, alpha.Length, gamma.Length);
        CpuLdaDevice<T>.CheckAlpha(alpha, alpha.Length);
        CpuLdaDevice<T>.CheckGamma(gamma);
        var settings = new LdaEStepSettings { MaxIterations = 0, Tolerance = 0, CarryGamma = true, ComputeBound = true };
        LdaDocumentRoom<T> room = Room<T>();
        return room.Run(expectedLogBeta, counts, alpha, settings, room.Copy(gamma));
    }

    /// <summary>φ_wk = exp(E[log θ_k] + E[log β_kw]) over its sum over k, in full, for those who want to look at it.</summary>
    /// <remarks>From logarithms throughout: each ≤ 4 ULP beyond the rounding of their sum, rows add up to 1.</remarks>
    /// <param name="expectedLogBeta">E[log β], n rows of K values.</param>
    /// <param name="gamma">K values above 0.</param>
    /// <param name="phi">n rows of K values; <paramref name="expectedLogBeta"/> itself is allowed.</param>
    /// <param name="logNormalizers">n values: ln Σ_k exp(E[log θ_k] + E[log β_kw]). Their sum with the counts is terms 3, 4 and 7 of the bound.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException">Sizes do not fit each other, γ is out of range, or memory overlaps in part.</exception>
    public static void Responsibilities<T>(ReadOnlySpan<T> expectedLogBeta, ReadOnlySpan<T> gamma, Span<T> phi, Span<T> logNormalizers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowHelper.CheckDestination(expectedLogBeta, phi);
        ThrowHelper.CheckRows(expectedLogBeta.Length, gamma.Length);
        CpuLdaDevice<T>.CheckGamma(gamma);
        Span<T> expectedLogTheta = Room<T>().ExpectedLogTheta(gamma);
        for (int start = 0; start < expectedLogBeta.Length; start += gamma.Length)
        {
            TensorPrimitives.Add(expectedLogBeta.Slice(start, gamma.Length), expectedLogTheta, phi.Slice(start, gamma.Length));
        }

        Probability.SoftmaxRows(phi[..expectedLogBeta.Length], gamma.Length, phi, logNormalizers);
    }

    /// <summary>statistics[w, k] += n_w φ_wk, with φ as in <see cref="Responsibilities{T}"/>.</summary>
    /// <param name="expectedLogBeta">E[log β], n rows of K values.</param>
    /// <param name="counts">n counts, finite and ≥ 0.</param>
    /// <param name="gamma">K values above 0.</param>
    /// <param name="statistics">n rows of K values, of the same words; separate memory.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException">Sizes do not fit each other, a count or γ is out of range, or memory overlaps.</exception>
    public static void AddStatistics<T>(ReadOnlySpan<T> expectedLogBeta, ReadOnlySpan<float> counts, ReadOnlySpan<T> gamma, Span<T> statistics)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(expectedLogBeta, counts, gamma.Length, gamma.Length);
        CpuLdaDevice<T>.CheckGamma(gamma);
        if (statistics.Length < expectedLogBeta.Length || expectedLogBeta.Overlaps(statistics))
        {
            throw new ArgumentException($"The statistics hold {statistics.Length} values; expected at least {expectedLogBeta.Length}, apart from E[log β].", nameof(statistics));
        }

        Span<T> expectedLogTheta = Room<T>().ExpectedLogTheta(gamma);
        Span<T> phi = Room<T>().Phi(gamma.Length);
        for (int i = 0; i < counts.Length; i++)
        {
            Span<T> row = statistics.Slice(i * gamma.Length, gamma.Length);
            TensorPrimitives.Add(expectedLogBeta.Slice(i * gamma.Length, gamma.Length), expectedLogTheta, phi);
            Probability.Softmax<T>(phi, phi);
            TensorPrimitives.FusedMultiplyAdd(phi, T.CreateTruncating(counts[i]), row, row);
        }
    }

    private static LdaDocumentRoom<T> Room<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => typeof(T) == typeof(double)
            ? (LdaDocumentRoom<T>)(object)(s_doubleRoom ??= new LdaDocumentRoom<double>())
            : (LdaDocumentRoom<T>)(object)(s_floatRoom ??= new LdaDocumentRoom<float>());

    private static void Check<T>(ReadOnlySpan<T> rows, ReadOnlySpan<float> counts, int topicCount, int gammaLength)
    {
        ThrowHelper.CheckType<T>();
        if (topicCount < 1 || rows.Length != (long)counts.Length * topicCount || gammaLength != topicCount)
        {
            throw new ArgumentException(
                $"There are {rows.Length} values of E[log β], {counts.Length} counts, {topicCount} topics and {gammaLength} values of γ; expected counts × topics values, at least one topic, and as many γ.");
        }

        foreach (float count in counts)
        {
            if (!(count >= 0 && float.IsFinite(count)))
            {
                throw new ArgumentException($"A count is {count}; expected finite counts ≥ 0.", nameof(counts));
            }
        }
    }
}
