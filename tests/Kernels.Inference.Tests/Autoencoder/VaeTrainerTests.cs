using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using Kernels.Corpora;
using Xunit;

namespace Kernels.Inference.Tests;

public sealed class VaeTrainerTests : IDisposable
{
    private static readonly VaeOptions s_small = new() { LatentCount = 2, Hidden = [16], Epochs = 6, BatchSize = 32, LearningRate = 5e-3 };

    private readonly string _folder = Directory.CreateTempSubdirectory("kernels-vae-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string> Kinds => [.. s_kinds.Keys];

    private static readonly Dictionary<string, VaeOptions> s_kinds = new()
    {
        ["Gaussian z, Bernoulli x, B"] = s_small,
        ["Gaussian z, Bernoulli x, A"] = s_small with { Estimator = VaeEstimator.Sampled, SampleCount = 2 },
        ["Gaussian z, Gaussian x"] = s_small with { Decoder = VaeDecoder.Gaussian },
        ["categorical z"] = s_small with { Latent = VaeLatent.Categorical, CategoryCount = 6, LatentCount = 1 },
        ["weights with a posterior"] = s_small with { WeightPriorDeviation = 1 },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_bound_rises(string kind)
    {
        ImageSet images = TestImages.Bars(600);
        VaeModel<double> model = new VaeTrainer<double>(s_kinds[kind] with { Epochs = 15 }).Fit(images, out VaeFitResult result, images);
        Assert.Equal(15, result.Epochs.Count);
        Assert.Equal(15 * 19, result.StepCount);
        double first = result.Epochs[0].TrainLoss;
        double last = result.Epochs[^1].TrainLoss;
        Assert.True(last < first - 2, $"{first} to {last}");
        for (int i = 3; i < 15; i += 3)
        {
            Assert.True(result.Epochs[i].TrainLoss < result.Epochs[i - 3].TrainLoss + 0.5, $"pass {i}: {string.Join(' ', result.Epochs.Select(epoch => epoch.TrainLoss))}");
        }

        Assert.Equal(model.Loss(images), result.Epochs[^1].TestLoss!.Value, 10);
        Assert.Equal(result.Epochs[^1].TrainLoss, result.Epochs[^1].Reconstruction + result.Epochs[^1].Divergence, 10);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_bits_do_not_depend_on_threads(string kind)
    {
        ImageSet images = TestImages.Bars(300, 20, 20);
        VaeOptions options = s_kinds[kind] with { Epochs = 1, BatchSize = 100, Hidden = [150] };
        float[][] parameters = [.. new[] { 1, 2, 3 }.Select(threads => new VaeTrainer<float>(options) { Threads = threads }.Fit(images, out _).Parameters.ToArray())];
        Assert.Equal(parameters[0], parameters[1]);
        Assert.Equal(parameters[0], parameters[2]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(19)]
    [InlineData(30)]
    public void A_run_that_goes_on_ends_with_the_bits_of_one_that_was_not_stopped(int steps)
    {
        ImageSet images = TestImages.Bars(600);
        VaeOptions options = s_kinds["weights with a posterior"] with { Epochs = 3 };
        float[] whole = new VaeTrainer<float>(options).Fit(images, out VaeFitResult expected, images).Parameters.ToArray();
        string path = Path.Combine(_folder, "run", "checkpoint");
        using CancellationTokenSource stop = new();
        int taken = 0;
        VaeTrainer<float> trainer = new(options) { Checkpointing = new Checkpointing(path) { EveryUpdates = 4, Note = "here" } };
        trainer.Fit(images, out VaeFitResult cut, images, _ => StopAfter(++taken, steps, stop), stop.Token);
        Assert.True(cut.Cancelled);
        VaeCheckpoint checkpoint = VaeCheckpoint.Open(path);
        Assert.Equal(("here", "float", 4L), (checkpoint.Note, checkpoint.Precision, checkpoint.EveryUpdates));
        VaeModel<float> resumed = new VaeTrainer<float>(checkpoint.Options).Resume(checkpoint, images, out VaeFitResult result, images);
        Assert.Equal(whole, resumed.Parameters.ToArray());
        Assert.Equal(expected.Epochs.Select(epoch => (epoch.Number, epoch.TrainLoss, epoch.TestLoss)), result.Epochs.Select(epoch => (epoch.Number, epoch.TrainLoss, epoch.TestLoss)));
        Assert.False(result.Cancelled);
        VaeCheckpoint.Delete(path);
        Assert.False(VaeCheckpoint.Exists(path) || File.Exists(path));
    }

    [Fact]
    public void A_checkpoint_of_another_run_or_a_damaged_one_is_refused()
    {
        ImageSet images = TestImages.Bars(100);
        string path = Path.Combine(_folder, "checkpoint");
        new VaeTrainer<float>(s_small with { Epochs = 1 }) { Checkpointing = new Checkpointing(path) { EveryUpdates = 1 } }.Fit(images, out _);
        VaeCheckpoint checkpoint = VaeCheckpoint.Open(path);
        Assert.Contains("expected double", Assert.Throws<InvalidDataException>(() => new VaeTrainer<double>(checkpoint.Options).Resume(checkpoint, images, out _)).Message, StringComparison.Ordinal);
        Assert.Contains("was made on 100 images", Assert.Throws<InvalidDataException>(
            () => new VaeTrainer<float>(checkpoint.Options).Resume(checkpoint, TestImages.Bars(99), out _)).Message, StringComparison.Ordinal);
        Assert.Contains("was scored on no images", Assert.Throws<InvalidDataException>(
            () => new VaeTrainer<float>(checkpoint.Options).Resume(checkpoint, images, out _, images)).Message, StringComparison.Ordinal);
        Assert.Contains($"{path}: Seed is {s_small.Seed} in the checkpoint; expected 9, as this trainer has it.", Assert.Throws<InvalidDataException>(
            () => new VaeTrainer<float>(checkpoint.Options with { Seed = 9 }).Resume(checkpoint, images, out _)).Message, StringComparison.Ordinal);
        Assert.Contains("Hidden[0] is ", Assert.Throws<InvalidDataException>(
            () => new VaeTrainer<float>(checkpoint.Options with { Hidden = [s_small.Hidden[0] + 1] }).Resume(checkpoint, images, out _)).Message, StringComparison.Ordinal);
        byte[] bytes = File.ReadAllBytes(path);
        for (int place = 0; place < bytes.Length; place += 97)
        {
            byte[] changed = [.. bytes];
            changed[place] ^= 1;
            Refused(changed);
        }

        Refused(bytes[..^1]);
        Refused([.. bytes, 0]);
        Refused([]);
        File.Delete(path);
        Assert.Contains("not found", Assert.Throws<InvalidDataException>(() => VaeCheckpoint.Open(path)).Message, StringComparison.Ordinal);

        void Refused(byte[] damaged)
        {
            File.WriteAllBytes(path, damaged);
            Assert.StartsWith(path, Assert.Throws<InvalidDataException>(() => VaeCheckpoint.Open(path)).Message, StringComparison.Ordinal);
        }
    }

    /// <summary>A file whose checksum is right and whose place is none: training from it would never end.</summary>
    [Theory]
    [InlineData("\"epoch\": 1", "\"epoch\": 2")]
    [InlineData("\"imagesDone\": 64", "\"imagesDone\": 99")]
    [InlineData("\"latentCount\": 2", "\"latentCount\": 0")]
    public void A_place_that_no_run_can_be_at_is_refused(string held, string other)
    {
        string path = Path.Combine(_folder, "checkpoint");
        using CancellationTokenSource stop = new();
        int taken = 0;
        new VaeTrainer<float>(s_small) { Checkpointing = new Checkpointing(path) { EveryUpdates = 1 } }.Fit(TestImages.Bars(99), out _, null, _ => StopAfter(++taken, 2, stop), stop.Token);
        byte[] bytes = File.ReadAllBytes(path);
        string text = Encoding.Latin1.GetString(bytes.AsSpan(0, bytes.Length - 8));
        Assert.Contains(held, text, StringComparison.Ordinal);
        byte[] changed = Encoding.Latin1.GetBytes(text.Replace(held, other, StringComparison.Ordinal));
        byte[] hash = Convert.FromHexString(XxHash64.Of(changed).ToString("x16", CultureInfo.InvariantCulture));
        File.WriteAllBytes(path, [.. changed, .. hash]);
        Assert.Contains("its description cannot be read", Assert.Throws<InvalidDataException>(() => VaeCheckpoint.Open(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_diverges_names_the_mini_batch_and_keeps_only_numbers()
    {
        ImageSet images = TestImages.Bars(100);
        string path = Path.Combine(_folder, "checkpoint");
        foreach ((double learningRate, int last) in new[] { (1e30, 1), (1e39, 0), (1e20, 1) })
        {
            VaeTrainer<float> trainer = new(s_small with { LearningRate = learningRate }) { Checkpointing = new Checkpointing(path) { EveryUpdates = 1 } };
            VaeNumericalException exception = Assert.Throws<VaeNumericalException>(() => trainer.Fit(images, out _));
            Assert.Contains("a smaller learning rate", exception.Message, StringComparison.Ordinal);
            Assert.Equal((1, last + 1), (exception.Epoch, exception.MiniBatch));
            Assert.Equal(last == 1, VaeCheckpoint.Exists(path));
            VaeCheckpoint.Delete(path);
        }
    }

    [Fact]
    public void A_model_comes_back_from_its_folder()
    {
        ImageSet images = TestImages.Bars(100);
        VaeModel<float> model = new VaeTrainer<float>(s_small).Fit(images, out VaeFitResult result);
        string folder = Path.Combine(_folder, "model");
        model.Save(folder);
        VaeModel<float> loaded = VaeModel<float>.Load(folder);
        Assert.Equal(model.Parameters.ToArray(), loaded.Parameters.ToArray());
        Assert.Equal(model.Options, loaded.Options);
        Assert.Equal(result.Epochs, loaded.Fit!.Epochs);
        Assert.Equal(model.Loss(images), loaded.Loss(images));
        Assert.Throws<IOException>(() => model.Save(folder));
        model.Save(folder, force: true);
        Assert.Contains("precision", Assert.Throws<InvalidDataException>(() => VaeModel<double>.Load(folder)).Message, StringComparison.Ordinal);
        File.WriteAllBytes(Path.Combine(folder, "parameters.npy"), new byte[9]);
        Assert.Throws<InvalidDataException>(() => VaeModel<float>.Load(folder));
        File.Delete(Path.Combine(folder, "parameters.npy"));
        Assert.Throws<InvalidDataException>(() => VaeModel<float>.Load(folder));
        File.WriteAllText(Path.Combine(folder, "model.json"), "{\"format\":\"kernels-lda\"}");
        Assert.Throws<InvalidDataException>(() => VaeModel<float>.Load(folder));
    }

    /// <summary>More samples come nearer to ln p(x) from below; a thousand lie above the bound.</summary>
    [Theory]
    [InlineData("Gaussian z, Bernoulli x, B")]
    [InlineData("categorical z")]
    public void The_importance_weighted_likelihood_lies_above_the_bound_and_agrees_with_itself(string kind)
    {
        ImageSet images = TestImages.Bars(60);
        VaeModel<double> model = new VaeTrainer<double>(s_kinds[kind] with { Epochs = 60, LearningRate = 1e-2 }).Fit(images, out _);
        double few = Enumerable.Range(0, 20).Average(i => model.LogLikelihood(images[i], 1, i));
        double many = Enumerable.Range(0, 20).Average(i => model.LogLikelihood(images[i], 1000, i));
        double more = Enumerable.Range(0, 20).Average(i => model.LogLikelihood(images[i], 4000, 1000 + i));
        Assert.True(many > few, $"{few} {many}");
        Assert.InRange(more, many - 0.3, many + 0.3);
    }

    /// <summary>With one latent variable ln p(x) = ln ∫ p(x | z) N(z) dz can be had by the trapezium rule.</summary>
    [Fact]
    public void The_importance_weighted_likelihood_is_the_integral()
    {
        ImageSet images = TestImages.Bars(60);
        VaeModel<double> model = new VaeTrainer<double>(s_small with { LatentCount = 1, Epochs = 20 }).Fit(images, out _);
        double[] z = [.. Enumerable.Range(-4000, 8001).Select(i => i / 500.0)];
        double[] means = new double[z.Length * model.PixelCount];
        model.Decode(z, means);
        for (int image = 0; image < 3; image++)
        {
            double[] pixels = [.. images[image].ToArray().Select(p => p / 255.0)];
            double sum = 0;
            for (int i = 0; i < z.Length; i++)
            {
                double log = -0.5 * ((z[i] * z[i]) + Math.Log(2 * Math.PI));
                for (int j = 0; j < pixels.Length; j++)
                {
                    double p = means[(i * pixels.Length) + j];
                    log += (pixels[j] * Math.Log(p)) + ((1 - pixels[j]) * Math.Log(1 - p));
                }

                sum += Math.Exp(log) / 500;
            }

            Assert.Equal(Math.Log(sum), model.LogLikelihood(images[image], 5000), 0.05);
        }
    }

    [Fact]
    public void Codes_and_pixels_have_their_shapes_and_ranges()
    {
        ImageSet images = TestImages.Bars(300);
        foreach (VaeOptions options in s_kinds.Values)
        {
            VaeModel<float> model = new VaeTrainer<float>(options with { Epochs = 1 }).Fit(images, out _);
            float[] codes = new float[300 * model.LatentValueCount];
            model.Encode(images, codes);
            float[] alone = new float[model.LatentValueCount];
            model.Encode(images.Slice(200, 1), alone);
            Assert.Equal(codes.AsSpan(200 * alone.Length, alone.Length).ToArray(), alone);
            float[] pixels = new float[300 * model.PixelCount];
            model.Decode(codes, pixels);
            Assert.All(pixels, pixel => Assert.True(float.IsFinite(pixel)));
            float[] prior = new float[10 * model.LatentValueCount];
            model.SamplePrior(0, prior);
            float[] later = new float[2 * model.LatentValueCount];
            model.SamplePrior(8, later);
            Assert.Equal(prior[(8 * model.LatentValueCount)..], later);
            Assert.Throws<ArgumentException>(() => model.Encode(TestImages.Bars(2, 5, 5), codes));
            Assert.Throws<ArgumentException>(() => model.Decode(codes.AsSpan(1), pixels));
        }
    }

    [Fact]
    public void What_cannot_be_trained_is_refused()
    {
        foreach (VaeOptions options in (VaeOptions[])
            [
                s_small with { LatentCount = 0 }, s_small with { Hidden = [] }, s_small with { Hidden = [0] }, s_small with { BatchSize = 0 }, s_small with { Epochs = 0 },
                s_small with { LearningRate = double.NaN }, s_small with { Temperature = 0 }, s_small with { CategoryCount = 1 }, s_small with { SampleCount = 0 },
                s_small with { Latent = VaeLatent.Categorical, Estimator = VaeEstimator.Sampled }, s_small with { WeightPriorDeviation = -1 },
            ])
        {
            Assert.Throws<ArgumentException>(() => new VaeTrainer<float>(options));
        }

        Assert.Throws<ArgumentException>(() => new VaeTrainer<float>(s_small).Fit(new ImageSet(Array.Empty<byte>(), 2, 2), out _));
        Assert.Throws<ArgumentException>(() => new VaeTrainer<float>(s_small).Fit(TestImages.Bars(5), out _, TestImages.Bars(5, 4, 4)));
        Assert.Throws<ArgumentException>(() => new VaeTrainer<float>(s_small) { Checkpointing = new Checkpointing("") { EveryUpdates = 1 } });
        Assert.Contains("more than 1073741823 parameters", Assert.Throws<ArgumentException>(
            () => new VaeTrainer<float>(s_small with { Hidden = [2_000_000_000] }).Fit(TestImages.Bars(100), out _)).Message, StringComparison.Ordinal);
        Assert.Contains("in the noise of 2000000000 samples", Assert.Throws<ArgumentException>(
            () => new VaeTrainer<float>(s_small with { SampleCount = 2_000_000_000 }).Fit(TestImages.Bars(100), out _)).Message, StringComparison.Ordinal);
    }

    /// <summary>The recipe of the README on a part of MNIST; the figures of all of it are measured, not tested: they take minutes.</summary>
    [DataFact("mnist/train-images-idx3-ubyte.gz", "mnist/t10k-images-idx3-ubyte.gz")]
    public void Digits_are_learnt()
    {
        ImageSet images = IdxReader.ReadImages(Path.Combine(SharedData.Folder!, "mnist", "train-images-idx3-ubyte.gz")).Slice(0, 6000);
        ImageSet test = IdxReader.ReadImages(Path.Combine(SharedData.Folder!, "mnist", "t10k-images-idx3-ubyte.gz")).Slice(0, 1000);
        VaeModel<float> model = new VaeTrainer<float>(new VaeOptions { Epochs = 4 }) { Threads = 2 }.Fit(images, out VaeFitResult result, test);
        Assert.True(result.Epochs[^1].TestLoss < 155, $"{result.Epochs[^1]}");
        Assert.True(result.Epochs.Zip(result.Epochs.Skip(1)).All(pair => pair.Second.TestLoss < pair.First.TestLoss));
        Assert.True(model.LogLikelihood(test[0], 500) > -model.Loss(test.Slice(0, 1)) - 5);
    }

    private static void StopAfter(int taken, int steps, CancellationTokenSource stop)
    {
        if (taken == steps)
        {
            stop.Cancel();
        }
    }
}
