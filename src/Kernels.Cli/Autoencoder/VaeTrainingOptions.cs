using System;
using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Linq;
using Kernels.Cli.Options;
using Kernels.Inference;

namespace Kernels.Cli.Autoencoder;

/// <summary>The options of <c>vae train</c> that say how to build and learn; what is left out keeps the library's default.</summary>
internal sealed class VaeTrainingOptions
{
    private static readonly VaeOptions s_defaults = new();

    private readonly Option<int?> _latent = OptionKinds.WholeNumber("--latent", "N", 1, $"Latent variables (default: {s_defaults.LatentCount}).");

    private readonly Option<int[]?> _hidden = new("--hidden")
    {
        HelpName = "N[,N...]",
        Description = $"Sizes of the encoder's hidden layers; the decoder has them the other way round (default: {string.Join(',', s_defaults.Hidden)}).",
        CustomParser = ParseHidden,
    };

    private readonly Option<int?> _categories = OptionKinds.WholeNumber("--categories", "C", 2, "Latent variables of C categories, by Gumbel-softmax, instead of Gaussian ones.");

    private readonly Option<double?> _temperature = OptionKinds.Number(
        "--temperature", "T", Text($"a number from {VaeOptions.LowestTemperature} on"), value => value >= VaeOptions.LowestTemperature, Text($"With --categories: the temperature of Gumbel-softmax (default: {s_defaults.Temperature})."));

    private readonly Option<string?> _activation = OptionKinds.OneOf("--activation", "Of hidden layers (default: relu).", "relu", "softplus", "sigmoid", "tanh");

    private readonly Option<string?> _decoder = OptionKinds.OneOf("--decoder", "What a pixel is, given the latent variables (default: bernoulli).", "bernoulli", "gaussian");

    private readonly Option<string?> _estimator = OptionKinds.OneOf(
        "--estimator", "Of the bound: A, all of it at samples, or B, the divergence in closed form (default: B).", "A", "B");

    private readonly Option<int?> _samples = OptionKinds.WholeNumber("--samples", "L", 1, $"Samples of the latent variables for each image (default: {s_defaults.SampleCount}).");

    private readonly Option<double?> _weightPrior = OptionKinds.Number(
        "--weight-prior", "S", "a number above 0", value => value > 0, "Full variational Bayes: learn a posterior over the decoder's weights under N(0, S^2).");

    private readonly Option<int?> _epochs = OptionKinds.WholeNumber("--epochs", "N", 1, $"Passes over the images (default: {s_defaults.Epochs}).");

    private readonly Option<int?> _batchSize = OptionKinds.WholeNumber("--batch-size", "B", 1, $"Images of a mini-batch (default: {s_defaults.BatchSize}).");

    private readonly Option<double?> _learningRate = OptionKinds.Number(
        "--learning-rate", "R", "a number above 0", value => value > 0, Text($"Of Adam (default: {s_defaults.LearningRate})."));

    private readonly Option<long?> _seed = OptionKinds.Seed("--seed", $"Fixes every random number (default: {s_defaults.Seed}); the same seed gives the same model on any machine.");

    public VaeTrainingOptions(Command command)
    {
        foreach (Option option in All)
        {
            command.Add(option);
        }

        command.Validators.Add(result =>
        {
            // Options that would be ignored, or cannot be done.
            if (result.GetResult(_temperature) is not null && result.GetResult(_categories) is null)
            {
                result.AddError($"option {_temperature.Name}: found without {_categories.Name}, expected with it");
            }

            if (result.GetResult(_categories) is not null && result.GetResult(_estimator) is { Tokens: [{ Value: "A" }] })
            {
                result.AddError($"option {_estimator.Name}: found A with {_categories.Name}, expected B: a relaxed sample has no probability under the prior");
            }
        });
    }

    /// <summary>Every option.</summary>
    public IReadOnlyList<Option> All =>
        [_latent, _hidden, _categories, _temperature, _activation, _decoder, _estimator, _samples, _weightPrior, _epochs, _batchSize, _learningRate, _seed];

    public VaeOptions Read(ParseResult parsed) => s_defaults with
    {
        LatentCount = parsed.GetValue(_latent) ?? s_defaults.LatentCount,
        // An option of an array that is not given has an empty one.
        Hidden = parsed.GetValue(_hidden) is { Length: > 0 } sizes ? sizes : s_defaults.Hidden,
        Latent = parsed.GetValue(_categories) is null ? VaeLatent.Gaussian : VaeLatent.Categorical,
        CategoryCount = parsed.GetValue(_categories) ?? s_defaults.CategoryCount,
        Temperature = parsed.GetValue(_temperature) ?? s_defaults.Temperature,
        Activation = parsed.GetValue(_activation) switch
        {
            "softplus" => Activation.Softplus,
            "sigmoid" => Activation.Sigmoid,
            "tanh" => Activation.HyperbolicTangent,
            _ => Activation.Rectifier,
        },
        Decoder = parsed.GetValue(_decoder) == "gaussian" ? VaeDecoder.Gaussian : VaeDecoder.Bernoulli,
        Estimator = parsed.GetValue(_estimator) == "A" ? VaeEstimator.Sampled : VaeEstimator.ClosedFormDivergence,
        SampleCount = parsed.GetValue(_samples) ?? s_defaults.SampleCount,
        WeightPriorDeviation = parsed.GetValue(_weightPrior) ?? s_defaults.WeightPriorDeviation,
        Epochs = parsed.GetValue(_epochs) ?? s_defaults.Epochs,
        BatchSize = parsed.GetValue(_batchSize) ?? s_defaults.BatchSize,
        LearningRate = parsed.GetValue(_learningRate) ?? s_defaults.LearningRate,
        Seed = parsed.GetValue(_seed) ?? s_defaults.Seed,
    };

    private static int[]? ParseHidden(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        int[] sizes = [.. text.Split(',').Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int size) ? size : 0)];
        if (sizes.All(size => size >= 1))
        {
            return sizes;
        }

        result.AddError($"option --hidden: found \"{text}\", expected whole numbers of 1 or more, with commas");
        return null;
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
