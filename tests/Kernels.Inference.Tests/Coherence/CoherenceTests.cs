using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Kernels.Corpora;
using Xunit;
using static Kernels.Inference.Tests.LdaTestModels;

namespace Kernels.Inference.Tests;

public sealed class CoherenceTests : IDisposable
{
    private static readonly string[] s_text =
    [
        "the baker bought flour and sugar before the oven was warm enough for bread",
        "one warm oven turns dough into bread while the baker waits beside the flour",
        "sugar and butter make one cake but bread needs only flour and time",
        "at night the baker lit the oven and counted loaves of bread until morning came",
        "butter melts on warm bread when the oven door opens",
        "the captain of the ship watched the sea while the crew raised every sail",
        "one strong wind filled the sail and the ship crossed the sea in nine days",
        "the crew saw the harbour first and the captain turned the ship toward land",
        "no wind moved the sea so the sail hung loose and the crew slept until the captain called",
        "in the harbour one ship with one torn sail waited for wind",
        "the captain ate bread with butter while the sea was calm",
        "flour and sugar went down into the ship at the harbour before the crew left",
    ];

    /// <summary>Words that stand several times within ten.</summary>
    private static readonly string[] s_repeats =
    [
        "the ship met one ship and the ship left the sea behind when the wind turned the sail",
        "bread and bread again said the baker near the oven where bread and flour lay with sugar",
        "sea and wind and sea and sail and wind",
    ];

    private static readonly string[][] s_topics =
    [
        ["bread", "flour", "oven", "baker", "sugar", "butter"],
        ["ship", "sea", "sail", "crew", "captain", "wind", "harbour"],
        ["bread", "ship", "warm", "wind"],
    ];

    private static readonly CoherenceMeasure[] s_measures = Enum.GetValues<CoherenceMeasure>();
    private static readonly CorpusReadOptions s_everyWord = new() { Text = new TextOptions { StopWords = StopWords.None } };

    private readonly string _folder = Directory.CreateTempSubdirectory("kernels-coherence-").FullName;

    /// <summary>
    /// gensim 4.2.0, numpy 1.24.2, texts = [line.split() for line in s_text], d = Dictionary(texts):
    /// CoherenceModel(topics=s_topics, texts=texts, corpus=[d.doc2bow(t) for t in texts], dictionary=d, coherence=m, processes=1).get_coherence_per_topic().
    /// No word stands twice within ten, so gensim's windows are the paper's. Its u_mass smooths with 1e-12 of the documents where Mimno et al. smooth with one.
    /// </summary>
    [Theory]
    [InlineData(CoherenceMeasure.UMass, -2.5430674573255403, -2.0035243723713996, -18.0809108194241)]
    [InlineData(CoherenceMeasure.CUci, -1.0844933926100235, -3.2124181123544466, -16.073352432984432)]
    [InlineData(CoherenceMeasure.CNpmi, 0.16451787950920538, 0.004841951890452975, -0.5163763637388475)]
    [InlineData(CoherenceMeasure.CV, 0.6624863964107698, 0.6791199473184998, 0.1380138377528904)]
    public void AgreesWithGensim(CoherenceMeasure measure, params double[] expected)
    {
        CoherenceSettings settings = new() { UMassSmoothing = 1e-12 * s_text.Length };
        TopicCoherence coherence = Assert.Single(Coherence.OfText(s_topics, Text(s_text), [measure], settings, s_everyWord).Measures);
        AssertNear(expected, coherence.Topics);
        Assert.Equal(expected.Average(), coherence.Mean, 1e-9);
    }

    /// <summary>
    /// Where a word leaves gensim's window it is taken for gone even when it stands in it again (WordOccurrenceAccumulator._slide_window), so windows are lost:
    /// there CUci is −6.392, −7.454, −23.847. These are its values with _slide_window replaced by a count of the words in the window:
    /// self._uniq_words[:] = False; self._uniq_words[np.unique(window)] = True.
    /// The words never seen (butter; crew, captain, harbour; warm) were left out of its topics beforehand: they are infinite or 0 in it.
    /// </summary>
    [Theory]
    [InlineData(CoherenceMeasure.UMass, 3.0000446571375978e-12, 2.24997798170253e-12, -17.688272551505957)]
    [InlineData(CoherenceMeasure.CUci, -1.5958819302435494, -3.515986289229686, -17.08273771509657)]
    [InlineData(CoherenceMeasure.CNpmi, 0.4382385090527697, 0.2180755582881726, -0.5660347555380926)]
    [InlineData(CoherenceMeasure.CV, 0.9999999999999998, 0.9412030437778195, 0.3038750467739026)]
    public void CountsWindowsInWhichAWordStandsTwiceOnce(CoherenceMeasure measure, params double[] expected)
    {
        CoherenceSettings settings = new() { UMassSmoothing = 1e-12 * s_repeats.Length };
        TopicCoherences coherences = Coherence.OfText(s_topics, Text(s_repeats), [measure], settings, s_everyWord);
        AssertNear(expected, Assert.Single(coherences.Measures).Topics);
        Assert.Equal(["butter"], coherences.UnseenWords[0]);
        Assert.Equal(["crew", "captain", "harbour"], coherences.UnseenWords[1]);
        Assert.Equal(["warm"], coherences.UnseenWords[2]);
    }

    /// <summary>Mimno et al. 2011, by hand: documents {a b}, {a b}, {a c}, {b}.</summary>
    [Fact]
    public void UMassSmoothsWithOneDocument()
    {
        string path = Text(["aa bb aa", "bb aa", "aa cc", "bb", ""]);
        TopicCoherences coherences = Coherence.OfText([["aa", "bb", "cc"]], path, [CoherenceMeasure.UMass], null, s_everyWord);
        double sum = Math.Log(3.0 / 3) + Math.Log(2.0 / 3) + Math.Log(1.0 / 3);
        Assert.Equal(sum / 3, coherences.Measures[0].Topics[0], 1e-15);
        Assert.Equal(5, coherences.Documents);
    }

    [Fact]
    public void AllMeasuresAtOnceAreEachAlone()
    {
        string path = Text(s_text);
        TopicCoherences all = Coherence.OfText(s_topics, path, s_measures, null, s_everyWord);
        Assert.Equal(s_measures, all.Measures.Select(coherence => coherence.Measure));
        foreach (TopicCoherence coherence in all.Measures)
        {
            Assert.Equal(coherence.Topics, Coherence.OfText(s_topics, path, [coherence.Measure], null, s_everyWord).Measures[0].Topics);
        }

        CoherenceSettings small = new() { WindowSize = 3, Words = 4 };
        TopicCoherences other = Coherence.OfText(s_topics, path, s_measures, small, s_everyWord);
        Assert.Equal(all.Measures[0].Topics[2], other.Measures[0].Topics[2]);
        Assert.NotEqual(all.Measures[0].Topics[0], other.Measures[0].Topics[0]);
        Assert.All(s_measures.Skip(1), measure => Assert.NotEqual(all.Measures[(int)measure].Topics[2], other.Measures[(int)measure].Topics[2]));
    }

    /// <summary>Two words in every window say all there is to say of each other, where ε alone would make it −1.</summary>
    [Fact]
    public void WordsOfEveryWindowConfirmEachOtherFully()
    {
        TopicCoherences coherences = Coherence.OfText([["aa", "bb"]], Text(["aa bb", "bb cc aa"]), s_measures, null, s_everyWord);
        Assert.Equal(1, coherences.Measures[(int)CoherenceMeasure.CNpmi].Mean);
        Assert.Equal(1, coherences.Measures[(int)CoherenceMeasure.CV].Mean, 1e-15);
    }

    [Fact]
    public void ATopicWithoutTwoWordsSeenHasNoValueAndIsNotInTheMean()
    {
        TopicCoherences coherences = Coherence.OfText([["aa", "bb"], ["aa", "zz"], []], Text(["aa bb cc", "cc", "bb"]), s_measures, null, s_everyWord);
        foreach (TopicCoherence coherence in coherences.Measures)
        {
            Assert.Equal([false, true, true], coherence.Topics.Select(double.IsNaN));
            Assert.Equal(coherence.Topics[0], coherence.Mean);
        }

        Assert.True(double.IsNaN(Coherence.OfText([["aa", "bb"]], Text([""]), s_measures).Measures[2].Mean));
    }

    [Fact]
    public void BagsGiveTheUMassOfTheirText()
    {
        string path = Text(s_text);
        ICorpus corpus = CorpusReader.Read(path, s_everyWord);
        using LdaModel model = Train<float>(new LdaOptions { TopicCount = 3, Passes = 20 }, corpus, out _);
        TopicCoherences bags = Coherence.OfBags(model, corpus);
        TopicCoherences text = Coherence.OfText(model, path, s_measures, null, s_everyWord);
        Assert.Equal(text.Measures[0].Topics, bags.Measures[0].Topics);
        Assert.Equal(text.Documents, bags.Documents);
        Assert.All(bags.UnseenWords, Assert.Empty);

        TopicCoherences elsewhere = Coherence.OfBags(model, CorpusReader.Read(Text(s_repeats), s_everyWord));
        Assert.Contains("butter", elsewhere.UnseenWords.SelectMany(words => words));
    }

    [Fact]
    public void WhatHasNoWindowsIsRefused()
    {
        using LdaModel numbers = Of<double>(Toy, 0.1, 0.1);
        Assert.Contains("no words", Assert.Throws<ArgumentException>(() => Coherence.OfText(numbers, Text(s_text), s_measures)).Message, StringComparison.Ordinal);
        string bags = Path.Combine(_folder, "docword.x.txt");
        File.WriteAllText(bags, "1\n1\n1\n1 1 1\n");
        Assert.Contains("expected text", Assert.Throws<ArgumentException>(() => Coherence.OfText(s_topics, bags, s_measures)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Coherence.OfText([["aa", "aa"]], Text(s_text), s_measures));
        Assert.Throws<ArgumentOutOfRangeException>(() => Coherence.OfText(s_topics, Text(s_text), s_measures, new() { Words = 1 }));
        Assert.Throws<ArgumentException>(() => Coherence.OfText(s_topics, Text(s_text), s_measures, new() { Epsilon = 0 }));
        TopicCoherences toy = Coherence.OfBags(numbers, TestCorpus.OfWords(6, [0, 1, 2], [3, 4, 5]), new() { Words = 3 });
        Assert.Equal(Math.Log(2), toy.Measures[0].Mean, 1e-15);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void AssertNear(double[] expected, IReadOnlyList<double> actual)
    {
        Assert.Equal(expected.Length, actual.Count);
        Assert.All(Enumerable.Range(0, expected.Length), topic => Assert.Equal(expected[topic], actual[topic], 1e-9));
    }

    private string Text(string[] lines)
    {
        string path = Path.Combine(_folder, $"{Guid.NewGuid():n}.txt");
        File.WriteAllLines(path, lines);
        return path;
    }
}
