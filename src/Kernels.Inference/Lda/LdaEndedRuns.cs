using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Kernels.Corpora;

namespace Kernels.Inference;

/// <summary>What those of several runs that have ended came to, and the best of their models.</summary>
internal sealed class LdaEndedRuns
{
    private readonly List<LdaRestart> _runs = [];

    /// <summary>Of the file that holds the best model; null until it is written.</summary>
    private string? _checksum;

    /// <summary>How many.</summary>
    public int Count => _runs.Count;

    /// <summary>Seconds of all.</summary>
    public double Seconds => InOrder.Sum([.. _runs.Select(run => run.Seconds)]);

    /// <summary>Whether the last of them was cut off.</summary>
    public bool LastWasCancelled => _runs.Count > 0 && _runs[^1].Cancelled;

    /// <summary>The best model so far.</summary>
    public LdaModel? Best { get; private set; }

    /// <summary>The first failure, where there is no model.</summary>
    public LdaNumericalException? Failure { get; private set; }

    /// <summary>What each did, and which is kept.</summary>
    public IReadOnlyList<LdaRestart> Told
    {
        get
        {
            int kept = LdaRestart.KeptOf(_runs);
            return [.. _runs.Select((run, i) => run with { IsKept = i == kept })];
        }
    }

    /// <summary>The runs before the one that a checkpoint is of.</summary>
    public static LdaEndedRuns Before<T>(LdaCheckpoint checkpoint, Vocabulary? vocabulary, ILdaDeviceProvider? devices)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        LdaRestartsState state = checkpoint.State.Restarts!;
        var ended = new LdaEndedRuns { _checksum = state.Best, Failure = state.Failure is null ? null : new LdaNumericalException(state.Failure) };
        ended._runs.AddRange(state.Ended);
        ended.Best = state.Best is null ? null : LdaBestModel.Read<T>(checkpoint.Path, state.Best, checkpoint.Best!, vocabulary, devices);
        return ended;
    }

    /// <summary>Adds a run that came to a model: the better of that and the best so far is kept, the other given back.</summary>
    public void Add(LdaRestart run, LdaModel model)
    {
        _runs.Add(run);
        if (LdaRestart.KeptOf(_runs) == _runs.Count - 1)
        {
            Best?.Dispose();
            (Best, Failure, _checksum) = (model, null, null);
        }
        else
        {
            model.Dispose();
        }
    }

    /// <summary>Adds a run that failed.</summary>
    public void Add(LdaRestart run, LdaNumericalException failure)
    {
        _runs.Add(run);
        Failure ??= Best is null ? failure : null;
    }

    /// <summary>What a checkpoint holds of them; the best model is on the disk by then.</summary>
    /// <param name="path">The checkpoint.</param>
    /// <param name="count">How many runs there are to be.</param>
    public LdaRestartsState Keep(string path, int count)
    {
        if (Best is not null && (_checksum is null || !LdaBestModel.IsThere(path, _checksum)))
        {
            _checksum = LdaBestModel.Write(path, Best);
        }

        return new LdaRestartsState(count, [.. _runs], _checksum, Failure?.Failure);
    }
}
