using System.Numerics;
using ILGPU;
using Kernels.Formulas;
using Kernels.Gpu.Lanes;
using Kernels.Lanes;
using Kernels.Lda;

namespace Kernels.Gpu;

/// <summary>A document a team of threads: γ to its fixed point with implicit φ, the document's rows of exp E[log β] in shared memory over all iterations.</summary>
/// <remarks>
/// γ_k = α_k + θ_k·Σ_w n_w B_wk/(Σ_j θ_j B_wj), as on the processor (Blei, Ng and Jordan 2003). Rows beyond what the shared memory holds are streamed
/// through it in every iteration, from the second-level cache. A thread has a word where it divides and a topic where it sums, so no two add to one place.
/// How many teams share a group does not show in a result: they share nothing, and a team has the same number of threads and words in its tile in any case.
/// </remarks>
internal static partial class LdaDocumentKernel<T, TLane, TTeam>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLane : unmanaged, IDeviceLanes<TLane, T>
    where TTeam : struct, ILdaTeam
{
    /// <summary>The kernel.</summary>
    public static void Run(LdaDocumentArguments<T> task)
    {
        var team = LdaDocumentTeam<T, TLane, TTeam>.Take(task.TopicCount, task.TileWords, task.IsLong != 0);
        int place = (Grid.IdxX * TTeam.Count) + TTeam.Place;
        if (place < task.Order.IntLength)
        {
            RunDocument(task, team, task.Order[place]);
        }
    }

    private static void RunDocument(LdaDocumentArguments<T> task, LdaDocumentTeam<T, TLane, TTeam> team, int document)
    {
        bool isFar = Start(task, team, document);
        int active = task.TopicCount;
        int iteration = 0;
        bool converged = false;
        bool lost = false;
        TLane tolerance = TLane.Broadcast(task.Tolerance);
        while (iteration < task.MaxIterations && !converged && !lost)
        {
            UpdateTheta(task, team, active, document, keepScale: false);
            if (((iteration + 1) & iteration) == 0 && !isFar)
            {
                // Topics die early: looked for after 1, 2, 4, 8, … iterations.
                active = Compact(task, team, active);
            }

            lost = Normalize(task, team, document, active, load: iteration == 0, accumulate: true, final: false);
            isFar = false;
            if (!lost)
            {
                converged = TLane.All(TLane.LessThan(UpdateGamma(task, team, active), tolerance));
                iteration++;
            }
        }

        if (!lost && (task.KeepFactors != 0 || task.KeepBound != 0))
        {
            UpdateTheta(task, team, active, document, keepScale: task.KeepBound != 0);
            lost = Normalize(task, team, document, active, load: false, accumulate: task.KeepBound != 0, final: true);
        }

        Finish(task, team, document, active, lost);
        if (TTeam.Index == 0)
        {
            task.Status[document] = lost ? LdaDocumentStatus.Lost : converged ? iteration : -iteration;
        }
    }

    /// <summary>γ from α + N/K or from what it was; all topics active. True for every thread if γ is not one that an update of this document could have given.</summary>
    /// <remarks>Where γ is below α, or its mass more than twice the document's, what is 0 beside it may come back with the first update: no topic may be dropped before.</remarks>
    private static bool Start(LdaDocumentArguments<T> task, LdaDocumentTeam<T, TLane, TTeam> team, int document)
    {
        TLane share = TLane.Load(in task.Shares[document]);
        TLane excess = TLane.Constant(0);
        for (int k = TTeam.Index; k < task.TopicCount; k += TTeam.Size)
        {
            TLane alpha = TLane.Load(in task.Alpha[k]);
            TLane cold = alpha + share;
            TLane gamma = cold;
            if (task.CarryGamma != 0)
            {
                gamma = TLane.Load(in task.Gamma[((long)document * task.TopicCount) + k]);
                excess += TLane.Select(TLane.LessThan(gamma, alpha), TLane.Constant(double.PositiveInfinity), gamma - (cold + cold));
            }

            team.Gamma[k] = gamma;
            team.Active[k] = k;
        }

        if (task.CarryGamma == 0)
        {
            TTeam.Barrier();
            return false;
        }

        // Where sums overflow it is NaN, and far.
        return !TLane.All(TLane.LessThan(team.Total(excess), TLane.Constant(0)));
    }

    /// <summary>γ ← α + θ·sum; Σ|Δγ|, the same for every thread.</summary>
    private static TLane UpdateGamma(LdaDocumentArguments<T> task, LdaDocumentTeam<T, TLane, TTeam> team, int active)
    {
        TLane change = TLane.Constant(0);
        for (int i = TTeam.Index; i < active; i += TTeam.Size)
        {
            int k = team.Active[i];
            TLane updated = GammaUpdate<T>.Evaluate(TLane.Load(in task.Alpha[k]), team.Theta[k], team.Sum[k]);
            change += GammaUpdate<T>.Change(updated, team.Gamma[k]);
            team.Gamma[k] = updated;
        }

        return team.Total(change);
    }

    /// <summary>γ, θ and the expected counts to where they are asked for; of a lost document zeros for the statistics, and γ as it was.</summary>
    private static void Finish(LdaDocumentArguments<T> task, LdaDocumentTeam<T, TLane, TTeam> team, int document, int active, bool lost)
    {
        long gammaRow = (long)document * task.TopicCount;
        for (int k = TTeam.Index; k < task.TopicCount && !lost; k += TTeam.Size)
        {
            TLane.Store(team.Gamma[k], ref task.Gamma[gammaRow + k]);
        }

        TLane zero = TLane.Constant(0);
        long thetaRow = (long)document * task.Stride;
        for (int k = TTeam.Index; k < task.Stride && task.KeepFactors != 0; k += TTeam.Size)
        {
            TLane.Store(zero, ref task.Theta[thetaRow + k]);
        }

        for (int k = TTeam.Index; k < task.TopicCount && task.KeepBound != 0; k += TTeam.Size)
        {
            TLane.Store(zero, ref task.Expected[gammaRow + k]);
        }

        for (int pair = task.Starts[document] + TTeam.Index; lost && task.KeepFactors != 0 && pair < task.Starts[document + 1]; pair += TTeam.Size)
        {
            TLane.Store(zero, ref task.Ratios[pair]);
        }

        TTeam.Barrier();
        for (int i = TTeam.Index; i < active && !lost; i += TTeam.Size)
        {
            int k = team.Active[i];
            if (task.KeepFactors != 0)
            {
                TLane.Store(team.Theta[k], ref task.Theta[thetaRow + k]);
            }

            if (task.KeepBound != 0)
            {
                TLane.Store(team.Theta[k] * team.Sum[k], ref task.Expected[gammaRow + k]);
            }
        }
    }
}
