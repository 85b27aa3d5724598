using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Numerics;
using System.Threading;
using Kernels.Corpora;
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
        double[] expected = [.. Toy.SelectMany(topic => topic.Select(weight => Math.Exp(ReferenceFunctions.Digamma(weight) - ReferenceFunctions.Digamma(topic.Sum()))))];
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

    [Fact]
    public void BadArraysAreNamed()
    {
        void Refused(byte[] file, string part, LdaImportOptions? options = null)
        {
            string path = Write("bad", file);
            InvalidDataException e = Assert.Throws<InvalidDataException>(() => GensimFormat.Read(path, options));
            Assert.StartsWith(path, e.Message, StringComparison.Ordinal);
            Assert.Contains(part, e.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', e.Message);
        }

        byte[] good = Npy(s_byTopic, 2, 6);
        byte[] Shape(string shape) => Npy($"{{'descr': '<f8', 'fortran_order': False, 'shape': {shape}, }}", Bytes(s_byTopic));
        Refused([], "does not begin as a NumPy file");
        Refused("PK\u0003\u0004"u8.ToArray(), "no whole zip archive");
        Refused(good[..^1], "95 bytes follow the header; expected 96 for (2, 6)");
        Refused([.. good, 0], "97 bytes follow the header");
        Refused(Shape("(12,)"), "has the shape (12,); expected (topics, words), at least one of each");
        Refused(Shape("()"), "expected 8 for ()");
        Refused(Shape("(1, 2, 6)"), "has the shape (1, 2, 6)");
        Refused(Shape("(0, 6)"), "expected 0 for (0, 6)");
        Refused(Npy("{'descr': '<f8', 'fortran_order': False, 'shape': (0, 6), }", []), "at least one of each");
        Refused(Shape("(999999999999999999, 999999999999999999)"), "bytes follow the header; expected");
        Refused(Shape("(9999999999999999999, 2)"), "names no shape");
        Refused(Shape("(-2, 6)"), "names no shape");
        Refused(Shape("(2, 6"), "no Python dictionary");
        Refused(Shape("(2, 6)").Select(b => b == '{' ? (byte)'[' : b).ToArray(), "no Python dictionary");
        Refused(Npy("{'descr': '<f8', 'descr': '<f8', 'fortran_order': False, 'shape': (2, 6), }", Bytes(s_byTopic)), "no Python dictionary");
        Refused(Npy("{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (2, 6), }", Bytes(s_byTopic)), "no Python dictionary");
        Refused(Npy("{'descr': '<f8', 'shape': (2, 6), }", Bytes(s_byTopic)), "'fortran_order'");
        Refused(Npy("{'descr': '>f8', 'fortran_order': False, 'shape': (2, 6), }", Bytes(s_byTopic)), "type '>f8'; expected '<f4' or '<f8'");
        Refused(Npy("{'descr': '|O', 'fortran_order': False, 'shape': (2, 6), }", Bytes(s_byTopic)), "Python objects; expected numbers");
        Refused(Npy("{'descr': '<U2', 'fortran_order': False, 'shape': (2, 6), }", Bytes(s_byTopic)), "values of type '<U2'");
        Refused(Npy("{'descr': '<U99999', 'fortran_order': False, 'shape': (2, 6), }", Bytes(s_byTopic)), "values of type '<U99999'");
        Refused(Npy(new string(' ', 70000), [], 2), "announces 70001 bytes");
        Refused(Npy([.. s_byTopic[..^1], double.NaN], 2, 6), "λ of word 5 and topic 1 is NaN");
        Refused(Npy([-7, .. s_byTopic[1..]], 2, 6), "λ of word 0 and topic 0 is -6.5");
        Refused(Npz(false), "holds no array \"sstats\" but nothing");
        Refused(Npz(false, ("a", good), ("b", good)), "holds no array \"sstats\" but a.npy, b.npy");
        Refused(Npz(false, ("sstats", good), ("sstats", good)), "[sstats]: stands 2 times");
        Refused(Npz(false, ("sstats", good), ("eta", Npy([1.0, 2], 2))), "[eta]: holds (2,) values; expected one or 6, finite and above 0");
        Refused(Npz(false, ("sstats", good), ("eta", Npy([0.0]))), "[eta]: holds () values");
        Refused(Npz(false, ("sstats", good), ("eta", Npy([double.PositiveInfinity]))), "finite and above 0");
        Refused(Npz(false, ("sstats", good), ("eta", Npy(s_byTopic, 2, 6))), "[eta]: row 1 differs from row 0");
        Refused(Npz(false, ("sstats", good), ("alpha", Npy([1.0, -2], 2))), "[alpha]: holds (2,) values; expected one or 2");
        Refused(Npz(false, ("sstats", good), ("vocabulary", Npy("a", "b"))), "[vocabulary]: holds (2,) values of type '<U1'; expected 6 words");
        Refused(Npz(false, ("sstats", good), ("vocabulary", Npy(s_byTopic, 12))), "expected 6 words");
        Refused(Npz(false, ("sstats", good), ("vocabulary", Npy("a", "b", "c", "d", "e", "a"))), "stands twice");
        Refused(Npz(false, ("sstats", good), ("vocabulary", Npy("{'descr': '<U1', 'fortran_order': False, 'shape': (6,), }", Bytes(Enumerable.Repeat(0x00D80000L, 3).ToArray())))), "word 0 is no text");
        Refused(good, "has 6 words; expected 2, as in the vocabulary given", new LdaImportOptions { Vocabulary = new Vocabulary(["a", "b"]) });

        string both = Write("both.npz", Npz(false, ("sstats", good), ("alpha", Npy([1.0])), ("vocabulary", Npy([.. s_words.Words]))));
        Assert.Contains("[alpha] is in the file", Assert.Throws<ArgumentException>(() => GensimFormat.Read(both, new LdaImportOptions { Alpha = [1] })).Message, StringComparison.Ordinal);
        Assert.Contains("holds the words itself", Assert.Throws<ArgumentException>(() => GensimFormat.Read(both, new LdaImportOptions { Vocabulary = s_words })).Message, StringComparison.Ordinal);
        Assert.Contains("Alpha[0] is -1", Assert.Throws<ArgumentException>(() => GensimFormat.Read(Write("good", good), new LdaImportOptions { Alpha = [-1] })).Message, StringComparison.Ordinal);
        Assert.Contains("Eta has 2 values; expected none (1/K), one, or 6", Assert.Throws<ArgumentException>(() => GensimFormat.Read(Write("good", good), new LdaImportOptions { Eta = [1, 2] })).Message, StringComparison.Ordinal);
    }

    /// <summary>.NET does not compare a zip archive's checksums; stored arrays would come out wrong without a word.</summary>
    [Theory]
    [InlineData(false, "its checksum is")]
    [InlineData(true, "")]
    public void ADamagedArchiveIsNoticed(bool zip, string part)
    {
        byte[] bytes = Npz(zip, ("sstats", Npy(s_byTopic, 2, 6)));
        using (NumpyArchive archive = NumpyArchive.Open(Write("a.npz", bytes)))
        using (NumpyArray array = archive.Array("sstats"))
        {
            Assert.Equal(s_byTopic, array.ReadNumbers());
        }

        int at = zip ? 60 : 39 + 10 + 70 + 30;
        bytes[at] ^= 1;
        Assert.Contains(part, Assert.Throws<InvalidDataException>(() => GensimFormat.Read(Write("a.npz", bytes))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SizesThatZippedBytesCannotHoldAreNotBelieved()
    {
        byte[] header = Npy("{'descr': '<f4', 'fortran_order': False, 'shape': (20000, 50000), }", []);
        using MemoryStream stream = new();
        using (ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using Stream entry = archive.CreateEntry("sstats.npy", CompressionLevel.Fastest).Open();
            entry.Write(header);
        }

        byte[] bytes = stream.ToArray();
        int directory = bytes.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        BitConverter.GetBytes(4_000_000_000u + (uint)header.Length).CopyTo(bytes, directory + 24);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("expected at most 1032 times as many", Assert.Throws<InvalidDataException>(() => GensimFormat.Read(Write("a.npz", bytes))).Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    /// <summary>Seeded mutations of good files: each ends with a model or with one line that says what is wrong, in little memory.</summary>
    [Theory]
    [InlineData("npy", 2500)]
    [InlineData("npz", 2500)]
    [InlineData("zipped", 2500)]
    public void Mutations(string kind, int cases)
    {
        (string, byte[])[] arrays = [("sstats", Npy(s_byTopic, 2, 6)), ("alpha", Npy([0.5, 0.25], 2)), ("eta", Npy([0.5])), ("vocabulary", Npy([.. s_words.Words]))];
        byte[] seed = kind == "npy" ? arrays[0].Item2 : Npz(kind == "zipped", arrays);
        string[] spoilers = ["(", ")", "9999999999", "0", "-1", "'", ",", "True", "<f4", "|O", "PK\u0001\u0002", "PK\u0003\u0004", "\0\0", "\u00ff\u00ff\u00ff\u00ff"];
        int good = 0;
        for (int i = 0; i < cases; i++)
        {
            Random random = new(i);
            System.Collections.Generic.List<byte> bytes = [.. seed];
            for (int mutations = 1 + random.Next(3); mutations > 0; mutations--)
            {
                int at = random.Next(bytes.Count);
                switch (random.Next(5))
                {
                    case 0:
                        bytes[at] ^= (byte)(1 << random.Next(8));
                        break;
                    case 1:
                        bytes[at] = (byte)random.Next(256);
                        break;
                    case 2:
                        bytes.RemoveRange(at, Math.Min(bytes.Count - at - 1, random.Next(12)));
                        break;
                    case 3:
                        bytes.InsertRange(at, System.Text.Encoding.Latin1.GetBytes(spoilers[random.Next(spoilers.Length)]));
                        break;
                    default:
                        byte[] spoiler = System.Text.Encoding.Latin1.GetBytes(spoilers[random.Next(spoilers.Length)]);
                        bytes.RemoveRange(at, Math.Min(bytes.Count - at - 1, spoiler.Length));
                        bytes.InsertRange(at, spoiler);
                        break;
                }
            }

            string path = Write("mutated", [.. bytes]);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                using LdaModel model = GensimFormat.Read(path);
                Assert.All(Values(model), value => Assert.True(double.IsFinite(value) && value > 0));
                good++;
            }
            catch (InvalidDataException e)
            {
                Assert.DoesNotContain('\n', e.Message);
                Assert.Contains(path, e.Message, StringComparison.Ordinal);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Case {i} of {kind}.", e);
            }

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 32 << 20);
        }

        Assert.InRange(good, 1, cases - 1);
    }

    private string Write(string name, byte[] bytes)
    {
        string path = Path.Combine(_root, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
