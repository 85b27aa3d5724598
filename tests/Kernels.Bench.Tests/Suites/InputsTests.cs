using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Kernels.Bench.Inputs;
using Kernels.Corpora;
using Xunit;

namespace Kernels.Bench.Tests.Suites;

/// <summary>Inputs are those that are promised, and the same ones in every process.</summary>
public sealed class InputsTests
{
    private const int Length = 100_000;

    [Fact]
    public void MostParametersAreAtThePriorAndFewAreLarge()
    {
        double[] values = LdaArguments.Parameters<double>(Length);
        Assert.All(values, value => Assert.InRange(value, LdaArguments.Prior, 1e4));
        Assert.InRange(values.Count(value => value == LdaArguments.Prior), 0.79 * Length, 0.81 * Length);
        Assert.InRange(values.Count(value => value is > LdaArguments.Prior and < 1), 0.08 * Length, 0.13 * Length);
        Assert.InRange(values.Count(value => value > 7), 0.045 * Length, 0.055 * Length);
        Assert.InRange(values.Count(value => value > 100), 0.001 * Length, 0.01 * Length);
    }

    [Fact]
    public void ProbabilitiesOfARowAddUpToOne() =>
        Assert.All(LdaArguments.LogProbabilities<double>(Length).Chunk(20), row => Assert.Equal(1, row.Sum(Math.Exp), 12));

    [Fact]
    public void ArgumentsAreTheSameEveryTimeInBothTypes()
    {
        foreach ((double[] wide, float[] narrow) in new[]
        {
            (LdaArguments.Parameters<double>(1000), LdaArguments.Parameters<float>(1000)),
            (LdaArguments.LogProbabilities<double>(1000), LdaArguments.LogProbabilities<float>(1000)),
            (LdaArguments.LogJoint<double>(1000), LdaArguments.LogJoint<float>(1000)),
            (LdaArguments.ExpectedLogBeta<double>(1000), LdaArguments.ExpectedLogBeta<float>(1000)),
        })
        {
            Assert.Equal(wide.Select(value => (float)value), narrow);
        }

        Assert.Equal(0.01, LdaArguments.Parameters<double>(4)[0]);
        Assert.Equal(LdaArguments.Parameters<double>(1000), LdaArguments.Parameters<double>(1000));
    }

    [Theory]
    [InlineData(10, 20)]
    [InlineData(1000, 1000)]
    public void DocumentsHaveDistinctWordsInOrder(int words, int topicCount)
    {
        (long[] offsets, int[] ids, float[] counts) = SyntheticLda.Documents(30, words, topicCount);
        Assert.Equal(31, offsets.Length);
        Assert.Equal(30 * words, ids.Length);
        Assert.Equal(ids.Length, counts.Length);
        Assert.All(ids.Chunk(words), document => Assert.Equal(document.Distinct().Order(), document));
        Assert.All(ids, id => Assert.InRange(id, 0, SyntheticLda.Vocabulary - 1));
        Assert.All(counts, count => Assert.True(count >= 1 && count == MathF.Floor(count)));
        Assert.Equal(ids, SyntheticLda.Documents(30, words, topicCount).Ids);
    }

    [Fact]
    public void EveryWordIsInOneOfTheDocumentsOfAllWords()
    {
        (long[] offsets, int[] ids, float[] counts) = SyntheticLda.AllWords(50);
        Assert.Equal(Enumerable.Range(0, SyntheticLda.Vocabulary), ids.Order());
        Assert.Equal(ids.Length, counts.Length);
        Assert.Equal(Enumerable.Range(0, 51).Select(document => document * 160L), offsets);
        Assert.All(ids.Chunk(160), document => Assert.Equal(document.Order(), document));
    }

    [Fact]
    public void TheGeneratedCorpusIsTheSameInEveryFormat()
    {
        string folder = Directory.CreateTempSubdirectory("kernels-bench-tests-").FullName;
        try
        {
            CorpusFormat[] formats = [CorpusFormat.Uci, CorpusFormat.MatrixMarket, CorpusFormat.LdaC, CorpusFormat.Lines, CorpusFormat.Binary];
            List<(long Pairs, double Tokens, int Documents, int Largest)> found = [];
            foreach (CorpusFormat format in formats)
            {
                ICorpus corpus = CorpusReader.Read(GeneratedCorpus.Write(folder, format, 100));
                using var file = corpus as IDisposable;
                found.Add((corpus.PairCount, corpus.TokenCount, corpus.DocumentCount, corpus.LargestDocument));
            }

            Assert.Equal(GeneratedCorpus.Pairs(100), found[0].Pairs);
            Assert.Equal(100, found[0].Documents);
            Assert.Single(found.Distinct());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
