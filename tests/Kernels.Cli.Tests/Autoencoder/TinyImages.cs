using System;
using System.IO;
using System.IO.Compression;

namespace Kernels.Cli.Tests;

/// <summary>A folder with small idx files: images of a bright bar at one of six places, and the places as labels.</summary>
internal sealed class TinyImages : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kernels-vae-").FullName;

    public TinyImages()
    {
        (Train, Test, Labels) = (At("train.idx.gz"), At("test.idx"), At("labels.idx.gz"));
        Zip(Train, Images(300));
        File.WriteAllBytes(Test, Images(120));
        byte[] labels = [0, 0, 8, 1, 0, 0, 0, 120, .. new byte[120]];
        for (int i = 0; i < 120; i++)
        {
            labels[8 + i] = (byte)(i % 6);
        }

        Zip(Labels, labels);
    }

    public string Train { get; }

    public string Test { get; }

    public string Labels { get; }

    public string At(string name) => Path.Combine(_folder, name);

    /// <summary>The command line that trains a small model.</summary>
    public string[] Training(string output) =>
        ["vae", "train", Train, "--test", Test, "--labels", Labels, "--latent", "3", "--hidden", "16", "--batch-size", "32", "--epochs", "3", "--output", At(output)];

    /// <summary>Trains it; more arguments may follow.</summary>
    public ToolRun Trains(string output, params string[] more) => ToolRun.Of([.. Training(output), .. more]);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static byte[] Images(int count)
    {
        const int Height = 6, Width = 5;
        Random random = new(count);
        byte[] file = [0, 0, 8, 3, 0, 0, (byte)(count >> 8), (byte)count, 0, 0, 0, Height, 0, 0, 0, Width, .. new byte[count * Height * Width]];
        for (int i = 0; i < count * Height * Width; i++)
        {
            int image = i / (Height * Width);
            file[16 + i] = (byte)(i / Width % Height == image % 6 ? 200 + random.Next(56) : random.Next(30));
        }

        return file;
    }

    private static void Zip(string path, byte[] bytes)
    {
        using GZipStream zip = new(File.Create(path), CompressionLevel.Fastest);
        zip.Write(bytes);
    }
}
