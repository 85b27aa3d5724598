using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using Xunit;

namespace Kernels.Corpora.Tests;

public sealed class IdxReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    // Two images of 2 × 3.
    private static readonly byte[] s_images = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Images_and_labels_are_read(bool zipped)
    {
        ImageSet images = IdxReader.ReadImages(Write(zipped ? Zip(s_images) : s_images));
        Assert.Equal((2, 2, 3, 6), (images.Count, images.Height, images.Width, images.PixelCount));
        Assert.Equal([1, 2, 3, 4, 5, 6], images[0].ToArray());
        Assert.Equal([7, 8, 9, 10, 11, 12], images.Slice(1, 1)[0].ToArray());
        byte[] labels = [0, 0, 8, 1, 0, 0, 0, 3, 7, 8, 9];
        Assert.Equal([7, 8, 9], IdxReader.ReadLabels(Write(zipped ? Zip(labels) : labels)));
    }

    [Fact]
    public void A_file_cut_short_anywhere_says_where_and_what_to_expect()
    {
        for (int length = 0; length < s_images.Length; length++)
        {
            string path = Write(s_images[..length]);
            string message = Assert.Throws<CorpusFormatException>(() => IdxReader.ReadImages(path)).Message;
            Assert.StartsWith($"{path}: found the end of the file after byte {length}, expected ", message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', message);
        }

        Assert.Contains("expected 28 bytes: 2 images × 2 rows × 3 columns and a header of 16", Assert.Throws<CorpusFormatException>(() => IdxReader.ReadImages(Write(s_images[..27]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gzip_file_cut_short_anywhere_is_refused()
    {
        byte[] zipped = Zip(s_images);
        for (int length = 0; length < zipped.Length; length++)
        {
            string path = Write(zipped[..length]);
            Assert.StartsWith($"{path}: found ", Assert.Throws<CorpusFormatException>(() => IdxReader.ReadImages(path)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Bytes_changed_in_the_header_are_refused_and_never_crash()
    {
        for (int place = 0; place < 16; place++)
        {
            foreach (byte value in (byte[])[0, 1, 2, 3, 8, 13, 127, 128, 255])
            {
                byte[] changed = [.. s_images];
                changed[place] = value;
                if (changed.SequenceEqual(s_images))
                {
                    continue;
                }

                string path = Write(changed);
                Assert.StartsWith(path, Assert.Throws<CorpusFormatException>(() => IdxReader.ReadImages(path)).Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void What_follows_the_last_value_is_refused()
    {
        string path = Write([.. s_images, 0]);
        Assert.Contains("found more after byte 28, expected the end of the file", Assert.Throws<CorpusFormatException>(() => IdxReader.ReadImages(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_are_no_images()
    {
        string path = Write([0, 0, 8, 1, 0, 0, 0, 3, 7, 8, 9]);
        Assert.Equal(
            $"{path}: found 00000801 in its first four bytes, expected 00000803: an idx file of bytes in 3 dimensions (images × rows × columns)",
            Assert.Throws<CorpusFormatException>(() => IdxReader.ReadImages(path)).Message);
    }

    [Fact]
    public void Sets_of_images_check_their_sizes()
    {
        Assert.Throws<ArgumentException>(() => new ImageSet(new byte[7], 2, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageSet(new byte[6], 0, 3));
        ImageSet images = new(new byte[12], 2, 3);
        Assert.Throws<ArgumentOutOfRangeException>(() => images[2].Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => images.Slice(1, 2));
    }

    [SharedDataFact]
    public void Mnist_is_what_it_is_said_to_be()
    {
        string folder = SharedDataFactAttribute.Of("mnist");
        ImageSet images = IdxReader.ReadImages(Path.Combine(folder, "t10k-images-idx3-ubyte.gz"));
        byte[] labels = IdxReader.ReadLabels(Path.Combine(folder, "t10k-labels-idx1-ubyte.gz"));
        Assert.Equal((10_000, 28, 28, 10_000), (images.Count, images.Height, images.Width, labels.Length));
        Assert.Equal([7, 2, 1, 0, 4], labels[..5]);
        Assert.Equal(10, labels.Distinct().Count());
    }

    private static byte[] Zip(byte[] bytes)
    {
        using MemoryStream zipped = new();
        using (GZipStream gzip = new(zipped, CompressionLevel.Optimal))
        {
            gzip.Write(bytes);
        }

        return zipped.ToArray();
    }

    private string Write(byte[] bytes) => _folder.Write($"{Guid.NewGuid():n}.idx", bytes);
}
