using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using Kernels.Corpora;
using Xunit;
using static Kernels.Inference.Tests.ArrayFiles;

namespace Kernels.Inference.Tests;

/// <summary>NumPy files that are damaged, or not what they say: one line each, in little memory.</summary>
public sealed class HostileArrayTests : IDisposable
{
    private static readonly Vocabulary s_words = new(["a", "naïve", "東京", "x", "😀y", "z"]);
    private static readonly double[] s_byTopic = [1, 2, 3, 4, 5, 6, 10, 20, 30, 40, 50, 60];
    private readonly string _root = Directory.CreateTempSubdirectory("kernels-formats-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

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
