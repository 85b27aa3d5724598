using System;
using System.Linq;
using System.Numerics;
using System.Runtime.InteropServices;
using Kernels.Corpora;

namespace Kernels.Inference;

/// <summary>Some images of a set as numbers from 0 to 1, a row each.</summary>
internal sealed class PixelBatch<T>(int mostRows, int pixelCount)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly T[] s_grey = [.. Enumerable.Range(0, 256).Select(value => T.CreateChecked(value) / T.CreateChecked(255))];

    private readonly T[] _pixels = new T[checked(mostRows * pixelCount)];

    /// <summary>The rows that were gathered last.</summary>
    public ReadOnlyMemory<T> Rows(int count) => _pixels.AsMemory(0, count * pixelCount);

    public void Gather(ImageSet images, ReadOnlySpan<int> ids)
    {
        for (int row = 0; row < ids.Length; row++)
        {
            ReadOnlySpan<byte> image = images[ids[row]];
            Span<T> destination = _pixels.AsSpan(row * pixelCount, pixelCount);

            // Most of most images is black: eight pixels of it at once.
            ReadOnlySpan<ulong> groups = MemoryMarshal.Cast<byte, ulong>(image);
            destination[..(groups.Length * sizeof(ulong))].Clear();
            for (int group = 0; group < groups.Length; group++)
            {
                int first = group * sizeof(ulong);
                for (int i = first; groups[group] != 0 && i < first + sizeof(ulong); i++)
                {
                    destination[i] = s_grey[image[i]];
                }
            }

            for (int i = groups.Length * sizeof(ulong); i < image.Length; i++)
            {
                destination[i] = s_grey[image[i]];
            }
        }
    }
}
