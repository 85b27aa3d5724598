using System;
using System.Globalization;

namespace Kernels.Corpora;

/// <summary>Grey images of one size, a byte a pixel: 0 is the background, 255 the ink.</summary>
/// <example>
/// <code>
/// byte[] pixels = [0, 255, 255, 0, 9, 9, 9, 9]; // two images of 2 × 2
/// ImageSet images = new(pixels, height: 2, width: 2);
/// Console.WriteLine($"{images.Count} images of {images.Height} × {images.Width}"); // 2 images of 2 × 2
/// Console.WriteLine(string.Join(' ', images[0].ToArray())); // 0 255 255 0
/// Console.WriteLine(images.Slice(1, 1)[0][3]); // 9
/// </code>
/// </example>
public sealed class ImageSet
{
    private readonly ReadOnlyMemory<byte> _pixels;

    /// <summary>Takes pixels, image after image, row after row; they are not copied.</summary>
    /// <param name="pixels">The pixels.</param>
    /// <param name="height">Rows of an image.</param>
    /// <param name="width">Columns of an image.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    /// <exception cref="ArgumentException">The pixels are no whole number of images.</exception>
    public ImageSet(ReadOnlyMemory<byte> pixels, int height, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        PixelCount = checked(height * width);
        if (pixels.Length % PixelCount != 0)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"There are {pixels.Length} pixels; expected a multiple of {height} × {width}."), nameof(pixels));
        }

        (_pixels, Height, Width) = (pixels, height, width);
    }

    /// <summary>Images.</summary>
    public int Count => _pixels.Length / PixelCount;

    /// <summary>Rows of an image.</summary>
    public int Height { get; }

    /// <summary>Columns of an image.</summary>
    public int Width { get; }

    /// <summary>Pixels of an image.</summary>
    public int PixelCount { get; }

    /// <summary>The pixels of an image, row after row.</summary>
    /// <param name="image">From 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such image.</exception>
    public ReadOnlySpan<byte> this[int image]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(image);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(image, Count);
            return _pixels.Span.Slice(image * PixelCount, PixelCount);
        }
    }

    /// <summary>Some of the images, in memory of this set.</summary>
    /// <param name="start">The first.</param>
    /// <param name="count">How many.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many.</exception>
    public ImageSet Slice(int start, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count - start);
        return new ImageSet(_pixels.Slice(start * PixelCount, count * PixelCount), Height, Width);
    }
}
