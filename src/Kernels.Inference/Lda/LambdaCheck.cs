using System;
using System.IO;
using System.Numerics;

namespace Kernels.Inference;

/// <summary>What λ must be, wherever it comes from.</summary>
internal static class LambdaCheck
{
    /// <summary>Refuses a value of a chunk that is not a finite number above 0.</summary>
    public static void RequirePositive<T>(this TopicRows<T> lambda, int chunk, string path)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> values = lambda.Chunk(chunk, out int firstWord);
        for (int i = 0; i < values.Length; i++)
        {
            if (!(values[i] > T.Zero && T.IsFinite(values[i])))
            {
                throw new InvalidDataException(FormattableString.Invariant(
                    $"{path}: λ of word {firstWord + (i / lambda.ColumnCount)} and topic {i % lambda.ColumnCount} is {values[i]}; expected a finite number above 0."));
            }
        }
    }
}
