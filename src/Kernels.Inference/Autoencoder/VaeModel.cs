using System;
using System.Numerics;
using Kernels.Corpora;

namespace Kernels.Inference;

/// <summary>A trained variational autoencoder: encodes images, decodes latent values, and says how likely images are.</summary>
/// <remarks>Source: Kingma and Welling (2014), "Auto-encoding variational Bayes". One thread at a time may use a model.</remarks>
/// <example>
/// <code>
/// byte[] pixels = new byte[64 * 16];
/// for (int image = 0; image &lt; 64; image++)
/// {
///     pixels.AsSpan((16 * image) + (4 * (image % 4)), 4).Fill(255); // a bright row in one of four places
/// }
///
/// VaeOptions options = new() { LatentCount = 2, Hidden = [16], Epochs = 150, BatchSize = 16, LearningRate = 0.01 };
/// ImageSet images = new(pixels, height: 4, width: 4);
/// new VaeTrainer&lt;float&gt;(options).Fit(images, out _).Save("rows");
/// VaeModel&lt;float&gt; model = VaeModel&lt;float&gt;.Load("rows");
/// float[] code = new float[model.LatentValueCount], again = new float[model.PixelCount];
/// model.Encode(images.Slice(0, 1), code); // the mean of q(z | x)
/// model.Decode(code, again);               // the mean of p(x | z)
/// Console.WriteLine(string.Join(' ', again[..8].Select(value =&gt; $"{value:F1}"))); // 1.0 1.0 1.0 1.0 0.0 0.0 0.0 0.0
/// double logLikelihood = Enumerable.Range(0, 4).Average(kind =&gt; model.LogLikelihood(images[kind], sampleCount: 1000));
/// Console.WriteLine($"ln p(x) {logLikelihood:F1}, at least {-model.Loss(images):F1}"); // ln p(x) -2.0, at least -2.8
/// </code>
/// </example>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class VaeModel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int RowsAtOnce = 128;

    private readonly T[] _parameters;
    private readonly VaeBatch<T> _batch;
    private readonly PixelBatch<T> _pixels;
    private readonly PixelLikelihood<T> _likelihood;
    private readonly NoiseSource _noise;

    internal VaeModel(VaeOptions options, int height, int width, T[] parameters, VaeFitResult? fit, int threads = 1)
    {
        (Options, Height, Width, _parameters, Fit) = (options, height, width, parameters, fit);
        Network = new VaeNetwork(options, PixelCount);
        _batch = new VaeBatch<T>(Network, RowsAtOnce, threads);
        _pixels = new PixelBatch<T>(RowsAtOnce, PixelCount);
        _likelihood = new PixelLikelihood<T>(options, PixelCount);
        _noise = new NoiseSource(options.Seed);
    }

    /// <summary>How it was built and trained.</summary>
    public VaeOptions Options { get; }

    /// <summary>Rows of an image.</summary>
    public int Height { get; }

    /// <summary>Columns of an image.</summary>
    public int Width { get; }

    /// <summary>Pixels of an image.</summary>
    public int PixelCount => Height * Width;

    /// <summary>Values of z of an image: latent variables, times categories where they are categorical.</summary>
    public int LatentValueCount => Network.LatentValueCount;

    /// <summary>
    /// The weights: the encoder's, layer after layer, then the decoder's; see <see cref="DenseNetwork"/>. Where the decoder's have a posterior, these are its means,
    /// and the logarithms of its variances follow.
    /// </summary>
    public ReadOnlyMemory<T> Parameters => _parameters;

    /// <summary>How training went; null where it is not known.</summary>
    public VaeFitResult? Fit { get; }

    internal VaeNetwork Network { get; }

    /// <summary>The mean of q(z | x) of every image; probabilities of the categories where variables are categorical.</summary>
    /// <param name="images">Images of the model's size.</param>
    /// <param name="destination">Receives a row of <see cref="LatentValueCount"/> values for each.</param>
    /// <exception cref="ArgumentException">Images of another size, or the span is too short.</exception>
    public void Encode(ImageSet images, Span<T> destination)
    {
        RequireSize(images);
        RequireLength(destination.Length, (long)images.Count * LatentValueCount, nameof(destination));
        Span<int> ids = stackalloc int[RowsAtOnce];
        for (int first = 0; first < images.Count; first += RowsAtOnce)
        {
            int rows = Gather(images, first, ids);
            ReadOnlyMemory<T> encoded = _batch.Encode(_parameters, _pixels.Rows(rows), rows);
            _batch.Latent.Mean(encoded.Span, rows, destination.Slice(first * LatentValueCount, rows * LatentValueCount));
        }
    }

    /// <summary>The mean of p(x | z) of every pixel.</summary>
    /// <param name="z">Rows of <see cref="LatentValueCount"/> values.</param>
    /// <param name="destination">Receives a row of <see cref="PixelCount"/> values for each.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void Decode(ReadOnlySpan<T> z, Span<T> destination)
    {
        if (z.Length % LatentValueCount != 0)
        {
            throw new ArgumentException($"There are {z.Length} values; expected a multiple of {LatentValueCount}.", nameof(z));
        }

        int count = z.Length / LatentValueCount;
        RequireLength(destination.Length, (long)count * PixelCount, nameof(destination));
        T[] room = new T[RowsAtOnce * LatentValueCount];
        for (int first = 0; first < count; first += RowsAtOnce)
        {
            int rows = Math.Min(RowsAtOnce, count - first);
            z.Slice(first * LatentValueCount, rows * LatentValueCount).CopyTo(room);
            Memory<T> decoded = _batch.Decode(_parameters, room, rows);
            for (int row = 0; row < rows; row++)
            {
                _likelihood.Means(decoded.Span, row, destination.Slice((first + row) * PixelCount, PixelCount));
            }
        }
    }

    /// <summary>Latent values drawn from the prior: a row of <see cref="LatentValueCount"/> values for each sample.</summary>
    /// <param name="first">The number of the first sample; the same number is the same sample.</param>
    /// <param name="destination">Receives whole rows.</param>
    /// <exception cref="ArgumentException">The span holds no whole rows.</exception>
    public void SamplePrior(int first, Span<T> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        if (destination.Length % LatentValueCount != 0)
        {
            throw new ArgumentException($"The span holds {destination.Length} values; expected a multiple of {LatentValueCount}.", nameof(destination));
        }

        int rows = destination.Length / LatentValueCount;
        int[] ids = new int[rows];
        for (int row = 0; row < rows; row++)
        {
            ids[row] = first + row;
        }

        T[] noise = new T[destination.Length];
        _noise.Fill<T>(_batch.Latent.Noise, NeuralStreams.Samples, step: 0, ids, LatentValueCount, noise);
        _batch.Latent.SamplePrior(noise, rows, destination);
    }

    /// <summary>The mean of −ELBO over images, one sample of z for each; the same noise at every call.</summary>
    /// <remarks>
    /// Where the decoder's weights have a posterior, they are at its means, and −ELBO is one of ln p(x | those weights): the bound of the evidence itself, which training raises,
    /// is over samples of the weights, and has <see cref="WeightDivergence"/> taken off.
    /// </remarks>
    /// <param name="images">Images of the model's size, at least one.</param>
    /// <exception cref="ArgumentException">Images of another size, or none.</exception>
    public double Loss(ImageSet images)
    {
        RequireSize(images);
        if (images.Count == 0)
        {
            throw new ArgumentException("There are 0 images; expected at least 1.", nameof(images));
        }

        return VaeEvaluation.Loss(_batch, _pixels, _noise, _parameters, images, RowsAtOnce).Total / images.Count;
    }

    /// <summary>ln p(x) of an image by importance sampling from q(z | x): ln of the mean of p(x, z)/q(z | x) over samples.</summary>
    /// <remarks>
    /// Its expectation grows with the number of samples from ELBO towards ln p(x). Categorical variables are sampled exactly.
    /// Where the decoder's weights have a posterior, they are at its means, and it is ln p(x | those weights).
    /// Source: Rezende, Mohamed and Wierstra (2014), appendix E; Burda, Grosse and Salakhutdinov (2016), (8).
    /// </remarks>
    /// <param name="image">Its pixels.</param>
    /// <param name="sampleCount">Samples.</param>
    /// <param name="key">Which random numbers, the image's place in its set for example.</param>
    /// <exception cref="ArgumentException">The image has another size, or no samples are asked for.</exception>
    public double LogLikelihood(ReadOnlySpan<byte> image, int sampleCount, int key = 0)
    {
        RequireLength(image.Length, PixelCount, nameof(image));
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleCount, 1);
        ImageSet one = new(image[..PixelCount].ToArray(), Height, Width);
        return VaeEvaluation.LogLikelihood(_batch, _pixels, _noise, _parameters, one, sampleCount, key, RowsAtOnce);
    }

    /// <summary>KL(q(θ) ‖ p(θ)) of the decoder's weights from their prior, in all, which the bound of all training images together has taken off; null where the weights are points.</summary>
    /// <remarks>An image's share is one of <see cref="VaeFitResult.ImageCount"/>.</remarks>
    public double? WeightDivergence() => Network.HasWeightPosterior
        ? new WeightPosterior<T>(Network.Decoder.ParameterCount, Options.WeightPriorDeviation).Divergence(_parameters.AsSpan(Network.Encoder.ParameterCount))
        : null;

    /// <summary>Writes the model as a folder: <c>model.json</c> and <c>parameters.npy</c>, beside its place and then renamed.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="force">Whether a folder that is there is replaced.</param>
    /// <exception cref="System.IO.IOException">It cannot be written, or a folder is there.</exception>
    public void Save(string directory, bool force = false) => VaeModelFolder.Save(this, directory, force);

    /// <summary>Reads a model's folder.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="threads">Threads that share its products.</param>
    /// <exception cref="System.IO.InvalidDataException">It holds no model, one of other precision, or a damaged one: what was found and what was expected.</exception>
    public static VaeModel<T> Load(string directory, int threads = 1) => VaeModelFolder.Load<T>(directory, threads);

    private int Gather(ImageSet images, int first, Span<int> ids)
    {
        int rows = Math.Min(RowsAtOnce, images.Count - first);
        for (int row = 0; row < rows; row++)
        {
            ids[row] = first + row;
        }

        _pixels.Gather(images, ids[..rows]);
        return rows;
    }

    private void RequireSize(ImageSet images)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (images.Height != Height || images.Width != Width)
        {
            throw new ArgumentException($"The images are {images.Height} × {images.Width}; expected {Height} × {Width}.", nameof(images));
        }
    }

    private static void RequireLength(int length, long expected, string name)
    {
        if (length < expected)
        {
            throw new ArgumentException($"The span holds {length} values; expected at least {expected}.", name);
        }
    }
}
