using System.Numerics;
using ILGPU;
using Kernels.Formulas;
using Kernels.Gpu.Lanes;
using Kernels.Lanes;

namespace Kernels.Gpu;

/// <content>θ from γ, and the topics that are left.</content>
internal static partial class LdaDocumentKernel<T, TLane, TTeam>
{
    /// <summary>θ = F(γ) over its maximum, what is far below 1 flushed to 0; from logarithms where every F underflows.</summary>
    private static void UpdateTheta(LdaDocumentArguments<T> task, LdaDocumentTeam<T, TLane, TTeam> team, int active, int document, bool keepScale)
    {
        // Read by all since the last barrier, and not written before the next.
        team.Reset();
        TLane flush = TLane.Broadcast(task.Flush);
        TLane largest = TLane.Constant(double.NegativeInfinity);
        for (int i = TTeam.Index; i < active; i += TTeam.Size)
        {
            int k = team.Active[i];
            TLane theta = ExpDigammaFormula<T>.Evaluate(team.Gamma[k]);
            team.Theta[k] = theta;
            largest = TLane.MaxOrSecond(theta, largest);
        }

        TLane scale = team.Maximum(largest);
        bool underflows = TLane.All(TLane.LessThan(scale, flush));
        if (underflows)
        {
            largest = TLane.Constant(double.NegativeInfinity);
            for (int i = TTeam.Index; i < active; i += TTeam.Size)
            {
                int k = team.Active[i];
                TLane log = DigammaFormula<T>.Evaluate(team.Gamma[k]);
                team.Theta[k] = log;
                largest = TLane.MaxOrSecond(log, largest);
            }

            scale = team.Maximum(largest);
        }

        TLane one = TLane.Constant(1);
        TLane factor = underflows ? one : one / scale;
        for (int i = TTeam.Index; i < active; i += TTeam.Size)
        {
            int k = team.Active[i];
            TLane theta = team.Theta[k];
            theta = underflows ? Exponential<T>.Evaluate(theta - scale) : theta;
            team.Theta[k] = ScaledFactor<T>.Evaluate(theta, factor, flush);
        }

        if (keepScale && TTeam.Index == 0)
        {
            TLane.Store(scale, ref task.ThetaScale[document]);
            task.ThetaScaleIsLog[document] = underflows ? 1 : 0;
        }

        TTeam.Barrier();
    }

    /// <summary>Drops the topics whose θ is exactly 0: they would add 0, and their γ is α. Returns how many are left.</summary>
    private static int Compact(LdaDocumentArguments<T> task, LdaDocumentTeam<T, TLane, TTeam> team, int active)
    {
        // What is not 0 is at least this. A NaN is kept, so that whoever asked sees it.
        TLane least = TLane.Broadcast(task.Flush);
        for (int i = TTeam.Index; i <= active; i += TTeam.Size)
        {
            int place = 0;
            for (int j = 0; j < i; j++)
            {
                place += TLane.All(TLane.LessThan(team.Theta[team.Active[j]], least)) ? 0 : 1;
            }

            if (i == active)
            {
                team.Left = place;
            }
            else if (TLane.All(TLane.LessThan(team.Theta[team.Active[i]], least)))
            {
                team.Gamma[team.Active[i]] = TLane.Load(in task.Alpha[team.Active[i]]);
            }
            else
            {
                team.Next[place] = team.Active[i];
            }
        }

        TTeam.Barrier();
        int left = team.Left;
        for (int i = TTeam.Index; i < left; i += TTeam.Size)
        {
            team.Active[i] = team.Next[i];
        }

        TTeam.Barrier();
        return left;
    }
}
