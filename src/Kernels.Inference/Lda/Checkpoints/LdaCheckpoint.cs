using System;
using System.IO;
using System.Numerics;
using Kernels.Corpora;
using Kernels.Lda;

namespace Kernels.Inference;

/// <summary>
/// A checkpoint that a training run left: what was trained, and how far it was. <see cref="LdaTrainer{T}.Resume"/> goes on from it, or, where it is of several runs
/// from different starts, <see cref="LdaRestarts{T}.Resume"/>.
/// </summary>
/// <remarks>Of several runs the best model so far lies in a file beside it, named by the checkpoint's name and a checksum; a folder that moves takes both along.</remarks>
/// <example>
/// A run that was cancelled goes on to the bits of one that was not:
/// <code>
/// File.WriteAllText("notes.ldac", "3 0:2 1:1 2:1\n3 3:1 4:2 5:1\n3 0:1 1:2 2:1\n2 4:1 5:2\n2 1:1 2:2\n2 3:2 5:1\n");
/// ICorpus corpus = CorpusReader.Read("notes.ldac");
/// LdaOptions options = new() { TopicCount = 2, Passes = 6, Seed = 1 };
/// using CpuLdaDevice&lt;double&gt; device = new();
/// using CancellationTokenSource stop = new();
/// Checkpointing often = new("run.checkpoint") { EveryUpdates = 1 };
/// LdaTrainer&lt;double&gt; trainer = new(options, device) { Checkpointing = often };
/// trainer.Fit(corpus, out LdaFitResult cut, new StopAfter(3, stop), stop.Token).Dispose();
/// LdaCheckpoint checkpoint = LdaCheckpoint.Open("run.checkpoint");
/// Console.WriteLine($"cancelled: {cut.Cancelled}, goes on in pass {checkpoint.Pass}");
/// // cancelled: True, goes on in pass 4
/// using LdaModel resumed = new LdaTrainer&lt;double&gt;(checkpoint.Options, device).Resume(checkpoint, corpus, out LdaFitResult whole);
/// using LdaModel straight = new LdaTrainer&lt;double&gt;(options, device).Fit(corpus, out LdaFitResult same);
/// Console.WriteLine(whole.Bound == same.Bound); // True
///
/// sealed class StopAfter(int passes, CancellationTokenSource stop) : IProgress&lt;LdaProgress&gt;
/// {
///     public void Report(LdaProgress value)
///     {
///         if (value.Pass == passes)
///         {
///             stop.Cancel();
///         }
///     }
/// }
/// </code>
/// </example>
public sealed class LdaCheckpoint
{
    private static readonly CheckpointFile s_file = new("KLDACKP1");

    private LdaCheckpoint(string path, LdaCheckpointState state) => (Path, State, Best) = (path, state, state.Restarts?.OpenBest(path, state));

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>How the run is trained.</summary>
    public LdaOptions Options => State.Options;

    /// <summary>"float" or "double".</summary>
    public string Precision => State.Precision;

    /// <summary>What the run was told to keep, see <see cref="Checkpointing.Note"/>.</summary>
    public string Note => State.Note;

    /// <summary>The pass that goes on, from 1.</summary>
    public int Pass => State.Pass;

    /// <summary>Documents done in it.</summary>
    public int DocumentsDone => State.FirstDocument;

    /// <summary>The run that goes on, from 1.</summary>
    public int Restart => 1 + (State.Restarts?.Ended.Count ?? 0);

    /// <summary>How many runs from different starts <see cref="LdaRestarts{T}"/> makes; null where it is a single run of <see cref="LdaTrainer{T}"/>.</summary>
    public int? Restarts => State.Restarts?.Count;

    /// <summary>How often the run was kept, see <see cref="Checkpointing.EveryUpdates"/>.</summary>
    public long EveryUpdates => State.EveryUpdates;

    /// <summary>How often the run was kept, see <see cref="Checkpointing.EveryTime"/>.</summary>
    public TimeSpan EveryTime => State.EveryTime;

    internal LdaCheckpointState State { get; }

    /// <summary>What the file with the best model so far says of it; null where there is none yet.</summary>
    internal LdaModelDescription? Best { get; }

    /// <summary>Reads a checkpoint's description, after comparing the whole file with its checksum, and so with the file of the best model so far, if it has one.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">It is no checkpoint, or a damaged one, or its best model is damaged or gone: what was found and what was expected.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static LdaCheckpoint Open(string path) =>
        new(path, s_file.Open(path, LdaCheckpointJson.Default.LdaCheckpointState, Validate));

    /// <summary>Refuses a corpus that the run was not trained on, by its sizes and its first documents.</summary>
    /// <param name="corpus">The corpus to go on with.</param>
    /// <exception cref="InvalidDataException">It is another: what was found and what was expected.</exception>
    public void RequireCorpus(ICorpus corpus)
    {
        ArgumentNullException.ThrowIfNull(corpus);
        LdaCorpusMark mark = LdaCorpusMark.Of(corpus);
        if (mark != State.Corpus)
        {
            throw new InvalidDataException($"{Path}: was made on {State.Corpus}; found {mark}.");
        }
    }

    /// <summary>Whether a file begins as a checkpoint does, or would have become one had its run not been killed while it wrote it or, of several runs, the best model beside it.</summary>
    /// <param name="path">The file.</param>
    public static bool Exists(string path) => s_file.Exists(path) || LdaBestModel.Exists(path);

    /// <summary>Removes a checkpoint, the best model beside it, and what a killed run may have left of newer ones. Nothing happens where there is none; files of other programs stay.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">It cannot be removed.</exception>
    public static void Delete(string path)
    {
        // First what refers to the other.
        s_file.Delete(path);
        LdaBestModel.DeleteAllBut(path, null);
    }

    /// <summary>Writes a checkpoint beside its place and renames it. What fails leaves the one that is there.</summary>
    internal static void Write(string path, LdaCheckpointState state, Action<Stream> writeArrays) =>
        s_file.Write(path, state, LdaCheckpointJson.Default.LdaCheckpointState, writeArrays);

    /// <summary>Refuses what would not go on to the same bits.</summary>
    internal void RequireSame<T>(LdaOptions options, ILdaDevice<T> device, ICorpus corpus)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Precision != NumpyMatrix.NameOf<T>())
        {
            throw new ArgumentException($"{Path}: a run in {Precision}; expected {NumpyMatrix.NameOf<T>()}, as this trainer is.");
        }

        if (OptionDifference.First(Options.OfARun(), options.OfARun()) is { } difference)
        {
            throw new ArgumentException($"{Path}: {difference}.");
        }

        RequireCorpus(corpus);
        if (State.Device != LdaCheckpointState.KindOf(device))
        {
            throw new InvalidDataException($"{Path}: was made on a {State.Device}; found a {LdaCheckpointState.KindOf(device)}, expected the same kind of device.");
        }
    }

    /// <summary>Reads the arrays that follow the description.</summary>
    internal void ReadArrays(Action<Stream> read) => s_file.ReadArrays(
        Path, read, $"those of {State.Options.TopicCount} topics and {State.Corpus.VocabularySize} words", "Another kind of device wrote it.");

    private static void Validate(LdaCheckpointState state)
    {
        state.Options.Validate(state.Corpus.VocabularySize);
        state.Restarts?.Validate(state.Options.Seed);
    }
}
