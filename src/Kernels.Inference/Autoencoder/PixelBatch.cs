using System;
using System.Numerics;
using System.Numerics.Tensors;
using Kernels.Corpora;

namespace Kernels.Inference;

/// <summary>Some images of a set as numbers from 0 to 1, a row each.</summary>
internal sealed class PixelBatch<T>(int mostRows, int pixelCount)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly T s_white = T.CreateChecked(255);

    private readonly T[] _pixels = new T[checked(mostRows * pixelCount)];

    /// <summary>The rows that were gathered last.</summary>
    public ReadOnlyMemory<T> Rows(int count) => _pixels.AsMemory(0, count * pixelCount);

    public void Gather(ImageSet images, ReadOnlySpan<int> ids)
    {
        for (int row = 0; row < ids.Length; row++)
        {
            ReadOnlySpan<byte> image = images[ids[row]];
            Span<T> destination = _pixels.AsSpan(row * pixelCount, pixelCount);

            TensorPrimitives.ConvertTruncating(image, destination);
            TensorPrimitives.Divide(destination, s_white, destination);
        }
    }
}
