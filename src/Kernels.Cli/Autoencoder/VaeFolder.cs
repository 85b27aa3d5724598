using System;
using Kernels.Corpora;
using Kernels.Inference;

namespace Kernels.Cli.Autoencoder;

/// <summary>Opens the folder of a variational autoencoder named on the command line.</summary>
internal static class VaeFolder
{
    public static VaeModel<float> Open(string folder, int threads) => BadInput.Reading($"model {folder}", () => VaeModel<float>.Load(folder, threads));

    public static ImageSet RequireSize(VaeModel<float> model, ImageSet images, string path) => images.Height == model.Height && images.Width == model.Width
        ? images
        : throw new BadInputException(FormattableString.Invariant($"{path}: found images of {images.Height} × {images.Width}, expected {model.Height} × {model.Width} as the model has them"));
}
