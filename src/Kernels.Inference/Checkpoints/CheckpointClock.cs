using System;
using System.Diagnostics;
using System.IO;

namespace Kernels.Inference;

/// <summary>Says when a checkpoint is due, and what becomes of one that cannot be written.</summary>
internal sealed class CheckpointClock(Checkpointing settings)
{
    private long _updates;
    private Stopwatch _sinceLast = Stopwatch.StartNew();

    public Checkpointing Settings => settings;

    /// <summary>Counts an update of what is learnt.</summary>
    public bool IsDue()
    {
        _updates++;
        return (settings.EveryUpdates > 0 && _updates >= settings.EveryUpdates) || (settings.EveryTime > TimeSpan.Zero && _sinceLast.Elapsed >= settings.EveryTime);
    }

    /// <summary>Writes a checkpoint.</summary>
    public void Keep(Action write)
    {
        try
        {
            write();
        }
        catch (Exception exception) when (settings.Failed is not null && exception is IOException or UnauthorizedAccessException)
        {
            settings.Failed!(exception);
        }

        (_updates, _sinceLast) = (0, Stopwatch.StartNew());
    }
}
