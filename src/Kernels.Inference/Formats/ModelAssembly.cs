using System;
using System.IO;
using System.Linq;
using System.Numerics;
using Kernels.Corpora;

namespace Kernels.Inference;

/// <summary>Which arrays of a file are what of a model.</summary>
/// <param name="Matrix">The matrix: λ, or the statistics without η.</param>
/// <param name="Alpha">α.</param>
/// <param name="Eta">η.</param>
/// <param name="RowsAreTopics">Whether a row of the matrix is a topic.</param>
/// <param name="IsWithoutEta">Whether η is to be added to the matrix.</param>
internal sealed record ArrayNames(string Matrix, string Alpha, string Eta, bool RowsAreTopics, bool IsWithoutEta);

/// <summary>Puts a model together from a file of NumPy arrays (a matrix alone, .npy, or an archive, .npz) and what the caller says.</summary>
internal sealed class ModelAssembly
{
    private readonly string _path;
    private readonly NumpyArchive? _archive;
    private readonly LdaImportOptions _options;

    private ModelAssembly(string path, NumpyArchive? archive, LdaImportOptions options) => (_path, _archive, _options) = (path, archive, options);

    /// <summary>Reads a model.</summary>
    public static LdaModel Read(string path, ArrayNames names, LdaImportOptions options, ILdaDeviceProvider? devices)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using NumpyArchive? archive = IsArchive(path) ? NumpyArchive.Open(path) : null;
        using NumpyArray matrix = archive?.Array(names.Matrix) ?? NumpyArray.Open(path);
        ModelAssembly assembly = new(path, archive, options);
        return NumpyMatrix.PrecisionOf(matrix.Header, matrix.Name) == "float"
            ? assembly.Build<float>(matrix, names, devices)
            : assembly.Build<double>(matrix, names, devices);
    }

    private static bool IsArchive(string path)
    {
        Span<byte> start = stackalloc byte[2];
        using FileStream file = File.OpenRead(path);
        return file.CanSeek && file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && NumpyArchive.IsMagic(start);
    }

    private LdaModel<T> Build<T>(NumpyArray matrix, ArrayNames names, ILdaDeviceProvider? devices)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int words, int topics) = LambdaMatrix.SizeOf(matrix, names.RowsAreTopics);
        LdaOptions given = new() { TopicCount = topics, Alpha = _options.Alpha, Eta = _options.Eta };
        given.Validate(words);
        TopicRows<T> lambda = LambdaMatrix.Read<T>(matrix, names.RowsAreTopics);
        LdaOptions options = given with { Alpha = Prior(names.Alpha, topics, given.Alpha), Eta = Prior(names.Eta, words, given.Eta, topics) };
        if (names.IsWithoutEta)
        {
            AddEta(lambda, options.ResolveEta());
        }

        for (int chunk = 0; chunk < lambda.ChunkCount; chunk++)
        {
            lambda.RequirePositive(chunk, matrix.Name);
        }

        return new LdaModel<T>(lambda, Words(words), options, null, devices);
    }

    private static void AddEta<T>(TopicRows<T> lambda, double[] eta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int word = 0; word < lambda.RowCount; word++)
        {
            double prior = eta[eta.Length == 1 ? 0 : word];
            foreach (ref T value in lambda.Row(word))
            {
                value = T.CreateTruncating(double.CreateTruncating(value) + prior);
            }
        }
    }

    /// <summary>The words: the file's or the caller's.</summary>
    private Vocabulary? Words(int count)
    {
        using NumpyArray? array = _archive?.TryArray("vocabulary");
        if (array is null)
        {
            return _options.Vocabulary is null || _options.Vocabulary.Count == count
                ? _options.Vocabulary
                : throw new InvalidDataException($"{_path}: has {count} words; expected {_options.Vocabulary.Count}, as in the vocabulary given.");
        }

        if (_options.Vocabulary is not null)
        {
            throw new ArgumentException($"{_path} holds the words itself; expected no vocabulary beside it.");
        }

        string[] words = array.ReadWords(count);
        try
        {
            return new Vocabulary(words);
        }
        catch (ArgumentException exception)
        {
            throw new InvalidDataException($"{array.Name}: a word stands twice; expected {count} different words.", exception);
        }
    }

    /// <summary>A prior, the file's or the caller's: empty, one value, or as many as the size. Rows that are all the same count once.</summary>
    private double[] Prior(string name, int size, double[] given, int rows = 1)
    {
        using NumpyArray? array = _archive?.TryArray(name);
        if (array is null)
        {
            return given;
        }

        if (given.Length > 0)
        {
            throw new ArgumentException($"{array.Name} is in the file; expected no other value beside it.");
        }

        bool fits = array.Header.Shape switch
        {
            [] or [1] => true,
            [long all] => all == size,
            [long times, long all] => times == rows && all == size && rows > 1,
            _ => false,
        };
        double[] values = fits ? array.ReadNumbers() : [];
        if (!Array.TrueForAll(values, value => (float)value is > 0 and < float.PositiveInfinity) || values.Length == 0)
        {
            throw new InvalidDataException($"{array.Name}: holds {array.Header.ShapeText} values; expected one or {size}, finite and above 0.");
        }

        for (int i = size; i < values.Length; i++)
        {
            if (values[i] != values[i % size])
            {
                throw new InvalidDataException($"{array.Name}: row {i / size} differs from row 0; expected one prior for all topics.");
            }
        }

        return values.All(value => value == values[0]) ? [values[0]] : values[..size];
    }
}
