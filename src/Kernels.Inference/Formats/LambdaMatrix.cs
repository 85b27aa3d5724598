using System;
using System.IO;
using System.Numerics;

namespace Kernels.Inference;

/// <summary>Matrices of topics and words in NumPy arrays, whichever stands in a row.</summary>
internal static class LambdaMatrix
{
    /// <summary>Values held at once while topics are turned into words or back.</summary>
    private const int BlockValues = 1 << 20;

    /// <summary>Sizes of a matrix that can be a model's.</summary>
    public static (int Words, int Topics) SizeOf(NumpyArray array, bool rowsAreTopics)
    {
        string expected = rowsAreTopics ? "(topics, words)" : "(words, topics)";
        if (array.Header.Shape is not [long rows, long columns] || rows is < 1 or > int.MaxValue || columns is < 1 or > int.MaxValue)
        {
            throw new InvalidDataException($"{array.Name}: has the shape {array.Header.ShapeText}; expected {expected}, at least one of each.");
        }

        (long words, long topics) = rowsAreTopics ? (columns, rows) : (rows, columns);
        return ((int)words, (int)topics);
    }

    /// <summary>Reads a matrix; word w and topic k get the value that stands there.</summary>
    public static TopicRows<T> Read<T>(NumpyArray array, bool rowsAreTopics)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int words, int topics) = SizeOf(array, rowsAreTopics);
        TopicRows<T> lambda = new(words, topics);
        if (rowsAreTopics == array.Header.ColumnMajor)
        {
            for (int chunk = 0; chunk < lambda.ChunkCount; chunk++)
            {
                array.Read(lambda.Chunk(chunk, out _));
            }

            return lambda;
        }

        int block = TopicsAtOnce(words, topics);
        T[] values = new T[(long)block * words];
        for (int first = 0; first < topics; first += block)
        {
            int count = Math.Min(block, topics - first);
            array.Read(values.AsSpan(0, count * words));
            for (int word = 0; word < words; word++)
            {
                Span<T> row = lambda.Row(word).Slice(first, count);
                for (int topic = 0; topic < count; topic++)
                {
                    row[topic] = values[(topic * words) + word];
                }
            }
        }

        return lambda;
    }

    /// <summary>How many topics, each a value a word, are held at once.</summary>
    public static int TopicsAtOnce(int words, int topics) => Math.Clamp(BlockValues / words, 1, topics);
}
