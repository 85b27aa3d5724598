using System;
using System.Buffers.Binary;
using System.Globalization;
using System.IO;
using System.Text.Json;
using Kernels.Corpora;

namespace Kernels.Inference;

/// <summary>A checkpoint that a training run left: what was trained, and how far it was. <see cref="LdaTrainer{T}.Resume"/> goes on from it.</summary>
/// <example>
/// A run that was cancelled goes on to the bits of one that was not:
/// <code>
/// File.WriteAllText("notes.ldac", "3 0:2 1:1 2:1\n3 3:1 4:2 5:1\n3 0:1 1:2 2:1\n2 4:1 5:2\n2 1:1 2:2\n2 3:2 5:1\n");
/// ICorpus corpus = CorpusReader.Read("notes.ldac");
/// LdaOptions options = new() { TopicCount = 2, Passes = 6, Seed = 1 };
/// using CpuLdaDevice&lt;double&gt; device = new();
/// using CancellationTokenSource stop = new();
/// LdaCheckpointing often = new("run.checkpoint") { EveryUpdates = 1 };
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
    private const ulong Magic = 0x31_50_4B_43_41_44_4C_4B;      // "KLDACKP1" as bytes
    private const string Unfinished = ".new";
    private const int HeaderBytes = 16;
    private const int TrailerBytes = 8;
    private const long MostDescription = 1 << 30;

    private LdaCheckpoint(string path, LdaCheckpointState state) => (Path, State) = (path, state);

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>How the run is trained.</summary>
    public LdaOptions Options => State.Options;

    /// <summary>"float" or "double".</summary>
    public string Precision => State.Precision;

    /// <summary>What the run was told to keep, see <see cref="LdaCheckpointing.Note"/>.</summary>
    public string Note => State.Note;

    /// <summary>The pass that goes on, from 1.</summary>
    public int Pass => State.Pass;

    /// <summary>Documents done in it.</summary>
    public int DocumentsDone => State.FirstDocument;

    /// <summary>How often the run was kept, see <see cref="LdaCheckpointing.EveryUpdates"/>.</summary>
    public long EveryUpdates => State.EveryUpdates;

    /// <summary>How often the run was kept, see <see cref="LdaCheckpointing.EveryTime"/>.</summary>
    public TimeSpan EveryTime => State.EveryTime;

    internal LdaCheckpointState State { get; }

    /// <summary>Reads a checkpoint's description, after comparing the whole file with its checksum.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">It is no checkpoint, or a damaged one: what was found and what was expected.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static LdaCheckpoint Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream file = OpenFile(path);
        long stateLength = DescriptionLength(file, path);
        Compare(file, path);
        file.Position = HeaderBytes;
        return new LdaCheckpoint(path, Describe(file, path, stateLength));
    }

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

    /// <summary>Whether a file begins as a checkpoint does, or would have become one had its run not been killed while it wrote it.</summary>
    /// <param name="path">The file.</param>
    public static bool Exists(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Begins(path) || Begins(path + Unfinished);
    }

    /// <summary>Removes a checkpoint, and what a killed run may have left of a newer one. Nothing happens where there is none; files of other programs stay.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">It cannot be removed.</exception>
    public static void Delete(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        foreach (string file in (string[])[path, path + Unfinished])
        {
            if (Begins(file))
            {
                File.Delete(file);
            }
        }
    }

    /// <summary>Writes a checkpoint beside its place and renames it. What fails leaves the one that is there.</summary>
    internal static void Write(string path, LdaCheckpointState state, Action<Stream> writeArrays)
    {
        string fresh = path + Unfinished;
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
            using (FileStream file = new(fresh, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1 << 20))
            {
                using var hashing = new HashingStream(file);
                byte[] description = JsonSerializer.SerializeToUtf8Bytes(state, LdaCheckpointJson.Default.LdaCheckpointState);
                Span<byte> number = stackalloc byte[HeaderBytes];
                BinaryPrimitives.WriteUInt64LittleEndian(number, Magic);
                BinaryPrimitives.WriteInt64LittleEndian(number[8..], description.Length);
                hashing.Write(number);
                hashing.Write(description);
                writeArrays(hashing);
                file.Write(Convert.FromHexString(hashing.Checksum.AsSpan(hashing.Checksum.Length - (2 * TrailerBytes))));
                file.Flush(flushToDisk: true);
            }

            File.Move(fresh, path, overwrite: true);
        }
        catch
        {
            File.Delete(fresh);
            throw;
        }
    }

    /// <summary>Reads the arrays that follow the description.</summary>
    internal void ReadArrays(Action<Stream> read)
    {
        using FileStream file = OpenFile(Path);
        file.Position = HeaderBytes + DescriptionLength(file, Path);
        try
        {
            read(file);
        }
        catch (EndOfStreamException exception)
        {
            throw new InvalidDataException($"{Path}: ends within its arrays; expected those of {State.Options.TopicCount} topics and {State.Corpus.VocabularySize} words.", exception);
        }

        if (file.Length - file.Position != TrailerBytes)
        {
            throw new InvalidDataException($"{Path}: {file.Length - file.Position} bytes follow its arrays; expected {TrailerBytes}. Another kind of device wrote it.");
        }
    }

    /// <summary>Empty counts: a run may be killed before its first byte.</summary>
    private static bool Begins(string path)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        using FileStream file = OpenFile(path);
        Span<byte> magic = stackalloc byte[sizeof(ulong)];
        int read = file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        return (read == 0 && path.EndsWith(Unfinished, StringComparison.Ordinal)) || (read == magic.Length && BinaryPrimitives.ReadUInt64LittleEndian(magic) == Magic);
    }

    private static FileStream OpenFile(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 1 << 20, FileOptions.SequentialScan);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InvalidDataException($"{path}: not found; expected a checkpoint.{FolderRemains.Advice(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!)}", exception);
        }
    }

    private static long DescriptionLength(FileStream file, string path)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        bool isWhole = file.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) == HeaderBytes;
        long length = isWhole ? BinaryPrimitives.ReadInt64LittleEndian(header[8..]) : 0;
        if (!isWhole || BinaryPrimitives.ReadUInt64LittleEndian(header) != Magic)
        {
            throw new InvalidDataException($"{path}: not a checkpoint of this library (or of another version); expected one that begins with KLDACKP1.");
        }

        if (length < 2 || length > Math.Min(MostDescription, file.Length - HeaderBytes - TrailerBytes))
        {
            throw new InvalidDataException($"{path}: says its description is {length} bytes of {file.Length}; the checkpoint is damaged.");
        }

        return length;
    }

    private static void Compare(FileStream file, string path)
    {
        file.Position = 0;
        using var hashing = new HashingStream(file);
        byte[] buffer = new byte[1 << 20];
        for (long left = file.Length - TrailerBytes; left > 0;)
        {
            int read = hashing.Read(buffer.AsSpan(0, (int)Math.Min(buffer.Length, left)));
            left = read == 0 ? 0 : left - read;
        }

        byte[] trailer = new byte[TrailerBytes];
        file.ReadExactly(trailer);
        string stored = Convert.ToHexString(trailer).ToLower(CultureInfo.InvariantCulture);
        if (!hashing.Checksum.EndsWith(stored, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"{path}: its checksum is {hashing.Checksum}; it says xxh64:{stored}, so the checkpoint is damaged.");
        }
    }

    private static LdaCheckpointState Describe(FileStream file, string path, long length)
    {
        byte[] description = new byte[length];
        file.ReadExactly(description);
        try
        {
            LdaCheckpointState state = JsonSerializer.Deserialize(description, LdaCheckpointJson.Default.LdaCheckpointState)
                ?? throw new InvalidDataException($"{path}: its description is null; the checkpoint is damaged.");
            state.Options.Validate(state.Corpus.VocabularySize);
            return state;
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            throw new InvalidDataException($"{path}: its description cannot be read: {exception.Message}", exception);
        }
    }
}
