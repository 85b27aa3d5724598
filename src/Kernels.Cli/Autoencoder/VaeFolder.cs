using System;
using System.IO;
using Kernels.Corpora;
using Kernels.Inference;

namespace Kernels.Cli.Autoencoder;

/// <summary>Opens the folder of a variational autoencoder named on the command line.</summary>
internal static class VaeFolder
{
    public static VaeModel<float> Open(string folder, int threads)
    {
        try
        {
            return VaeModel<float>.Load(folder, threads);
        }
        catch (Exception exception) when (BadInput.IsRefusal(exception) || exception is InvalidDataException or UnauthorizedAccessException)
        {
            throw BadInput.From($"model {folder}", exception);
        }
    }

    public static ImageSet RequireSize(VaeModel<float> model, ImageSet images, string path) => images.Height == model.Height && images.Width == model.Width
        ? images
        : throw new BadInputException(FormattableString.Invariant($"{path}: found images of {images.Height} × {images.Width}, expected {model.Height} × {model.Width} as the model has them"));
}
