using System;
using System.IO;
using System.Numerics;
using System.Threading;

namespace Kernels.Inference;

/// <summary>Writes values of all topics and words, a row a topic, in the model's precision.</summary>
internal static class TopicMatrixWriter
{
    /// <summary>The header of such an array.</summary>
    public static NumpyHeader HeaderOf(LdaModel model) =>
        new(NumpyMatrix.Descriptor(model.Precision), ColumnMajor: false, [model.TopicCount, model.VocabularySize]);

    /// <summary>Writes the values.</summary>
    /// <param name="model">The model.</param>
    /// <param name="transform">Turns λ of a topic into what is written.</param>
    /// <param name="stream">Where to.</param>
    /// <param name="cancellation">Looked at before each topic.</param>
    public static void Write(LdaModel model, Action<Span<double>> transform, Stream stream, CancellationToken cancellation)
    {
        if (model.Precision == "float")
        {
            Write<float>(model, transform, stream, cancellation);
        }
        else
        {
            Write<double>(model, transform, stream, cancellation);
        }
    }

    private static void Write<T>(LdaModel model, Action<Span<double>> transform, Stream stream, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] row = new T[model.VocabularySize];
        TopicVectors.ForEach(
            model,
            (_, values) =>
            {
                transform(values);
                for (int word = 0; word < row.Length; word++)
                {
                    row[word] = T.CreateTruncating(values[word]);
                }

                NumpyMatrix.WriteRows<T>(stream, row);
            },
            cancellation);
    }
}
