using System;
using System.IO;

namespace Kernels.Inference;

/// <summary>The checkpoints of a training, each in the place of the one before.</summary>
/// <param name="settings">Where, and how often.</param>
/// <param name="among">Where the training is of several runs, adds to what is kept of one what the others came to.</param>
internal sealed class LdaCheckpointSeries(Checkpointing settings, Func<LdaCheckpointState, LdaCheckpointState>? among = null)
{
    private readonly CheckpointClock _clock = new(settings);

    public static LdaCheckpointSeries? Of(Checkpointing? settings) => settings is null ? null : new LdaCheckpointSeries(settings);

    /// <summary>Counts an update of λ.</summary>
    public bool IsDue() => _clock.IsDue();

    /// <summary>Keeps a place of a run.</summary>
    /// <param name="place">The place.</param>
    /// <param name="writeArrays">Writes λ, and γ where that is kept.</param>
    public void Keep(LdaCheckpointState place, Action<Stream> writeArrays) => _clock.Keep(() =>
    {
        LdaCheckpointState state = place with { Note = settings.Note, EveryUpdates = settings.EveryUpdates, EveryTime = settings.EveryTime };
        state = among?.Invoke(state) ?? state;
        LdaCheckpoint.Write(settings.Path, state, writeArrays);
        DeleteAllBut(state.Restarts?.Best);
    });

    private void DeleteAllBut(string? best)
    {
        try
        {
            LdaBestModel.DeleteAllBut(settings.Path, best);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The checkpoint is whole. What cannot be removed now is tried again after the next, and in the end by LdaCheckpoint.Delete, which says so.
        }
    }
}
