using System;

namespace Kernels.Inference;

/// <summary>How a training run keeps itself on disk, so that one that dies can go on.</summary>
/// <remarks>
/// A checkpoint is one file that is written beside its place, flushed and renamed, so there is always a whole one. It holds what is learnt as it stands (of LDA λ with the
/// rows that lazy decay has left behind, of an autoencoder its parameters and the optimiser's state), the place in the data, the history and a checksum. Generators need no
/// state: every draw is a function of the seed and its index.
/// </remarks>
/// <param name="Path">The file.</param>
public sealed record Checkpointing(string Path)
{
    /// <summary>Updates of what is learnt from one checkpoint to the next: mini-batches, or passes of LDA in batch; 0 for none by count.</summary>
    public long EveryUpdates { get; init; }

    /// <summary>Time from one checkpoint to the next, looked at after each update; zero for none by time.</summary>
    public TimeSpan EveryTime { get; init; }

    /// <summary>Kept in the checkpoint and given back by <see cref="LdaCheckpoint.Note"/> or <see cref="VaeCheckpoint.Note"/>: where the data are, say.</summary>
    public string Note { get; init; } = "";

    /// <summary>Told why a checkpoint could not be written. The one before stays and training goes on. Without it such an exception ends the run.</summary>
    public Action<Exception>? Failed { get; init; }

    /// <summary>Says what is wrong with these settings, if anything is.</summary>
    internal void Validate()
    {
        if (string.IsNullOrEmpty(Path) || EveryUpdates < 0 || EveryTime < TimeSpan.Zero || (EveryUpdates == 0 && EveryTime == TimeSpan.Zero))
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Checkpoints in \"{Path}\" every {EveryUpdates} updates and every {EveryTime}; expected a file's name, and a number or a time above 0."));
        }
    }
}
