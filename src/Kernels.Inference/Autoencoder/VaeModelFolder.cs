using System;
using System.IO;
using System.Numerics;

namespace Kernels.Inference;

/// <summary>A model as a folder: <c>model.json</c>, <c>parameters.npy</c>.</summary>
internal static class VaeModelFolder
{
    private const string Expected = "the description of a variational autoencoder";

    public static void Save<T>(VaeModel<T> model, string directory, bool force)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => FolderSwap.Write(directory, force, VaeDescription.ModelFormat, folder =>
        {
            string checksum = VaeFiles.WriteArray(Path.Combine(folder, VaeFiles.Parameters), model.Parameters.Span);
            VaeDescription description = new()
            {
                Format = VaeDescription.ModelFormat,
                Version = VaeFiles.Version,
                Precision = NumpyMatrix.NameOf<T>(),
                Height = model.Height,
                Width = model.Width,
                Options = model.Options,
                Fit = model.Fit,
                ParametersChecksum = checksum,
            };
            ModelFile.WriteDescription(Path.Combine(folder, ModelFile.Description), description, VaeJson.Default.VaeDescription);
        });

    public static VaeModel<T> Load<T>(string directory, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        string file = Path.Combine(directory, ModelFile.Description);
        VaeDescription description = ModelFile.ReadDescription(file, VaeJson.Default.VaeDescription, Expected, Expected);
        ModelFile.RequireFormat(file, description.Format, description.Version, VaeDescription.ModelFormat, VaeFiles.Version);
        if (description.Precision != NumpyMatrix.NameOf<T>())
        {
            throw new InvalidDataException($"{file}: precision \"{description.Precision}\"; expected \"{NumpyMatrix.NameOf<T>()}\".");
        }

        VaeNetwork network = Network(description, file);
        T[] parameters = VaeFiles.ReadArray<T>(Path.Combine(directory, VaeFiles.Parameters), network.ParameterCount, description.ParametersChecksum);
        return new VaeModel<T>(description.Options, description.Height, description.Width, parameters, description.Fit, threads);
    }

    private static VaeNetwork Network(VaeDescription description, string file)
    {
        try
        {
            if (description.Height < 1 || description.Width < 1)
            {
                throw new InvalidDataException(FormattableString.Invariant($"{file}: images of {description.Height} × {description.Width}; expected sizes of 1 or more."));
            }

            description.Options.Validate();
            return new VaeNetwork(description.Options, checked(description.Height * description.Width));
        }
        catch (Exception exception) when (exception is ArgumentException or OverflowException)
        {
            throw new InvalidDataException($"{file}: {exception.Message}", exception);
        }
    }
}
