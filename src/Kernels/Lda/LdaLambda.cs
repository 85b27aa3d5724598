using System;
using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Lda;

/// <summary>LDA's topics over spans: the step of λ, and the topics' terms of the bound. λ is word-major: V rows of K values.</summary>
/// <remarks>Sources: Blei, Ng and Jordan (2003), section 5.3 and 5.4; Hoffman, Blei and Bach (2010), equation 5 and algorithm 2.</remarks>
/// <example>
/// A step of online LDA, from a mini-batch of half of the documents:
/// <code>
/// double[] lambda = [2, 2, 2, 2];     // two words of two topics
/// double[] statistics = [3, 0, 0, 1]; // Σ n φ of the mini-batch
/// LdaLambda.Step&lt;double&gt;(lambda, statistics, topicCount: 2, eta: [0.5], rho: 0.5, scale: 2);
/// Console.WriteLine(string.Join(' ', lambda)); // 4.25 1.25 1.25 2.25
/// LdaTopicBound bound = LdaLambda.Bound&lt;double&gt;(lambda, [], topicCount: 2, eta: [0.5]);
/// Console.WriteLine($"−KL(q(β) ‖ p(β)) = {bound.TopicPrior + bound.TopicEntropy:F4}"); // −KL(q(β) ‖ p(β)) = -1.0260
/// </code>
/// </example>
public static unsafe class LdaLambda
{
    /// <summary>Words whose sums are added up before they join the total: it fixes the order of the sums.</summary>
    internal const int WordsAtOnce = 64;

    /// <summary>λ_wk ← (1 − ρ)·λ_wk + ρ·(η_w + scale·statistics_wk).</summary>
    /// <remarks>Two fused multiply–adds a value, so the same bits on every machine. With ρ = 1 and scale 1 it is the batch step. One pass over memory.</remarks>
    /// <param name="lambda">V rows of K values: changed in place.</param>
    /// <param name="statistics">Σ n φ: V rows of K values; separate memory.</param>
    /// <param name="topicCount">K ≥ 1.</param>
    /// <param name="eta">One value for every word, or V values; above 0.</param>
    /// <param name="rho">The step size, in (0, 1].</param>
    /// <param name="scale">D/|B|: documents of the corpus over documents that the statistics are of; above 0.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException">Sizes do not fit each other, or an argument is out of range.</exception>
    public static void Step<T>(Span<T> lambda, ReadOnlySpan<T> statistics, int topicCount, ReadOnlySpan<T> eta, double rho, double scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int words = CheckSizes(lambda.Length, statistics.Length, topicCount, eta.Length);
        CheckStep(rho, scale);
        CheckEta(eta);
        if (statistics.Overlaps(lambda))
        {
            throw new ArgumentException("The statistics overlap λ; expected separate memory.", nameof(statistics));
        }

        for (int word = 0; word < words; word++)
        {
            StepRow(
                lambda.Slice(word * topicCount, topicCount), statistics.Slice(word * topicCount, topicCount), eta[eta.Length == 1 ? 0 : word], rho, scale);
        }
    }

    /// <summary>Terms 1, 4 and 5 of the bound: E[log p(β|η)], Σ statistics·E[log β] and −E[log q(β)], summed in double.</summary>
    /// <param name="lambda">V rows of K values, each above 0.</param>
    /// <param name="statistics">Σ n φ, V rows of K values; empty leaves term 4 at 0.</param>
    /// <param name="topicCount">K ≥ 1.</param>
    /// <param name="eta">One value for every word, or V values; above 0.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException">Sizes do not fit each other, or η is out of range.</exception>
    public static LdaTopicBound Bound<T>(ReadOnlySpan<T> lambda, ReadOnlySpan<T> statistics, int topicCount, ReadOnlySpan<T> eta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int words = CheckSizes(lambda.Length, statistics.IsEmpty ? lambda.Length : statistics.Length, topicCount, eta.Length);
        CheckEta(eta);
        double[] rented = ArrayPool<double>.Shared.Rent(5 * topicCount);
        Span<double> sums = rented.AsSpan(0, topicCount);
        Span<double> partial = rented.AsSpan(topicCount, topicCount);
        Span<double> wide = rented.AsSpan(2 * topicCount, 3 * topicCount);
        sums.Clear();
        for (int first = 0; first < words; first += WordsAtOnce)
        {
            partial.Clear();
            for (int word = first; word < Math.Min(words, first + WordsAtOnce); word++)
            {
                AddRow(lambda.Slice(word * topicCount, topicCount), partial);
            }

            TensorPrimitives.Add(sums, partial, sums);
        }

        SpecialFunctions.Digamma<double>(sums, partial);
        LdaTopicBound total = default;
        for (int first = 0; first < words; first += WordsAtOnce)
        {
            LdaTopicBound part = default;
            for (int word = first; word < Math.Min(words, first + WordsAtOnce); word++)
            {
                ReadOnlySpan<T> row = lambda.Slice(word * topicCount, topicCount);
                Span<double> expectedLog = wide[..topicCount];
                TensorPrimitives.ConvertTruncating(row, expectedLog);
                SpecialFunctions.Digamma<double>(expectedLog, expectedLog);
                TensorPrimitives.Subtract(expectedLog, partial, expectedLog);
                ReadOnlySpan<T> counted = statistics.IsEmpty ? [] : statistics.Slice(word * topicCount, topicCount);
                part = Add(part, OfRow(row, counted, expectedLog, eta[eta.Length == 1 ? 0 : word], wide[topicCount..]));
            }

            total = Add(total, part);
        }

        total = OfSums(total, sums, eta, words, wide);
        ArrayPool<double>.Shared.Return(rented);
        return total;
    }

    /// <summary>The step of one word's row.</summary>
    internal static void StepRow<T>(Span<T> lambda, ReadOnlySpan<T> statistics, T eta, double rho, double scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (T* target = lambda, source = statistics)
        {
            var action = new LdaLambdaStep<T>(target, source, lambda.Length, T.CreateTruncating(1 - rho), T.CreateTruncating(rho) * eta, T.CreateTruncating(rho * scale));
            BlockDispatch.RunElementwise<T, LdaLambdaStep<T>>(ref action);
        }
    }

    /// <summary>The step of one word's row with one ρ, or one a topic.</summary>
    internal static void StepRow<T>(Span<T> lambda, ReadOnlySpan<T> statistics, T eta, ReadOnlySpan<double> rho, double scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (rho.Length == 1)
        {
            StepRow(lambda, statistics, eta, rho[0], scale);
        }
        else
        {
            using var room = new RowFactors<T>(lambda.Length);
            for (int k = 0; k < lambda.Length; k++)
            {
                room.Set(k, T.CreateTruncating(1 - rho[k]), T.CreateTruncating(rho[k]) * eta, T.CreateTruncating(rho[k] * scale));
            }

            room.Step(lambda, statistics);
        }
    }

    /// <summary>λ_k ← max(λ_k, η/2) where statistics are below 0, after the step of a row.</summary>
    /// <param name="lambda">K values.</param>
    /// <param name="statistics">K values.</param>
    /// <param name="eta">The word's η.</param>
    /// <param name="rho">The step's ρ: one value, or K.</param>
    /// <param name="scale">The step's D/|B|.</param>
    /// <param name="added">Receives the statistics, K values, that would have raised λ as much: so that the topics' sums stay right.</param>
    internal static void KeepAbove<T>(Span<T> lambda, ReadOnlySpan<T> statistics, T eta, ReadOnlySpan<double> rho, double scale, Span<double> added)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T least = eta / (T.One + T.One);
        for (int k = 0; k < lambda.Length; k++)
        {
            double step = rho[rho.Length == 1 ? 0 : k];
            if (statistics[k] < T.Zero && lambda[k] < least && step > 0)
            {
                added[k] += (double.CreateTruncating(least) - double.CreateTruncating(lambda[k])) / (step * scale);
                lambda[k] = least;
            }
        }
    }

    /// <summary>λ_k ← f_k·λ_k + (1 − f_k)·η.</summary>
    internal static void DecayRow<T>(Span<T> lambda, ReadOnlySpan<double> factors, T eta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var room = new RowFactors<T>(lambda.Length);
        for (int k = 0; k < lambda.Length; k++)
        {
            room.Set(k, T.CreateTruncating(factors[k]), T.CreateTruncating((1 - factors[k]) * double.CreateTruncating(eta)), T.Zero);
        }

        room.Step(lambda, lambda);
    }

    /// <summary>λ ← f·λ + (1 − f)·η: what steps without statistics come to, f being the product of their 1 − ρ.</summary>
    internal static void DecayRow<T>(Span<T> lambda, double factor, T eta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (T* target = lambda)
        {
            // A step whose statistics count nothing: the row stands in for them.
            var action = new LdaLambdaStep<T>(target, target, lambda.Length, T.CreateTruncating(factor), T.CreateTruncating((1 - factor) * double.CreateTruncating(eta)), T.Zero);
            BlockDispatch.RunElementwise<T, LdaLambdaStep<T>>(ref action);
        }
    }

    internal static void CheckStep(double rho, double scale)
    {
        if (!(rho is > 0 and <= 1) || !(scale > 0 && double.IsFinite(scale)))
        {
            throw new ArgumentException($"The step size is {rho} and the scale is {scale}; expected a step size in (0, 1] and a scale above 0.");
        }
    }

    internal static void CheckEta<T>(ReadOnlySpan<T> eta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (T value in eta)
        {
            if (!(value > T.Zero && T.IsFinite(value)))
            {
                throw new ArgumentException($"η holds {value}; expected finite values above 0.", nameof(eta));
            }
        }
    }

    /// <summary>sums[k] += row[k].</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static void AddRow<T>(ReadOnlySpan<T> row, Span<double> sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int k = 0; k < row.Length; k++)
        {
            sums[k] += double.CreateTruncating(row[k]);
        }
    }

    /// <summary>One word's share of the three terms, without what Σ_w λ and Σ η add.</summary>
    /// <param name="lambda">K values.</param>
    /// <param name="statistics">K values, or none.</param>
    /// <param name="expectedLogBeta">K values.</param>
    /// <param name="eta">The word's η.</param>
    /// <param name="room">Room for 2·K values.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static LdaTopicBound OfRow<T>(ReadOnlySpan<T> lambda, ReadOnlySpan<T> statistics, ReadOnlySpan<double> expectedLogBeta, T eta, Span<double> room)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<double> wide = room[..lambda.Length];
        Span<double> logGamma = room.Slice(lambda.Length, lambda.Length);
        Span<double> logGammaEta = [double.CreateTruncating(eta)];
        double priorFactor = logGammaEta[0] - 1;
        SpecialFunctions.LogGamma<double>(logGammaEta, logGammaEta);
        TensorPrimitives.ConvertTruncating(lambda, wide);
        SpecialFunctions.LogGamma<double>(wide, logGamma);
        double prior = 0, likelihood = 0, entropy = 0;
        for (int k = 0; k < lambda.Length; k++)
        {
            prior += (priorFactor * expectedLogBeta[k]) - logGammaEta[0];
            entropy += logGamma[k] - ((wide[k] - 1) * expectedLogBeta[k]);
        }

        for (int k = 0; k < statistics.Length; k++)
        {
            likelihood += double.CreateTruncating(statistics[k]) * expectedLogBeta[k];
        }

        return new LdaTopicBound(prior, likelihood, entropy);
    }

    internal static LdaTopicBound Add(in LdaTopicBound left, in LdaTopicBound right) =>
        new(left.TopicPrior + right.TopicPrior, left.Likelihood + right.Likelihood, left.TopicEntropy + right.TopicEntropy);

    /// <summary>K·ln Γ(Σ η) and −Σ_k ln Γ(Σ_w λ) on top of what the words add.</summary>
    /// <param name="words">The sum of the words' shares.</param>
    /// <param name="topicSums">Σ_w λ of each topic.</param>
    /// <param name="eta">One value, or one a word.</param>
    /// <param name="wordCount">V.</param>
    /// <param name="room">Room for K + 1 values.</param>
    internal static LdaTopicBound OfSums<T>(in LdaTopicBound words, ReadOnlySpan<double> topicSums, ReadOnlySpan<T> eta, int wordCount, Span<double> room)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<double> sums = room[..(topicSums.Length + 1)];
        topicSums.CopyTo(sums);
        sums[^1] = 0;
        AddAll(eta, ref sums[^1]);
        sums[^1] *= eta.Length == 1 ? wordCount : 1;
        SpecialFunctions.LogGamma<double>(sums, sums);
        double entropy = words.TopicEntropy;
        foreach (double logGamma in sums[..^1])
        {
            entropy -= logGamma;
        }

        return new LdaTopicBound(words.TopicPrior + (topicSums.Length * sums[^1]), words.Likelihood, entropy);
    }

    private static void AddAll<T>(ReadOnlySpan<T> values, ref double sum)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (T value in values)
        {
            sum += double.CreateTruncating(value);
        }
    }

    private static int CheckSizes(int lambdaLength, int statisticsLength, int topicCount, int etaLength)
    {
        ThrowHelper.CheckRows(lambdaLength, topicCount);
        int words = lambdaLength / topicCount;
        if (statisticsLength != lambdaLength || (etaLength != 1 && etaLength != words))
        {
            throw new ArgumentException(
                $"λ holds {lambdaLength} values, the statistics {statisticsLength} and η {etaLength}; expected as many statistics as λ, and 1 or {words} values of η.");
        }

        return words;
    }
}
