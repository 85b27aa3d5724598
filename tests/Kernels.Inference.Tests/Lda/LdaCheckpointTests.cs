using System;
using System.IO;
using System.Linq;
using System.Numerics;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using Kernels.Corpora;
using Kernels.Lda;
using Xunit;
using static Kernels.Inference.Tests.LdaTestModels;

namespace Kernels.Inference.Tests;

public sealed class LdaCheckpointTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("kernels-checkpoint-").FullName;

    public static TheoryData<string> Kinds => ["batch", "online", "carried", "learnt", "learntbatch", "floor", "vector", "shuffled"];

    public static TheoryData<string> StructuredKinds => ["sampled", "corrected", "shortened"];

    private string File => Path.Combine(_root, "run", "checkpoint");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ARunThatGoesOnEndsWithTheSameBits(string kind)
    {
        GoesOn<float>(kind, new CpuLdaDevice<float>(2), new CpuLdaDevice<float>(1));
        GoesOn<double>(kind, new CpuLdaDevice<double>(1), new CpuLdaDevice<double>(3));
    }

    /// <summary>Draws are named by their step, not by what came before them; steps with a ρ a topic are kept too.</summary>
    [Theory]
    [MemberData(nameof(StructuredKinds))]
    public void SoDoesAStructuredRun(string kind)
    {
        GoesOn<float>(kind, new CpuLdaDevice<float>(2), new CpuLdaDevice<float>(1));
        GoesOn<double>(kind, new CpuLdaDevice<double>(1), new CpuLdaDevice<double>(3));
    }

    /// <summary>A device that keeps nothing but λ.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void SoDoesOneOnAPlainDevice(string kind) => GoesOn<double>(kind, new ReferenceLdaDevice<double>(), new ReferenceLdaDevice<double>());

    [Fact]
    public void AnyByteThatChangesIsFound()
    {
        WriteOne();
        byte[] whole = System.IO.File.ReadAllBytes(File);
        var random = new Random(3);
        for (int trial = 0; trial < 200; trial++)
        {
            byte[] damaged = [.. whole];
            int at = trial < 40 ? trial : random.Next(whole.Length);
            damaged[at] ^= (byte)(1 << random.Next(8));
            System.IO.File.WriteAllBytes(File, damaged);
            Assert.Contains(File, Assert.Throws<InvalidDataException>(() => LdaCheckpoint.Open(File)).Message, StringComparison.Ordinal);
        }

        for (int length = 0; length < whole.Length; length += 1 + (length / 7))
        {
            System.IO.File.WriteAllBytes(File, whole[..length]);
            Assert.Throws<InvalidDataException>(() => LdaCheckpoint.Open(File));
        }

        System.IO.File.WriteAllBytes(File, [.. whole, 0]);
        Assert.Throws<InvalidDataException>(() => LdaCheckpoint.Open(File));
        System.IO.File.WriteAllBytes(File, whole);
        Assert.Equal("where it was", LdaCheckpoint.Open(File).Note);
    }

    [Fact]
    public void AnotherCorpusAnotherPrecisionAnotherDeviceAreRefused()
    {
        WriteOne();
        LdaCheckpoint checkpoint = LdaCheckpoint.Open(File);
        using var device = new CpuLdaDevice<double>(1);
        var trainer = new LdaTrainer<double>(checkpoint.Options, device);
        TestCorpus other = TestCorpus.OfWords(40, [1, 2], [3]);
        Assert.Contains("DocumentCount = 2", Assert.Throws<InvalidDataException>(() => trainer.Resume(checkpoint, other, out _)).Message, StringComparison.Ordinal);
        using var single = new CpuLdaDevice<float>(1);
        Assert.Contains("double", Assert.Throws<ArgumentException>(() => new LdaTrainer<float>(checkpoint.Options, single).Resume(checkpoint, TestCorpus.Synthetic(), out _)).Message, StringComparison.Ordinal);
        using var plain = new ReferenceLdaDevice<double>();
        Assert.Contains("ReferenceLdaDevice", Assert.Throws<InvalidDataException>(() => new LdaTrainer<double>(checkpoint.Options, plain).Resume(checkpoint, TestCorpus.Synthetic(), out _)).Message, StringComparison.Ordinal);
    }

    /// <summary>A checkpoint of today goes on with the options that the run was started with: equal, and not the object that was read.</summary>
    [Fact]
    public void OptionsOfTheSameValuesGoOn()
    {
        LdaOptions options = OptionsOf("vector");
        LdaOptions same = options with { Alpha = [.. options.Alpha], Eta = [.. options.Eta], InnerIterations = options.InnerIterations };
        using LdaModel straight = new LdaTrainer<double>(options with { Passes = options.Passes + 1 }, new CpuLdaDevice<double>(1)).Fit(TestCorpus.Synthetic(), out _);
        Stop(options, new CpuLdaDevice<double>(1), 3).Dispose();
        using CpuLdaDevice<double> device = new(1);
        using (LdaModel resumed = new LdaTrainer<double>(same, device).Resume(LdaCheckpoint.Open(File), TestCorpus.Synthetic(), out _))
        {
            Assert.Same(same, resumed.Options);
        }

        using LdaModel longer = new LdaTrainer<double>(same with { Passes = options.Passes + 1 }, device).Resume(LdaCheckpoint.Open(File), TestCorpus.Synthetic(), out LdaFitResult result);
        Assert.Equal(options.Passes + 1, result.History.Count);
        Assert.Equal(straight.TopWords(5).Select(topic => topic.Select(word => word.Probability)), longer.TopWords(5).Select(topic => topic.Select(word => word.Probability)));
    }

    /// <summary>Every option, each changed by itself: none is forgotten in the comparison, and the message names it.</summary>
    [Fact]
    public void TheOptionThatDiffersIsNamed()
    {
        WriteOne();
        LdaCheckpoint checkpoint = LdaCheckpoint.Open(File);
        using CpuLdaDevice<double> device = new(1);
        foreach (PropertyInfo property in typeof(LdaOptions).GetProperties().Where(property => property.SetMethod is not null && property.Name != nameof(LdaOptions.Passes)))
        {
            LdaOptions changed = checkpoint.Options with { };
            object? value = property.GetValue(changed);
            property.SetValue(changed, value switch
            {
                double[] values => values is [double first, ..] ? values[1..].Prepend(first + 0.25).ToArray() : new double[] { 0.25 },
                double number => number + 0.25,
                int number => number + 1,
                long number => number + 1,
                bool flag => !flag,
                Enum choice => Enum.ToObject(choice.GetType(), Convert.ToInt32(choice) == 0 ? 1 : 0),
                _ => throw new InvalidOperationException($"{property.Name} is of a type that this test does not change."),
            });
            string message = Assert.Throws<ArgumentException>(() => new LdaTrainer<double>(changed, device).Resume(checkpoint, TestCorpus.Synthetic(), out _)).Message;
            Assert.Matches($"^{Regex.Escape(File)}: (the number of values of )?{property.Name}(\\[0\\])? is .+ in the checkpoint; expected .+, as this trainer has it\\.", message);
        }
    }

    /// <summary>Checkpoints that are whole, with the right checksum, but stand at a place that no run comes to.</summary>
    [Theory]
    [InlineData("online", "a document below 0")]
    [InlineData("online", "the document after the last")]
    [InlineData("batch", "a document far behind the last")]
    [InlineData("online", "pass 0")]
    [InlineData("batch", "a pass after the last")]
    [InlineData("online", "steps below 0")]
    [InlineData("carried", "γ left out")]
    [InlineData("batch", "γ that nobody wants")]
    [InlineData("shuffled", "a window's chunk below 0")]
    [InlineData("shuffled", "a window's chunk after the last")]
    [InlineData("shuffled", "a window's document below 0")]
    [InlineData("shuffled", "a window behind its document")]
    [InlineData("online", "a window where nothing is shuffled")]
    public async Task APlaceThatNoRunComesToIsRefused(string kind, string place)
    {
        Stop(OptionsOf(kind), new CpuLdaDevice<double>(1), 3).Dispose();
        LdaCheckpoint whole = LdaCheckpoint.Open(File);
        LdaCheckpointState state = whole.State;
        byte[] arrays = ArraysOf(whole);
        Rewrite(state);
        using (LdaModel model = Resume())
        {
            Assert.Equal(5, model.TopicCount);
        }

        LdaShufflePlace window = state.Window ?? new LdaShufflePlace(0, 0);
        int documents = state.Corpus.DocumentCount;
        Rewrite(place switch
        {
            "a document below 0" => state with { FirstDocument = -1 },
            "the document after the last" => state with { FirstDocument = documents },
            "a document far behind the last" => state with { FirstDocument = int.MaxValue },
            "pass 0" => state with { Pass = 0 },
            "a pass after the last" => state with { Pass = 7 },
            "steps below 0" => state with { Step = -5 },
            "γ left out" or "γ that nobody wants" => state with { HasGamma = !state.HasGamma },
            "a window's chunk below 0" => state with { Window = window with { Chunk = -1 } },
            "a window's chunk after the last" => state with { Window = window with { Chunk = 1000 } },
            "a window's document below 0" => state with { Window = window with { Document = -1 } },
            "a window behind its document" => state with { Window = window with { Document = state.FirstDocument + 1 } },
            _ => state with { Window = window },
        });

        // Beside this test, so that one that never ends is seen.
        InvalidDataException refused = await Assert.ThrowsAsync<InvalidDataException>(() => Task.Run(() => Resume().Dispose()).WaitAsync(TimeSpan.FromMinutes(1)));
        Assert.StartsWith($"{File}: is at pass ", refused.Message, StringComparison.Ordinal);

        void Rewrite(LdaCheckpointState at) => LdaCheckpoint.Write(File, at, stream => stream.Write(arrays));

        LdaModel Resume()
        {
            using var device = new CpuLdaDevice<double>(1);
            LdaCheckpoint checkpoint = LdaCheckpoint.Open(File);
            return new LdaTrainer<double>(checkpoint.Options, device).Resume(checkpoint, TestCorpus.Synthetic(), out _);
        }
    }

    [Fact]
    public void ADiskThatIsFullKeepsTheOldCheckpointAndTheRun()
    {
        WriteOne();
        byte[] before = System.IO.File.ReadAllBytes(File);

        // A folder where the new file would go stands for a disk that takes nothing.
        Directory.CreateDirectory(File + ".new");
        int failures = 0;
        LdaOptions options = Small(LdaMethod.Online);
        using var device = new CpuLdaDevice<double>(1);
        var keeping = new LdaTrainer<double>(options, device) { Checkpointing = new Checkpointing(File) { EveryUpdates = 2, Failed = _ => failures++ } };
        using LdaModel model = keeping.Fit(TestCorpus.Synthetic(), out LdaFitResult result);
        Assert.True(failures > 2);
        Assert.False(result.Cancelled);
        Assert.Equal(before, System.IO.File.ReadAllBytes(File));
        var failing = new LdaTrainer<double>(options, device) { Checkpointing = new Checkpointing(File) { EveryUpdates = 2 } };
        Assert.ThrowsAny<Exception>(() => failing.Fit(TestCorpus.Synthetic(), out _));
    }

    [Fact]
    public void SettingsThatKeepNothingAreRefused()
    {
        Assert.Throws<ArgumentException>(() => With(new Checkpointing(File)));
        Assert.Throws<ArgumentException>(() => With(new Checkpointing("") { EveryUpdates = 1 }));
        Assert.Throws<ArgumentException>(() => With(new Checkpointing(File) { EveryUpdates = -1 }));

        static LdaTrainer<double> With(Checkpointing settings) => new(Small(), new ReferenceLdaDevice<double>()) { Checkpointing = settings };
    }

    private static LdaOptions OptionsOf(string kind) => kind switch
    {
        "batch" => Small(),
        "online" => Small(LdaMethod.Online),
        "carried" => Small() with { CarryGamma = true },
        "learnt" => Small(LdaMethod.Online) with { AlphaLearning = PriorLearning.Asymmetric, EtaLearning = PriorLearning.Symmetric, EtaEvery = 3 },
        "learntbatch" => Small() with { AlphaLearning = PriorLearning.Asymmetric, EtaLearning = PriorLearning.Symmetric, LearnPriorsFrom = 4 },
        "shuffled" => Small(LdaMethod.Online) with { Shuffle = true, AlphaLearning = PriorLearning.Asymmetric },
        "floor" => Small(LdaMethod.Online) with { RhoFloor = 0.3, Kappa = 0.9, Tau0 = 0 },
        "sampled" => Small(LdaMethod.Structured) with { AlphaLearning = PriorLearning.Asymmetric },
        "corrected" => Small(LdaMethod.Structured) with { StructuredGradient = StructuredGradient.Corrected },
        "shortened" => Small(LdaMethod.Structured) with { StructuredGradient = StructuredGradient.Corrected, StructuredSamples = 1, Eta = [0.02] },
        _ => Small(LdaMethod.Online) with { Eta = [.. Enumerable.Range(1, 40).Select(i => 0.01 * i)] },
    };

    private void WriteOne() => Stop(OptionsOf("online"), new CpuLdaDevice<double>(1), 9).Dispose();

    private void GoesOn<T>(string kind, ILdaDevice<T> first, ILdaDevice<T> second)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using ILdaDevice<T> one = first, two = second;
        LdaOptions options = OptionsOf(kind);
        using LdaModel whole = new LdaTrainer<T>(options, one).Fit(TestCorpus.Synthetic(), out LdaFitResult expected);
        Assert.Equal(kind is "corrected" or "shortened", expected.ShortenedSteps > 0);
        foreach (int blocks in new[] { 2, 3, 5 })
        {
            Stop(options, one, blocks).Dispose();
            LdaCheckpoint checkpoint = LdaCheckpoint.Open(File);
            using LdaModel resumed = new LdaTrainer<T>(checkpoint.Options, two).Resume(checkpoint, TestCorpus.Synthetic(), out LdaFitResult result);
            Assert.Equal(Lambda(whole), Lambda(resumed));
            Assert.Equal(whole.Alpha, resumed.Alpha);
            Assert.Equal(whole.Eta, resumed.Eta);
            Assert.Equal(expected.Visits, result.Visits);
            Assert.Equal((expected.ShortenedSteps, expected.ShortenedTopicSteps), (result.ShortenedSteps, result.ShortenedTopicSteps));
            Assert.Equal(expected.EffectiveDocuments, result.EffectiveDocuments);
            Assert.Equal(expected.History.Select(pass => pass with { Seconds = 0 }), result.History.Select(pass => pass with { Seconds = 0 }));
        }
    }

    private static byte[] ArraysOf(LdaCheckpoint checkpoint)
    {
        const int checksum = 8;
        byte[] arrays = [];
        checkpoint.ReadArrays(stream =>
        {
            arrays = new byte[stream.Length - stream.Position - checksum];
            stream.ReadExactly(arrays);
        });
        return arrays;
    }

    /// <summary>Trains with a checkpoint after every update until so many blocks of documents are done.</summary>
    private LdaModel Stop<T>(LdaOptions options, ILdaDevice<T> device, int blocks)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var stop = new CancellationTokenSource();
        LdaCheckpoint.Delete(File);
        var trainer = new LdaTrainer<T>(options, device) { Checkpointing = new Checkpointing(File) { EveryUpdates = 1, Note = "where it was" } };
        return trainer.Fit(TestCorpus.Synthetic(), out _, new Stopper(stop, blocks), stop.Token);
    }

    private sealed class Stopper(CancellationTokenSource stop, int blocks) : IProgress<LdaProgress>
    {
        private int _left = blocks;

        public void Report(LdaProgress value)
        {
            if (--_left == 0)
            {
                stop.Cancel();
            }
        }
    }
}
