using System;
using System.Collections.Generic;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace Kernels.Lda;

/// <content>What is left after the inner loop: results, statistics, the bound, and the words that need log space.</content>
internal static unsafe partial class LdaDocumentUpdate<TBlock, T>
{
    private ref partial struct State
    {
        /// <summary>γ, iterations, and, when asked for, the statistics' factors and the bound at the final γ.</summary>
        public void Finish(int iterations, bool converged)
        {
            ScatterGamma();
            if (task.Iterations is not null)
            {
                task.Iterations[document] = converged ? iterations : -iterations;
            }

            LdaEStepSettings settings = task.Settings;
            var result = new LdaEStepResult { Visits = (long)_wordCount * iterations, UnconvergedDocuments = converged ? 0 : 1 };
            if (settings.AccumulateStatistics || settings.ComputeBound)
            {
                double logScale = UpdateTheta(iterationsLeft: 0);
                while (!Normalize(accumulate: settings.ComputeBound, final: true))
                {
                    logScale = UpdateTheta(iterationsLeft: 0);
                }

                KeepFactors();
                result = settings.ComputeBound ? Bound(result, logScale) : result;
            }

            task.Results[document - task.BlockStart] = result with { RescuedPairs = _rescuedWords };
        }

        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        private readonly void KeepFactors()
        {
            if (task.Theta is null)
            {
                return;
            }

            var theta = new Span<T>(task.Theta + ((long)(document - task.BlockStart) * _topics.Stride), _topics.Stride);
            theta.Clear();
            for (int k = 0; k < _activeCount; k++)
            {
                theta[scratch.Active[k]] = scratch.Theta[k];
            }

            long first = task.Offsets[document] - task.Offsets[task.BlockStart];
            new ReadOnlySpan<T>(scratch.Ratios, _wordCount).CopyTo(new Span<T>(task.Ratios + first, _wordCount));
        }

        /// <summary>The words whose normaliser fell below what flushing may have taken: φ from logarithms, over every topic.</summary>
        private void Rescue(bool final)
        {
            Span<double> expectedLogTheta = scratch.Wide1;
            Span<double> logPhi = scratch.Wide2;
            int topicCount = _topics.TopicCount;
            TensorPrimitives.ConvertTruncating<T, double>(new ReadOnlySpan<T>(scratch.Gamma, topicCount), expectedLogTheta);
            SpecialFunctions.Digamma<double>(expectedLogTheta, expectedLogTheta);
            scratch.Rescued.Clear();
            T limit = T.CreateTruncating(_rescueLimit);
            for (int i = 0; i < _wordCount; i++)
            {
                if (scratch.Normalizers[i] >= limit || _counts[i] == 0)
                {
                    continue;
                }

                LdaTopicUpdate.ExpectedLogBeta(_topics, _termIds[i], logPhi);
                TensorPrimitives.Add(logPhi, expectedLogTheta, logPhi);
                double largest = TensorPrimitives.Max<double>(logPhi);
                TensorPrimitives.Subtract(logPhi, largest, logPhi);
                SpecialFunctions.Exp<double>(logPhi, logPhi);
                double sum = 0;
                foreach (double value in logPhi)
                {
                    sum += value;
                }

                TensorPrimitives.Multiply(logPhi, _counts[i] / sum, logPhi);
                TensorPrimitives.Add(scratch.Rescued, logPhi, scratch.Rescued);
                _rescuedWords++;
                _rescuedLogNormalizer += _counts[i] * (largest + ScalarLog(sum));
                if (final && task.Theta is not null)
                {
                    var weights = new T[topicCount];
                    TensorPrimitives.ConvertTruncating<double, T>(logPhi, weights);
                    (task.Rescues[document - task.BlockStart] ??= new List<(int, T[])>()).Add((_termIds[i], weights));
                }
            }
        }

        /// <summary>Terms 2, 3 and 6 and the sum of 3, 4 and 7, in double.</summary>
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        private readonly LdaEStepResult Bound(LdaEStepResult result, double logScale)
        {
            int topicCount = _topics.TopicCount;
            Span<double> gamma = scratch.Wide1;
            Span<double> expectedLog = scratch.Wide2;
            Span<double> logGamma = scratch.Wide3;
            LdaThetaBound theta = LdaThetaBound.Of(
                new ReadOnlySpan<T>(task.Alpha, topicCount), task.AlphaLogNormalizer, new ReadOnlySpan<T>(_gammaOut, topicCount), gamma, expectedLog, logGamma);

            double assignment = 0;
            for (int k = 0; k < _activeCount; k++)
            {
                assignment += double.CreateTruncating(scratch.Theta[k]) * double.CreateTruncating(scratch.Sum[k]) * expectedLog[scratch.Active[k]];
            }

            for (int k = 0; _rescuedWords > 0 && k < topicCount; k++)
            {
                assignment += scratch.Rescued[k] * expectedLog[k];
            }

            double words = WordLogNormalizer(logScale - theta.DigammaSum, theta.DigammaSum);
            return result with { WordLogNormalizer = words, ThetaPrior = theta.Prior, AssignmentPrior = assignment, ThetaEntropy = theta.Entropy };
        }

        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        private readonly double WordLogNormalizer(double logThetaScale, double digammaSum)
        {
            Span<double> logs = scratch.WordLogs[.._wordCount];
            TensorPrimitives.ConvertTruncating<T, double>(new ReadOnlySpan<T>(scratch.Normalizers, _wordCount), logs);
            SpecialFunctions.Log<double>(logs, logs);
            double sum = 0;
            T limit = T.CreateTruncating(_rescueLimit);
            for (int i = 0; i < _wordCount; i++)
            {
                double count = _counts[i];
                if (count == 0)
                {
                    continue;
                }

                sum += scratch.Normalizers[i] >= limit ? count * (logs[i] + _topics.LogScale[_termIds[i]] + logThetaScale) : -count * digammaSum;
            }

            return sum + _rescuedLogNormalizer;
        }
    }
}
