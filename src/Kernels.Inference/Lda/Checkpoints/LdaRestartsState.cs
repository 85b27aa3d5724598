using System;
using System.Collections.Generic;
using System.Linq;

namespace Kernels.Inference;

/// <summary>What a checkpoint of one of several runs holds of the runs before it.</summary>
/// <param name="Count">How many runs there are to be.</param>
/// <param name="Ended">Those before this one, in their order.</param>
/// <param name="Best">The checksum of the file with the best model so far (<see cref="LdaBestModel"/>); null where none came to one.</param>
/// <param name="Failure">The first failure, as long as there was nothing else: should all fail, it is thrown.</param>
internal sealed record LdaRestartsState(int Count, IReadOnlyList<LdaRestart> Ended, string? Best, LdaFailure? Failure)
{
    /// <summary>What the file of the best model says of it, or null where there is none.</summary>
    public LdaModelDescription? OpenBest(string path, LdaCheckpointState state) =>
        Best is null ? null : LdaBestModel.Open(path, state, Best, Ended[LdaRestart.KeptOf(Ended)].Seed);

    /// <summary>Refuses what no runs come to.</summary>
    /// <param name="firstSeed">The seed of the first.</param>
    public void Validate(long firstSeed)
    {
        bool hasModel = LdaRestart.KeptOf(Ended) >= 0;
        if (Ended.Count >= Count
            || Ended.Where((run, i) => run.Seed != unchecked(firstSeed + i) || run.Cancelled).Any()
            || hasModel != (Best is not null)
            || (Best is not null && !LdaBestModel.IsChecksum(Best))
            || (Ended.Count > 0 && !hasModel) != (Failure is not null))
        {
            throw new ArgumentException(
                $"{Ended.Count} ended runs of {Count}, the best model's checksum {Best ?? "missing"} and {(Failure is null ? "no" : "a")} failure; "
                + $"expected fewer than {Count}, each to its end, with seeds from {firstSeed} on, and a checksum or a failure if there are any.");
        }
    }
}
