using System;
using System.Numerics;
using Kernels.Lanes;

namespace Kernels.Lda;

/// <content>Steps of mini-batches: they cost the batch's distinct words × K, however large the vocabulary is.</content>
public sealed unsafe partial class CpuLdaDevice<T>
{
    /// <summary>Steps after which all rows are brought up and the topics' sums are added up anew, so that what they lose to rounding does not grow.</summary>
    internal const int StepsToResum = 1024;

    /// <summary>The words that have statistics take the step; all others are behind by it.</summary>
    private void LazyStep(CpuLdaTopics<T> own, ReadOnlySpan<T> eta, ReadOnlySpan<double> rho, double scale, bool mayFall)
    {
        if (own.Stale)
        {
            Refresh(own);
        }

        LdaLazyDecay<T> decay = own.Decay ??= new LdaLazyDecay<T>(own.VocabularySize, own.TopicCount);
        if (!eta.SequenceEqual(decay.Eta))
        {
            BringUp(own);
            decay.SetEta(eta);
        }

        decay.Advance(rho);
        using NativeBuffer<double> partial = StepTouched(own, decay, rho, scale, mayFall);
        decay.StepSums(rho, scale, new ReadOnlySpan<double>(partial.Pointer, (int)partial.Length), own.TopicSum);
        own.Untouch();
        own.Stale = false;
        own.IsPartial = true;
        if (decay.Steps % StepsToResum == 0)
        {
            Refresh(own);
        }
        else
        {
            LdaTopicUpdate.RefreshTopicScale(own);
        }
    }

    /// <summary>The step of the words that have statistics, which are cleared; their sums over the words, K values a block of <see cref="LdaLambda.WordsAtOnce"/> words.</summary>
    private NativeBuffer<double> StepTouched(CpuLdaTopics<T> own, LdaLazyDecay<T> decay, ReadOnlySpan<double> rho, double scale, bool mayFall)
    {
        double[] steps = rho.ToArray();
        int[] touched = own.TouchedWords;
        int blocks = (own.TouchedCount + LdaLambda.WordsAtOnce - 1) / LdaLambda.WordsAtOnce;
        var partial = new NativeBuffer<double>((long)blocks * own.TopicCount);
        double* sums = partial.Pointer;
        WorkSharing.Run(_threads, own.TouchedCount, LdaLambda.WordsAtOnce, (first, end, _) =>
        {
            var sum = new Span<double>(sums + ((long)(first / LdaLambda.WordsAtOnce) * own.TopicCount), own.TopicCount);
            for (int i = first; i < end; i++)
            {
                int word = touched[i];
                LdaLambda.AddRow(new ReadOnlySpan<T>(own.StatisticsRow(word), own.TopicCount), sum);
                StepRow(own, word, decay.EtaOf(word), steps, scale, mayFall ? sum : []);
                decay.IsCurrent(word);
            }
        });
        return partial;
    }

    /// <summary>Brings λ and the factors of a batch's words up to the last step.</summary>
    private void RefreshWords(CpuLdaTopics<T> own, ReadOnlySpan<int> termIds)
    {
        LdaLazyDecay<T> decay = own.Decay!;
        int count = own.ClaimStale(termIds, decay.Steps);
        double[] keep = own.Room(count);
        decay.Factors(own.StaleWords.AsSpan(0, count), keep.AsSpan(0, count));
        var refresh = new RefreshWordsAction(own, decay, own.StaleWords, keep, count, _threads);
        BlockDispatch.Run<T, RefreshWordsAction>(ref refresh);
    }

    /// <summary>Brings all rows of λ up to the last step. The factors fit them no more.</summary>
    private void BringUp(CpuLdaTopics<T> own)
    {
        if (own.Decay is not { IsBehind: true } decay)
        {
            return;
        }

        WorkSharing.Run(_threads, own.VocabularySize, LdaLambda.WordsAtOnce, (first, end, _) =>
        {
            Span<int> words = stackalloc int[LdaLambda.WordsAtOnce];
            Span<double> keep = stackalloc double[LdaLambda.WordsAtOnce];
            words = words[..(end - first)];
            for (int i = 0; i < words.Length; i++)
            {
                words[i] = first + i;
            }

            decay.Factors(words, keep[..words.Length]);
            for (int i = 0; i < words.Length; i++)
            {
                BringUp(own, decay, words[i], keep[i]);
            }
        });
        decay.AllAreCurrent();
        own.Stale = true;
        own.IsPartial = false;
    }

    private static void BringUp(CpuLdaTopics<T> own, LdaLazyDecay<T> decay, int word, double factor)
    {
        if (decay.Lacks(word))
        {
            decay.BringUp(word, factor, new Span<T>(own.LambdaRow(word), own.TopicCount));
            decay.IsCurrent(word);
        }
    }

    private readonly struct RefreshWordsAction(CpuLdaTopics<T> topics, LdaLazyDecay<T> decay, int[] words, double[] keep, int count, int threads) : IBlockAction<T>
    {
        public void Invoke<TBlock>()
            where TBlock : struct, ILanes<TBlock, T>
        {
            (CpuLdaTopics<T> own, LdaLazyDecay<T> behind, int[] list, double[] factors) = (topics, decay, words, keep);
            WorkSharing.Run(threads, count, LdaLambda.WordsAtOnce, (first, end, _) =>
            {
                for (int i = first; i < end; i++)
                {
                    BringUp(own, behind, list[i], factors[i]);
                    LdaTopicUpdate.RefreshFactors<TBlock, T>(own, list[i]);
                }
            });
        }
    }
}
