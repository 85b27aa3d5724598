using System;
using System.Buffers.Binary;

namespace Kernels.Cli.Autoencoder;

/// <summary>A sheet of grey images of one size, as a bitmap that a page can hold in its text.</summary>
/// <remarks>The format is Windows' BMP with 8 bits a pixel and a palette: a file header, an information header, 256 colours, rows from the bottom up in multiples of four bytes.</remarks>
internal static class GreyBitmap
{
    private const int Headers = 14 + 40;
    private const int Palette = 4 * 256;
    private const int Gap = 2;

    /// <summary>The sheet as an address that holds it.</summary>
    /// <param name="images">Pixels of all images, from 0 to 1, image after image.</param>
    /// <param name="height">Rows of an image.</param>
    /// <param name="width">Columns of an image.</param>
    /// <param name="columns">Images side by side.</param>
    public static string Address(ReadOnlySpan<float> images, int height, int width, int columns) =>
        "data:image/bmp;base64," + Convert.ToBase64String(Encode(images, height, width, columns));

    /// <summary>Columns and rows of pixels of a sheet.</summary>
    public static (int Width, int Height) SizeOf(int count, int height, int width, int columns) =>
        ((columns * (width + Gap)) - Gap, (((count + columns - 1) / columns) * (height + Gap)) - Gap);

    private static byte[] Encode(ReadOnlySpan<float> images, int height, int width, int columns)
    {
        int count = images.Length / (height * width);
        (int sheetWidth, int sheetHeight) = SizeOf(count, height, width, columns);
        int stride = (sheetWidth + 3) / 4 * 4;
        byte[] file = new byte[Headers + Palette + (stride * sheetHeight)];
        Header(file, sheetWidth, sheetHeight);
        Span<byte> pixels = file.AsSpan(Headers + Palette);

        // Gaps are of the colour of the background.
        pixels.Fill(byte.MaxValue);
        for (int image = 0; image < count; image++)
        {
            (int top, int left) = (image / columns * (height + Gap), image % columns * (width + Gap));
            for (int i = 0; i < height * width; i++)
            {
                float ink = Math.Clamp(images[(image * height * width) + i], 0, 1);
                int row = sheetHeight - 1 - (top + (i / width));
                pixels[(row * stride) + left + (i % width)] = (byte)Math.Round(255 * (1 - ink));
            }
        }

        return file;
    }

    private static void Header(Span<byte> file, int width, int height)
    {
        file[0] = (byte)'B';
        file[1] = (byte)'M';
        BinaryPrimitives.WriteInt32LittleEndian(file[2..], file.Length);
        BinaryPrimitives.WriteInt32LittleEndian(file[10..], Headers + Palette);
        BinaryPrimitives.WriteInt32LittleEndian(file[14..], 40);
        BinaryPrimitives.WriteInt32LittleEndian(file[18..], width);
        BinaryPrimitives.WriteInt32LittleEndian(file[22..], height);
        BinaryPrimitives.WriteInt16LittleEndian(file[26..], 1);
        BinaryPrimitives.WriteInt16LittleEndian(file[28..], 8);
        for (int grey = 0; grey < 256; grey++)
        {
            file.Slice(Headers + (4 * grey), 3).Fill((byte)grey);
        }
    }
}
