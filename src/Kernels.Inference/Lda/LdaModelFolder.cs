using System;
using System.IO;
using System.Numerics;
using System.Text.Json;
using System.Threading;
using Kernels.Corpora;

namespace Kernels.Inference;

/// <summary>A model as a folder: <c>model.json</c>, <c>lambda.npy</c>, <c>vocabulary.txt</c>.</summary>
internal static class LdaModelFolder
{
    private const string Description = "model.json";
    private const string Lambda = "lambda.npy";
    private const string Words = "vocabulary.txt";
    private const int MostDescriptionBytes = 1 << 30;

    public static void Save(LdaModel model, string directory, bool force)
        => FolderSwap.Write(directory, force, [Description, Lambda, Words], folder =>
        {
            string checksum = SaveLambda(model, Path.Combine(folder, Lambda));
            string? ofWords = model.Vocabulary is null ? null : SaveWords(model.Vocabulary, Path.Combine(folder, Words));

            using FileStream stream = File.Create(Path.Combine(folder, Description));
            JsonSerializer.Serialize(stream, LdaModelDescription.Of(model, checksum, ofWords), LdaModelJson.Default.LdaModelDescription);
            stream.Flush(flushToDisk: true);
        });

    public static LdaModel Load(string directory, ILdaDeviceProvider? devices)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        LdaModelDescription description = LoadDescription(Path.Combine(directory, Description));
        Vocabulary? vocabulary = description.HasVocabulary ? LoadWords(Path.Combine(directory, Words), description) : null;
        string path = Path.Combine(directory, Lambda);
        return description.Precision switch
        {
            "float" => new LdaModel<float>(LoadLambda<float>(path, description), vocabulary, description.Options, description.Fit, devices, description.Priors),
            "double" => new LdaModel<double>(LoadLambda<double>(path, description), vocabulary, description.Options, description.Fit, devices, description.Priors),
            _ => throw new InvalidDataException($"{Path.Combine(directory, Description)}: precision \"{description.Precision}\"; expected \"float\" or \"double\"."),
        };
    }

    /// <summary>Writes λ as a NumPy matrix, words × topics.</summary>
    public static void WriteLambda(LdaModel model, Stream stream, CancellationToken cancellation = default)
    {
        switch (model)
        {
            case LdaModel<float> single:
                WriteLambda(single.Lambda, stream, cancellation);
                break;
            case LdaModel<double> full:
                WriteLambda(full.Lambda, stream, cancellation);
                break;
            default:
                throw new NotSupportedException($"A model of precision {model.Precision} cannot be saved; expected float or double.");
        }
    }

    /// <summary>Writes λ to a file; returns its checksum.</summary>
    private static string SaveLambda(LdaModel model, string path)
    {
        using FileStream file = File.Create(path);
        using var stream = new HashingStream(file);
        WriteLambda(model, stream);
        file.Flush(flushToDisk: true);
        return stream.Checksum;
    }

    private static void WriteLambda<T>(TopicRows<T> lambda, Stream stream, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NumpyMatrix.WriteHeader<T>(stream, lambda.RowCount, lambda.ColumnCount);
        for (int chunk = 0; chunk < lambda.ChunkCount; chunk++)
        {
            cancellation.ThrowIfCancellationRequested();
            NumpyMatrix.WriteRows<T>(stream, lambda.Chunk(chunk, out _));
        }
    }

    private static TopicRows<T> LoadLambda<T>(string path, LdaModelDescription description)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using FileStream file = Open(path);
        using var stream = new HashingStream(file);
        (string precision, long rows, long columns) = NumpyMatrix.ReadHeader(stream, path);
        (int wordCount, int topicCount) = (description.VocabularySize, description.Options.TopicCount);
        if (precision != description.Precision || rows != wordCount || columns != topicCount)
        {
            throw new InvalidDataException($"{path}: holds {rows} × {columns} values of {precision}; {Description} says {wordCount} × {topicCount} of {description.Precision}.");
        }

        Int128 expected = (Int128)rows * columns * (precision == "float" ? sizeof(float) : sizeof(double));
        if (stream.Length - stream.Position != expected)
        {
            throw new InvalidDataException($"{path}: {stream.Length - stream.Position} bytes follow the header; expected {expected} for {rows} × {columns} values.");
        }

        var lambda = new TopicRows<T>(wordCount, topicCount);
        for (int chunk = 0; chunk < lambda.ChunkCount; chunk++)
        {
            Span<T> values = lambda.Chunk(chunk, out _);
            NumpyMatrix.ReadRows(stream, values, path);
            lambda.RequirePositive(chunk, path);
        }

        Compare(path, stream.Checksum, description.LambdaChecksum);
        return lambda;
    }

    /// <summary>Refuses a file that is not the one that was written; a folder from before there were checksums says none.</summary>
    private static void Compare(string path, string found, string? written)
    {
        if (written is not null && written != found)
        {
            throw new InvalidDataException($"{path}: its checksum is {found}; {Description} says {written}, so one of the two is damaged or another model's.");
        }
    }

    /// <summary>Writes the words to a file; returns its checksum.</summary>
    private static string SaveWords(Vocabulary vocabulary, string path)
    {
        using FileStream file = File.Create(path);
        using var stream = new HashingStream(file);
        using (var writer = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" })
        {
            for (int id = 0; id < vocabulary.Count; id++)
            {
                if (vocabulary[id].AsSpan().ContainsAny('\n', '\r'))
                {
                    throw new IOException($"{Words}: word {id} holds a line break; expected one word a line, so it cannot be saved.");
                }

                writer.WriteLine(vocabulary[id]);
            }
        }

        file.Flush(flushToDisk: true);
        return stream.Checksum;
    }

    private static Vocabulary LoadWords(string path, LdaModelDescription description)
    {
        int expected = description.VocabularySize;
        using FileStream file = Open(path);
        using var stream = new HashingStream(file);
        using var reader = new StreamReader(stream);
        var words = new System.Collections.Generic.List<string>();
        while (reader.ReadLine() is { } word)
        {
            words.Add(word);
            if (words.Count > expected)
            {
                break;
            }
        }

        if (words.Count != expected)
        {
            string found = words.Count > expected ? $"more than {expected}" : $"{words.Count}";
            throw new InvalidDataException($"{path}: {found} lines; {Description} says {expected} words.");
        }

        try
        {
            var vocabulary = new Vocabulary(words);
            Compare(path, stream.Checksum, description.VocabularyChecksum);
            return vocabulary;
        }
        catch (ArgumentException exception)
        {
            throw new InvalidDataException($"{path}: a word stands twice; expected {expected} different words. {exception.Message}", exception);
        }
    }

    private static LdaModelDescription LoadDescription(string path)
    {
        using FileStream stream = Open(path);
        try
        {
            if (stream.Length > MostDescriptionBytes)
            {
                throw new InvalidDataException($"{path}: {stream.Length} bytes; expected at most {MostDescriptionBytes}.");
            }

            LdaModelDescription? description = JsonSerializer.Deserialize(stream, LdaModelJson.Default.LdaModelDescription);
            return (description ?? throw new InvalidDataException($"{path}: holds null; expected a model's description.")).Checked(path);
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{path}: not a model's description: {exception.Message}", exception);
        }
    }

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16, FileOptions.SequentialScan);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InvalidDataException(
                $"{path}: not found; expected a model folder with {Description}, {Lambda} and, where there are words, {Words}.{FolderRemains.Advice(Path.GetDirectoryName(path)!)}", exception);
        }
    }
}
