using System.CommandLine;
using Kernels.Cli.Options;

namespace Kernels.Cli.Commands;

/// <summary><c>kernels vae</c>.</summary>
internal static class VaeCommand
{
    public static Command Create(ToolConsole console) => ExampleHelp.WithExamples(
        new Command("vae", "Variational autoencoders of images: train, score, look at them.")
        {
            VaeTrainCommand.Create(console),
            VaeScoreCommand.Create(console),
            VaeReportCommand.Create(console),
        },
        "kernels vae train train-images-idx3-ubyte.gz --test t10k-images-idx3-ubyte.gz --latent 20 --hidden 400 --epochs 10 --output digits",
        "kernels vae score digits t10k-images-idx3-ubyte.gz",
        "kernels vae report digits");
}
