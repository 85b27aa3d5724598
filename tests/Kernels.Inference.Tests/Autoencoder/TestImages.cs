using System;
using Kernels.Corpora;

namespace Kernels.Inference.Tests;

/// <summary>Small images with something to learn: a bright bar at one of several places, on a little noise.</summary>
internal static class TestImages
{
    public static ImageSet Bars(int count, int height = 6, int width = 5)
    {
        Random random = new(7);
        byte[] pixels = new byte[count * height * width];
        for (int image = 0; image < count; image++)
        {
            int bar = image % height;
            for (int i = 0; i < height * width; i++)
            {
                pixels[(image * height * width) + i] = (byte)(i / width == bar ? 200 + random.Next(56) : random.Next(30));
            }
        }

        return new ImageSet(pixels, height, width);
    }
}
