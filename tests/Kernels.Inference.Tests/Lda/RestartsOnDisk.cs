using System;
using System.IO;
using System.Linq;
using System.Numerics;
using System.Threading;
using Kernels.Lda;
using Xunit;
using static Kernels.Inference.Tests.LdaTestModels;

namespace Kernels.Inference.Tests;

/// <summary>Several runs from different starts with a checkpoint in a folder of their own, which can be stopped anywhere.</summary>
internal sealed class RestartsOnDisk : IDisposable
{
    /// <summary>How many runs.</summary>
    public const int Runs = 3;

    private const string Note = "where it was";
    private readonly string _root = Directory.CreateTempSubdirectory("kernels-restarts-").FullName;

    public string Checkpoint => Path.Combine(_root, "run", "checkpoint");

    /// <summary>The files with best models, begun ones included.</summary>
    public string[] Bests => Directory.Exists(Path.GetDirectoryName(Checkpoint)) ? Directory.GetFileSystemEntries(Path.GetDirectoryName(Checkpoint)!, "checkpoint.best*") : [];

    public static LdaOptions OptionsOf(string kind) => kind switch
    {
        "batch" => Short(LdaMethod.Batch),
        "online" => Short(LdaMethod.Online),
        "learnt" => Short(LdaMethod.Online) with { AlphaLearning = PriorLearning.Asymmetric, EtaLearning = PriorLearning.Symmetric, EtaEvery = 3 },
        "carried" => Short(LdaMethod.Batch) with { CarryGamma = true, AlphaLearning = PriorLearning.Symmetric, LearnPriorsFrom = 2 },
        "shuffled" => Short(LdaMethod.Online) with { Shuffle = true, BatchSize = 30 },
        "structured" => Short(LdaMethod.Structured) with { Passes = 2, BatchSize = 30 },
        _ => Short(LdaMethod.Structured) with { Passes = 2, BatchSize = 30, StructuredGradient = StructuredGradient.Corrected, AlphaLearning = PriorLearning.Asymmetric },
    };

    /// <summary>The first seed from which the second of the runs is the best: the best model changes once, and once it does not.</summary>
    public static LdaOptions WithTheSecondBest<T>(LdaOptions options, ILdaDevice<T> device, out LdaModel model, out LdaFitResult result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int seed = 3; ; seed++)
        {
            options = options with { Seed = seed };
            model = new LdaRestarts<T>(options, device).Fit(TestCorpus.Synthetic(), Runs, out result);
            if (result.Restarts![1].IsKept)
            {
                return options;
            }

            Assert.True(seed < 30, "No seed serves.");
            model.Dispose();
        }
    }

    public LdaRestarts<T> Keeping<T>(LdaOptions options, ILdaDevice<T> device, long every = 1, Action<LdaRestart, LdaFailure?>? ended = null, Action<Exception>? failed = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new(options, device)
        {
            Checkpointing = new Checkpointing(Checkpoint) { EveryUpdates = every, Note = Note, Failed = failed },
            Ended = ended,
        };

    /// <summary>Stops the runs at a report, from 1; returns whether they came to it.</summary>
    public static bool StopAt(int report, bool killed, Func<IProgress<LdaProgress>, CancellationToken, LdaModel> runs)
    {
        using var stop = new Stop(report, killed);
        try
        {
            runs(stop, stop.Token).Dispose();
        }
        catch (KilledException)
        {
        }

        return stop.HasCome;
    }

    /// <summary>Goes on to the end from the checkpoint.</summary>
    public LdaModel Resume<T>(ILdaDevice<T> device, out LdaFitResult result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        LdaCheckpoint checkpoint = LdaCheckpoint.Open(Checkpoint);
        return Keeping(checkpoint.Options, device).Resume(checkpoint, TestCorpus.Synthetic(), out result);
    }

    /// <summary>The same bits in everything but the clock.</summary>
    public static void AssertSame(LdaModel expected, LdaFitResult expectedResult, LdaModel actual, LdaFitResult result)
    {
        Assert.Equal(Lambda(expected), Lambda(actual));
        Assert.Equal(expected.Alpha, actual.Alpha);
        Assert.Equal(expected.Eta, actual.Eta);
        Assert.Equal(expected.Options.Seed, actual.Options.Seed);
        Assert.Equal(expectedResult.History.Select(pass => pass with { Seconds = 0 }), result.History.Select(pass => pass with { Seconds = 0 }));
        Assert.Equal(expectedResult.Restarts!.Select(run => run with { Seconds = 0 }), result.Restarts!.Select(run => run with { Seconds = 0 }));
        Assert.Equal(Rest(expectedResult), Rest(result));

        static LdaFitResult Rest(LdaFitResult fit) => fit with { History = [], Restarts = null, Seconds = 0, Device = "" };
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static LdaOptions Short(LdaMethod method) => Small(method) with { Passes = 3 };

    /// <summary>What stands for a process that dies: nothing of the library catches it.</summary>
    public sealed class KilledException : Exception;

    private sealed class Stop(int report, bool killed) : IProgress<LdaProgress>, IDisposable
    {
        private readonly CancellationTokenSource _source = new();
        private int _left = report;

        public CancellationToken Token => _source.Token;

        public bool HasCome => _left <= 0;

        public void Report(LdaProgress value)
        {
            if (--_left != 0)
            {
                return;
            }

            if (killed)
            {
                throw new KilledException();
            }

            _source.Cancel();
        }

        public void Dispose() => _source.Dispose();
    }
}
