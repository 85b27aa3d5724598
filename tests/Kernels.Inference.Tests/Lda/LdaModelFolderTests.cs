using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json.Nodes;
using Kernels.Corpora;
using Xunit;
using static Kernels.Inference.Tests.LdaTestModels;

namespace Kernels.Inference.Tests;

public sealed class LdaModelFolderTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("kernels-model-").FullName;

    private string Folder => Path.Combine(_root, "model");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void AModelComesBackAsItWas()
    {
        var corpus = new TestCorpus(3, [[(0, 1), (1, 2)], [(2, 1.5f)]], new Vocabulary(["naïve", "日本", ""]));
        LdaOptions options = new() { TopicCount = 2, Alpha = [0.1, 0.7], Eta = [1, 2, 3], Passes = 3, Seed = long.MinValue };
        using LdaModel model = Trainer<double>(options).Fit(corpus, out LdaFitResult result);
        model.Save(Folder);
        using LdaModel loaded = LdaModel.Load(Folder, ReferenceDevices.Instance);
        Assert.Equal(Lambda(model), Lambda(loaded));
        Assert.Equal(("double", 2, 3), (loaded.Precision, loaded.TopicCount, loaded.VocabularySize));
        Assert.Equal(["naïve", "日本", ""], loaded.Vocabulary!.Words);
        Assert.Equal([0.1, 0.7], loaded.Alpha);
        Assert.Equal([1, 2, 3], loaded.Eta);
        Assert.Equal(long.MinValue, loaded.Options.Seed);
        Assert.Equal(result.History, loaded.Fit!.History);
        Assert.Equal((result.TokenMassError, result.Device), (loaded.Fit.TokenMassError, loaded.Fit.Device));
        float[] theta = new float[2];
        loaded.Infer([0], [1], theta);
        Assert.Equal(["lambda.npy", "model.json", "vocabulary.txt"], Directory.GetFiles(Folder).Select(Path.GetFileName).Order());
        Assert.Single(Directory.GetFileSystemEntries(_root));
    }

    [Fact]
    public void FloatStaysFloatAndNumpyReadsIt()
    {
        using LdaModel model = Of<float>(Toy, 0.01, 0.01);
        model.Save(Folder);
        using LdaModel loaded = LdaModel.Load(Folder);
        Assert.Equal(Lambda(model), Lambda(loaded));
        Assert.Null(loaded.Vocabulary);
        byte[] bytes = File.ReadAllBytes(Path.Combine(Folder, "lambda.npy"));
        Assert.Equal(128 + (6 * 2 * 4), bytes.Length);
        Assert.Equal([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0, 118, 0], bytes[..10]);
        Assert.Equal("{'descr': '<f4', 'fortran_order': False, 'shape': (6, 2), }", Encoding.ASCII.GetString(bytes[10..128]).TrimEnd());
        Assert.Equal((byte)'\n', bytes[127]);
        Assert.Equal(1.86738052f, BitConverter.ToSingle(bytes, 128));
        Assert.Equal(0.15081551f, BitConverter.ToSingle(bytes, 132));
    }

    [Fact]
    public void AFullFolderIsKeptUnlessForced()
    {
        using LdaModel first = Of<float>(Toy, 0.01, 0.01, new Vocabulary(["a", "b", "c", "x", "y", "z"]));
        using LdaModel second = Of<double>(Toy, 0.02, 0.01);
        Directory.CreateDirectory(Folder);
        first.Save(Folder + Path.DirectorySeparatorChar);
        Assert.Contains("not empty", Assert.Throws<IOException>(() => second.Save(Folder)).Message, StringComparison.Ordinal);
        Assert.Equal("float", LdaModel.Load(Folder).Precision);
        File.WriteAllText(Path.Combine(Folder, "notes.txt"), "mine");
        second.Save(Folder, force: true);
        Assert.Equal(["lambda.npy", "model.json", "notes.txt"], Directory.GetFiles(Folder).Select(Path.GetFileName).Order());
        Assert.Equal("double", LdaModel.Load(Folder).Precision);
        Assert.Single(Directory.GetFileSystemEntries(_root));
        Assert.Throws<IOException>(() => second.Save(Path.Combine(Folder, "notes.txt"), force: true));
    }

    [Fact]
    public void AFailedSaveLeavesNothing()
    {
        using LdaModel good = Of<float>(Toy, 0.01, 0.01);
        good.Save(Folder);
        using LdaModel bad = Of<double>(Toy, 0.01, 0.01, new Vocabulary(["a", "b", "c\nd", "x", "y", "z"]));
        Assert.Contains("line break", Assert.Throws<IOException>(() => bad.Save(Folder, force: true)).Message, StringComparison.Ordinal);
        Assert.Equal("float", LdaModel.Load(Folder).Precision);
        Assert.Single(Directory.GetFileSystemEntries(_root));
    }

    [Fact]
    public void WhatAKilledRunLeftIsRemovedByTheNext()
    {
        using LdaModel model = Of<float>(Toy, 0.01, 0.01);
        string killed = Remains("new");
        File.WriteAllText(Path.Combine(killed, ".writing"), "");
        string atWork = Remains("new");
        string between = Remains("new");
        string longAgo = Remains("new");
        Directory.SetLastWriteTimeUtc(longAgo, DateTime.UtcNow.AddHours(-1));
        string set = Remains("old");
        File.WriteAllText(Path.Combine(set, "notes.txt"), "mine");
        string others = Directory.CreateDirectory(Path.Combine(_root, ".model.backup.old")).FullName;
        using (new FileStream(Path.Combine(atWork, ".writing"), FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            model.Save(Folder);
        }

        Assert.Equal(new[] { atWork, between, others, Folder }.Order(), Directory.GetDirectories(_root).Order());
        Assert.Equal("mine", File.ReadAllText(Path.Combine(Folder, "notes.txt")));
        Assert.Equal(["lambda.npy", "model.json", "notes.txt"], Directory.GetFiles(Folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void AModelSetAsideByAKilledRunIsNamed()
    {
        string old = Remains("old");
        Assert.Contains($"left the old one in {old}; rename", Assert.Throws<InvalidDataException>(() => LdaModel.Load(Folder)).Message, StringComparison.Ordinal);
        Assert.Contains(old, Assert.Throws<InvalidDataException>(() => LdaCheckpoint.Open(Path.Combine(Folder, "checkpoint"))).Message, StringComparison.Ordinal);
        Assert.Equal(old, LdaModel.FindSetAside(Folder));
        Directory.Move(old, Folder);
        Assert.Null(LdaModel.FindSetAside(Folder));
    }

    [Fact]
    public void AModelWithoutAChecksumIsTaken()
    {
        using LdaModel model = Of<double>(Toy, 0.01, 0.01, new Vocabulary(["a", "b", "c", "x", "y", "z"]));
        model.Save(Folder);
        string description = Path.Combine(Folder, "model.json");
        JsonObject json = JsonNode.Parse(File.ReadAllText(description))!.AsObject();
        foreach (string name in new[] { "lambdaChecksum", "vocabularyChecksum" })
        {
            Assert.StartsWith("xxh64:", json[name]!.GetValue<string>(), StringComparison.Ordinal);
            Assert.True(json.Remove(name));
        }

        File.WriteAllText(description, json.ToJsonString());
        Assert.Equal(Lambda(model), Lambda(LdaModel.Load(Folder)));
        Assert.Equal(model.Vocabulary!.Words, LdaModel.Load(Folder).Vocabulary!.Words);
    }

    private string Remains(string kind)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_root, $".model.{Guid.NewGuid():N}.{kind}")).FullName;
        File.WriteAllText(Path.Combine(folder, "lambda.npy"), "");
        File.WriteAllText(Path.Combine(folder, "model.json"), "{\"format\": \"kernels-lda\"}");
        return folder;
    }

    [Fact]
    public void DamageIsNamed()
    {
        using LdaModel model = Of<double>(Toy, 0.01, 0.01, new Vocabulary(["a", "b", "c", "x", "y", "z"]));
        void Refused(string file, Func<byte[], byte[]?> damage, params string[] parts)
        {
            model.Save(Folder, force: true);
            string path = Path.Combine(Folder, file);
            byte[]? damaged = damage(File.ReadAllBytes(path));
            File.Delete(path);
            if (damaged is not null)
            {
                File.WriteAllBytes(path, damaged);
            }

            string message = Assert.Throws<InvalidDataException>(() => LdaModel.Load(Folder)).Message;
            Assert.All(parts.Append(path), part => Assert.Contains(part, message, StringComparison.Ordinal));
            Assert.DoesNotContain('\n', message);
        }

        static Func<byte[], byte[]?> Replace(string from, string to) => bytes => Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(bytes).Replace(from, to, StringComparison.Ordinal));
        Refused("model.json", _ => null, "not found");
        Refused("lambda.npy", _ => null, "not found");
        Refused("vocabulary.txt", _ => null, "not found");
        Refused("model.json", bytes => bytes[..^10]);
        Refused("model.json", _ => "null"u8.ToArray(), "null");
        Refused("model.json", _ => "{}"u8.ToArray());
        Refused("model.json", Replace("kernels-lda", "other"), "format \"other\"");
        Refused("model.json", Replace("\"precision\": \"double\"", "\"precision\": \"half\""), "\"half\"");
        Refused("model.json", Replace("\"passes\": 10", "\"passes\": 0"), "Passes is 0");
        Refused("model.json", Replace("\"vocabularySize\": 6", "\"vocabularySize\": 0"), "vocabulary size is 0");
        Refused("lambda.npy", bytes => bytes[..^1], "95 bytes", "expected 96");
        Refused("lambda.npy", bytes => [.. bytes, 0], "97 bytes", "expected 96");
        Refused("lambda.npy", bytes => bytes[..5], "NumPy");
        Refused("lambda.npy", bytes => bytes[..9], "too early");
        Refused("lambda.npy", Replace("(6, 2)", "(2, 6)"), "2 × 6", "6 × 2");
        Refused("lambda.npy", Replace("<f8", ">f8"), ">f8");
        Refused("lambda.npy", Replace("<f8", "<f4"), "float", "double");
        Refused("lambda.npy", Replace("False", "True "), "fortran_order");
        Refused("lambda.npy", bytes => [.. bytes[..^8], .. BitConverter.GetBytes(double.NaN)], "word 5 and topic 1 is NaN");
        Refused("lambda.npy", bytes => [.. bytes[..^8], .. BitConverter.GetBytes(0.0)], "word 5 and topic 1 is 0");
        Refused("lambda.npy", bytes => [.. bytes[..^8], .. BitConverter.GetBytes(2.5)], "checksum is xxh64:", "model.json says xxh64:");
        Refused("vocabulary.txt", bytes => bytes[..^2], "5 lines", "6 words");
        Refused("vocabulary.txt", bytes => [.. bytes, (byte)'q', (byte)'\n'], "more than 6");
        Refused("vocabulary.txt", Replace("z", "a"), "twice");
        Refused("vocabulary.txt", Replace("z", "w"), "checksum is xxh64:", "model.json says xxh64:");
        Refused("vocabulary.txt", Replace("a\nb", "b\na"), "checksum is xxh64:");
    }
}
