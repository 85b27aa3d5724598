using System;
using System.IO;
using System.Numerics;
using Kernels.Inference;
using Kernels.Lda;

namespace Kernels.Cli.Composition;

/// <summary>Starts λ from a NumPy file instead of at random, a run of rows at a time.</summary>
internal static class InitialLambda
{
    private const int RunElements = 1 << 16;

    /// <summary>Checks the file's sizes, and returns what writes its rows to a device.</summary>
    /// <exception cref="BadInputException">The file is not such a matrix, or not of these sizes.</exception>
    public static Action<ILdaDevice<T>, LdaTopics> From<T>(string path, int wordCount, int topicCount)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        string precision = Refusing(path, file =>
        {
            (string found, long rows, long columns) = NumpyMatrix.ReadHeader(file, path);
            return rows == wordCount && columns == topicCount ? found : throw new BadInputException(
                $"option --init: {path} holds {rows} x {columns} values, expected {wordCount} words x {topicCount} topics");
        });
        return precision == "double" ? Write<double, T>(path) : Write<float, T>(path);
    }

    private static Action<ILdaDevice<T>, LdaTopics> Write<TFile, T>(string path)
        where TFile : unmanaged, IBinaryFloatingPointIeee754<TFile>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => (device, topics) => Refusing(path, file =>
        {
            NumpyMatrix.ReadHeader(file, path);
            int wordsPerRun = Math.Clamp(RunElements / topics.TopicCount, 1, topics.VocabularySize);
            TFile[] read = new TFile[wordsPerRun * topics.TopicCount];
            T[] rows = new T[read.Length];
            for (int word = 0; word < topics.VocabularySize; word += wordsPerRun)
            {
                int length = Math.Min(wordsPerRun, topics.VocabularySize - word) * topics.TopicCount;
                NumpyMatrix.ReadRows(file, read.AsSpan(0, length), path);
                for (int i = 0; i < length; i++)
                {
                    rows[i] = T.CreateTruncating(read[i]);
                }

                // The device refuses what is not finite and above 0, and says where.
                device.WriteLambda(topics, word, rows.AsSpan(0, length));
            }

            return true;
        });

    private static TResult Refusing<TResult>(string path, Func<FileStream, TResult> work)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            return work(file);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException || BadInput.IsRefusal(exception))
        {
            throw BadInput.From("option --init", exception);
        }
    }
}
