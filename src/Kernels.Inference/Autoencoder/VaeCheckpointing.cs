using System;

namespace Kernels.Inference;

/// <summary>How a training run keeps itself on disk, so that one that dies can go on.</summary>
/// <remarks>A checkpoint is a folder that is written beside its place and renamed, so there is always a whole one: parameters, the optimiser's state, the place in the pass, the history, checksums.</remarks>
/// <param name="Path">The folder.</param>
public sealed record VaeCheckpointing(string Path)
{
    /// <summary>Mini-batches from one checkpoint to the next; 0 for none by count.</summary>
    public long EverySteps { get; init; }

    /// <summary>Time from one checkpoint to the next; zero for none by time.</summary>
    public TimeSpan EveryTime { get; init; }

    /// <summary>Kept in the checkpoint and given back by <see cref="VaeCheckpoint.Note"/>: where the images are, say.</summary>
    public string Note { get; init; } = "";

    /// <summary>Told why a checkpoint could not be written. The one before stays and training goes on. Without it such an exception ends the run.</summary>
    public Action<Exception>? Failed { get; init; }

    internal void Validate()
    {
        if (string.IsNullOrEmpty(Path) || EverySteps < 0 || EveryTime < TimeSpan.Zero || (EverySteps == 0 && EveryTime == TimeSpan.Zero))
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Checkpoints in \"{Path}\" every {EverySteps} steps and every {EveryTime}; expected a folder's name, and a number or a time above 0."));
        }
    }
}
