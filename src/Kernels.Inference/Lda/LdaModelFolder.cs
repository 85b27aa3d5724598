using System;
using System.IO;
using System.Numerics;
using System.Threading;
using Kernels.Corpora;

namespace Kernels.Inference;

/// <summary>A model as a folder: <c>model.json</c>, <c>lambda.npy</c>, <c>vocabulary.txt</c>.</summary>
internal static class LdaModelFolder
{
    public const string Lambda = "lambda.npy";
    public const string Words = "vocabulary.txt";
    private const string Folder = $"a model folder with {ModelFile.Description}, {Lambda} and, where there are words, {Words}";

    public static void Save(LdaModel model, string directory, bool force)
        => FolderSwap.Write(directory, force, LdaModelDescription.ModelFormat, folder =>
        {
            string checksum = ModelFile.Write(Path.Combine(folder, Lambda), model, static (stream, model) => WriteLambda(model, stream));
            string? ofWords = model.Vocabulary is null ? null : ModelFile.Write(Path.Combine(folder, Words), model.Vocabulary, WriteWords);
            ModelFile.WriteDescription(Path.Combine(folder, ModelFile.Description), LdaModelDescription.Of(model, checksum, ofWords), LdaModelJson.Default.LdaModelDescription);
        });

    public static LdaModel Load(string directory, ILdaDeviceProvider? devices)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        string file = Path.Combine(directory, ModelFile.Description);
        LdaModelDescription description = ModelFile.ReadDescription(file, LdaModelJson.Default.LdaModelDescription, "a model's description", Folder).Checked(file);
        Vocabulary? vocabulary = description.HasVocabulary ? LoadWords(Path.Combine(directory, Words), description) : null;
        string path = Path.Combine(directory, Lambda);
        return description.Precision switch
        {
            "float" => new LdaModel<float>(LoadLambda<float>(path, description), vocabulary, description.Options, description.Fit, devices, description.Priors),
            "double" => new LdaModel<double>(LoadLambda<double>(path, description), vocabulary, description.Options, description.Fit, devices, description.Priors),
            _ => throw new InvalidDataException($"{file}: precision \"{description.Precision}\"; expected \"float\" or \"double\"."),
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
        using FileStream file = ModelFile.Open(path, Folder);
        using var stream = new HashingStream(file);
        TopicRows<T> lambda = ReadLambda<T>(stream, path, description);
        ModelFile.RequireChecksum(path, stream.Checksum, description.LambdaChecksum);
        return lambda;
    }

    /// <summary>Reads λ as <see cref="WriteLambda(LdaModel, Stream, CancellationToken)"/> wrote it.</summary>
    /// <param name="stream">Where from.</param>
    /// <param name="path">The file, for messages.</param>
    /// <param name="description">What the model says of λ.</param>
    /// <param name="bytesBehind">Bytes that the file has behind λ.</param>
    public static TopicRows<T> ReadLambda<T>(Stream stream, string path, LdaModelDescription description, int bytesBehind = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (string precision, long rows, long columns) = NumpyMatrix.ReadHeader(stream, path);
        (int wordCount, int topicCount) = (description.VocabularySize, description.Options.TopicCount);
        if (precision != description.Precision || rows != wordCount || columns != topicCount)
        {
            throw new InvalidDataException($"{path}: holds {rows} × {columns} values of {precision}; {ModelFile.Description} says {wordCount} × {topicCount} of {description.Precision}.");
        }

        Int128 expected = (Int128)rows * columns * (precision == "float" ? sizeof(float) : sizeof(double));
        long found = stream.Length - stream.Position - bytesBehind;
        if (found != expected)
        {
            throw new InvalidDataException($"{path}: {found} bytes follow the header; expected {expected} for {rows} × {columns} values.");
        }

        var lambda = new TopicRows<T>(wordCount, topicCount);
        for (int chunk = 0; chunk < lambda.ChunkCount; chunk++)
        {
            Span<T> values = lambda.Chunk(chunk, out _);
            NumpyMatrix.ReadRows(stream, values, path);
            lambda.RequirePositive(chunk, path);
        }

        return lambda;
    }

    private static void WriteWords(Stream stream, Vocabulary vocabulary)
    {
        using var writer = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
        for (int id = 0; id < vocabulary.Count; id++)
        {
            if (vocabulary[id].AsSpan().ContainsAny('\n', '\r'))
            {
                throw new IOException($"{Words}: word {id} holds a line break; expected one word a line, so it cannot be saved.");
            }

            writer.WriteLine(vocabulary[id]);
        }
    }

    private static Vocabulary LoadWords(string path, LdaModelDescription description)
    {
        int expected = description.VocabularySize;
        using FileStream file = ModelFile.Open(path, Folder);
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
            throw new InvalidDataException($"{path}: {found} lines; {ModelFile.Description} says {expected} words.");
        }

        try
        {
            var vocabulary = new Vocabulary(words);
            ModelFile.RequireChecksum(path, stream.Checksum, description.VocabularyChecksum);
            return vocabulary;
        }
        catch (ArgumentException exception)
        {
            throw new InvalidDataException($"{path}: a word stands twice; expected {expected} different words. {exception.Message}", exception);
        }
    }
}
