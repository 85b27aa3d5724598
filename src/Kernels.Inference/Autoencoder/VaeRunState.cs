using System.Collections.Generic;
using System.Numerics;

namespace Kernels.Inference;

/// <summary>What a training run is at a moment: enough to go on with it.</summary>
internal sealed class VaeRunState<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public required T[] Parameters { get; init; }

    public required Adam<T> Optimizer { get; init; }

    public List<VaeEpoch> Epochs { get; } = [];

    /// <summary>The pass under way, from 1.</summary>
    public int Epoch { get; set; } = 1;

    /// <summary>Images done in it.</summary>
    public int ImagesDone { get; set; }

    /// <summary>Σ over those images of −E ln p(x | z).</summary>
    public double Reconstruction { get; set; }

    /// <summary>Σ over those images of the divergence.</summary>
    public double Divergence { get; set; }

    public double Seconds { get; set; }

    /// <summary>Whether the pass is over and the next one has not begun.</summary>
    public bool Ended => Epochs.Count == Epoch;

    public static VaeRunState<T> Start(VaeOptions options, VaeNetwork network) => new()
    {
        Parameters = network.Initialize<T>(),
        Optimizer = new Adam<T>(network.ParameterCount, options.LearningRate),
    };

    /// <summary>Takes the place and the history that a checkpoint kept.</summary>
    public void Restore(VaeCheckpointState kept)
    {
        Epochs.AddRange(kept.Epochs);
        (Epoch, ImagesDone, Reconstruction, Divergence, Seconds) = (kept.Epoch, kept.ImagesDone, kept.Reconstruction, kept.Divergence, kept.Seconds);
    }

    /// <summary>What a checkpoint keeps of it.</summary>
    public VaeCheckpointState Kept(Checkpointing settings, VaeOptions options, VaeImageMark images, VaeImageMark? test) => new()
    {
        Precision = NumpyMatrix.NameOf<T>(),
        Options = options,
        Images = images,
        Test = test,
        Note = settings.Note,
        EveryUpdates = settings.EveryUpdates,
        EveryTime = settings.EveryTime,
        Epochs = Epochs,
        Epoch = Epoch,
        ImagesDone = ImagesDone,
        Reconstruction = Reconstruction,
        Divergence = Divergence,
        Seconds = Seconds,
        StepCount = Optimizer.StepCount,
    };

    public void EndEpoch(double? testLoss) => Epochs.Add(new VaeEpoch(
        Epoch, (Reconstruction + Divergence) / ImagesDone, Reconstruction / ImagesDone, Divergence / ImagesDone, testLoss, Seconds));

    public void BeginEpoch()
    {
        Epoch++;
        (ImagesDone, Reconstruction, Divergence) = (0, 0, 0);
    }

    public VaeProgress Progress(int imageCount) => new(Epoch, ImagesDone, imageCount, (Reconstruction + Divergence) / ImagesDone, Ended ? Epochs[^1] : null);
}
