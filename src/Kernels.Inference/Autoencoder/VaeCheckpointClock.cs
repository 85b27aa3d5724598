using System;
using System.Diagnostics;
using System.IO;

namespace Kernels.Inference;

/// <summary>Says when a checkpoint is due, and what becomes of one that cannot be written.</summary>
internal sealed class VaeCheckpointClock
{
    private readonly VaeCheckpointing? _settings;
    private long _steps;
    private Stopwatch _sinceLast = Stopwatch.StartNew();

    public VaeCheckpointClock(VaeCheckpointing? settings)
    {
        settings?.Validate();
        _settings = settings;
    }

    /// <summary>Counts a step, and keeps the run if it is time.</summary>
    public void Step(Action<VaeCheckpointing> keep)
    {
        _steps++;
        if (_settings is not null && ((_settings.EverySteps > 0 && _steps >= _settings.EverySteps) || (_settings.EveryTime > TimeSpan.Zero && _sinceLast.Elapsed >= _settings.EveryTime)))
        {
            Keep(keep);
        }
    }

    /// <summary>Keeps the run, where it is to be kept at all.</summary>
    public void Keep(Action<VaeCheckpointing> keep)
    {
        try
        {
            if (_settings is not null)
            {
                keep(_settings);
            }
        }
        catch (Exception exception) when (_settings!.Failed is not null && exception is IOException or UnauthorizedAccessException)
        {
            _settings.Failed!(exception);
        }

        (_steps, _sinceLast) = (0, Stopwatch.StartNew());
    }
}
