using System;
using System.IO;
using System.Linq;
using System.Numerics;
using System.Threading;
using Kernels.Corpora;
using Kernels.Tests.Reference;
using Xunit;
using static Kernels.Inference.Tests.ArrayFiles;
using static Kernels.Inference.Tests.LdaTestModels;

namespace Kernels.Inference.Tests;

/// <summary>Models to and from NumPy arrays: alone, as scikit-learn has them, as gensim has them.</summary>
public sealed class ArrayFormatTests : IDisposable
{
    private static readonly Vocabulary s_words = new(["a", "naïve", "東京", "x", "😀y", "z"]);
    private static readonly double[] s_byWord = [1, 10, 2, 20, 3, 30, 4, 40, 5, 50, 6, 60];
    private static readonly double[] s_byTopic = [1, 2, 3, 4, 5, 6, 10, 20, 30, 40, 50, 60];
    private readonly string _root = Directory.CreateTempSubdirectory("kernels-formats-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AMatrixComesBackToTheBit(bool rowsAreTopics)
    {
        Check<float>();
        Check<double>();

        void Check<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            using LdaModel model = Large<T>(70_001, 33);
            string path = Write("a.npy", Written(stream => NumpyFormat.Write(model, stream, rowsAreTopics)));
            using LdaModel back = NumpyFormat.Read(path, new LdaImportOptions { RowsAreTopics = rowsAreTopics, Alpha = [0.5], Eta = [0.25] });
            Assert.Equal(Values(model), Values(back));
            Assert.Equal((model.Precision, 0.5, 0.25, 33), (back.Precision, back.Alpha[0], back.Eta[0], back.Alpha.Count));
            Assert.Null(back.Vocabulary);
            Assert.Null(back.Fit);
        }
    }

    [Fact]
    public void WordsByTopicsIsWhatAModelFolderHolds()
    {
        using LdaModel model = Of<float>(Toy, 0.1, 0.01);
        model.Save(Path.Combine(_root, "model"));
        Assert.Equal(File.ReadAllBytes(Path.Combine(_root, "model", "lambda.npy")), Written(stream => NumpyFormat.Write(model, stream)));
    }

    /// <summary>numpy.save of a transposed array keeps its memory as it lies and says so.</summary>
    [Theory]
    [InlineData("(6, 2)", false, false)]
    [InlineData("(6, 2)", true, false)]
    [InlineData("(2, 6)", false, true)]
    [InlineData("(2, 6)", true, true)]
    public void BothOrdersOfMemoryAreRead(string shape, bool fortran, bool rowsAreTopics)
    {
        double[] values = fortran == rowsAreTopics ? s_byWord : s_byTopic;
        foreach (byte version in new byte[] { 1, 2, 3 })
        {
            string path = Write("a.npy", Npy($"{{'descr': '<f8', 'fortran_order': {fortran}, 'shape': {shape}, }}", Bytes(values), version));
            using LdaModel model = NumpyFormat.Read(path, new LdaImportOptions { RowsAreTopics = rowsAreTopics, Vocabulary = s_words });
            Assert.Equal(s_byWord, Values(model));
            Assert.Equal("東京", model.Vocabulary![2]);
            Assert.Equal([0.5, 0.5], model.Alpha);
            Assert.Equal([0.5], model.Eta);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ScikitLearnsArraysAreRead(bool zip)
    {
        string path = Write("a.npz", Npz(
            zip, ("components_", Npy(s_byTopic, 2, 6)), ("doc_topic_prior_", Npy([0.2])), ("topic_word_prior_", Npy([3L])), ("vocabulary", Npy([.. s_words.Words])), ("else", Npy([1L], 1))));
        using LdaModel model = ScikitLearnFormat.Read(path);
        Assert.Equal(s_byWord, Values(model));
        Assert.Equal([0.2, 0.2], model.Alpha);
        Assert.Equal([3.0], model.Eta);
        Assert.Equal(s_words.Words, model.Vocabulary!.Words);
        using LdaModel alone = ScikitLearnFormat.Read(Write("a.npy", Npy(Array.ConvertAll(s_byTopic, value => (float)value), 2, 6)), new LdaImportOptions { Alpha = [1, 2], Vocabulary = s_words });
        Assert.Equal(("float", "z"), (alone.Precision, alone.Vocabulary![5]));
        Assert.Equal(s_byWord, Values(alone));
        Assert.Equal([1.0, 2.0], alone.Alpha);
    }

    [Theory]
    [InlineData("float")]
    [InlineData("double")]
    public void ScikitLearnsArchiveComesBack(string precision)
    {
        using LdaModel model = precision == "float" ? Of<float>(Toy, 0.1, 0.02, s_words) : Of<double>(Toy, 0.1, 0.02, s_words);
        byte[] bytes = Written(stream => ScikitLearnFormat.Write(model, stream));
        Assert.Equal(bytes, Written(stream => ScikitLearnFormat.Write(model, stream)));
        string path = Write("a.npz", bytes);
        using LdaModel back = ScikitLearnFormat.Read(path);
        Assert.Equal(Values(model), Values(back));
        Assert.Equal((precision, 0.1, 0.02), (back.Precision, back.Alpha[1], back.Eta[0]));
        Assert.Equal(s_words.Words, back.Vocabulary!.Words);

        using NumpyArchive archive = NumpyArchive.Open(path);
        using NumpyArray array = archive.Array("exp_dirichlet_component_");
        Assert.Equal("(2, 6)", array.Header.ShapeText);
        double[] expected = [.. Toy.SelectMany(topic => topic.Select(weight => Math.Exp(PlainFunctions.Digamma(weight) - PlainFunctions.Digamma(topic.Sum()))))];
        double[] written = array.ReadNumbers();
        Assert.All(Enumerable.Range(0, 12), i => AssertNear(expected[i], written[i], precision == "float" ? 1e-6 : 1e-14));
    }

    [Fact]
    public void GensimsArchiveComesBack()
    {
        foreach (double[] eta in new double[][] { [0.02], [0.01, 0.02, 0.03, 0.04, 0.05, 0.06] })
        {
            using LdaModel given = Of<double>(Toy, 0.1, 0.02, s_words);
            using LdaModel model = new LdaModel<double>(((LdaModel<double>)given).Lambda, s_words, new LdaOptions { TopicCount = 2, Alpha = [0.1, 0.3], Eta = eta });
            string path = Write("a.npz", Written(stream => GensimFormat.Write(model, stream)));
            using LdaModel back = GensimFormat.Read(path);
            Assert.All(Enumerable.Range(0, 12), i => AssertNear(Values(model)[i], Values(back)[i], 1e-15));
            Assert.Equal([0.1, 0.3], back.Alpha);
            Assert.Equal(eta, back.Eta);
            Assert.Equal(s_words.Words, back.Vocabulary!.Words);
            using NumpyArchive archive = NumpyArchive.Open(path);
            using NumpyArray array = archive.Array("sstats");
            AssertNear(Toy[1][5] - eta[^1], array.ReadNumbers()[11], 1e-15);
        }
    }

    [Fact]
    public void GensimsArraysAreRead()
    {
        double[] eta = [.. Enumerable.Repeat(0.5, 6)];
        double[][] etas = [[0.5], eta, [.. eta, .. eta]];
        int[][] shapes = [[], [6], [2, 6]];
        for (int i = 0; i < etas.Length; i++)
        {
            using LdaModel model = GensimFormat.Read(Write("a.npz", Npz(false, ("sstats", Npy(s_byTopic, 2, 6)), ("alpha", Npy([0.25f, 0.5f], 2)), ("eta", Npy(etas[i], shapes[i])))));
            Assert.Equal(s_byWord.Select(value => value + 0.5), Values(model));
            Assert.Equal([0.25, 0.5], model.Alpha);
            Assert.Equal([0.5], model.Eta);
        }

        using LdaModel alone = GensimFormat.Read(Write("sstats.npy", Npy(s_byTopic, 2, 6)), new LdaImportOptions { Eta = [1, 2, 3, 4, 5, 6] });
        Assert.Equal(s_byWord.Select((value, i) => value + 1 + (i / 2)), Values(alone));
        using LdaModel zeros = GensimFormat.Read(Write("sstats.npy", Npy(new double[12], 2, 6)));
        Assert.Equal(Enumerable.Repeat(0.5, 12), Values(zeros));
    }

    [Fact]
    public void WhatAProgramHasNoPlaceForIsRefused()
    {
        LdaModel Model(double[] alpha, double[] eta)
        {
            using LdaModel toy = Of<double>(Toy, 0.1, 0.02);
            return new LdaModel<double>(((LdaModel<double>)toy).Lambda, null, new LdaOptions { TopicCount = 2, Alpha = alpha, Eta = eta });
        }

        Assert.Contains("different values of alpha; expected one, as scikit-learn", Assert.Throws<ArgumentException>(() => ScikitLearnFormat.Write(Model([1, 2], []), Stream.Null)).Message, StringComparison.Ordinal);
        Assert.Contains("different values of eta; expected one, as scikit-learn", Assert.Throws<ArgumentException>(() => ScikitLearnFormat.Write(Model([], [1, 2, 3, 4, 5, 6]), Stream.Null)).Message, StringComparison.Ordinal);
        Assert.Contains("different values of alpha; expected one, as lda-c", Assert.Throws<ArgumentException>(() => LdaCFormat.WriteOther(Model([1, 2], []), Stream.Null)).Message, StringComparison.Ordinal);
        ScikitLearnFormat.Write(Model([1, 1], [2, 2, 2, 2, 2, 2]), Stream.Null);
        CancellationToken stopped = new(canceled: true);
        Assert.Throws<OperationCanceledException>(() => NumpyFormat.Write(Model([], []), Stream.Null, false, stopped));
        Assert.Throws<OperationCanceledException>(() => NumpyFormat.Write(Model([], []), Stream.Null, true, stopped));
        Assert.Throws<OperationCanceledException>(() => ScikitLearnFormat.Write(Model([], []), Stream.Null, stopped));
        Assert.Throws<OperationCanceledException>(() => GensimFormat.Write(Model([], []), Stream.Null, stopped));
    }

    private string Write(string name, byte[] bytes)
    {
        string path = Path.Combine(_root, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
