using System.Numerics;
using ILGPU;
using Kernels.Formulas;
using Kernels.Gpu.Lanes;
using Kernels.Lanes;

namespace Kernels.Gpu;

/// <content>θ from γ, and the topics that are left.</content>
internal static partial class LdaDocumentKernel<T, TLane>
{
    /// <summary>θ = F(γ) over its maximum, what is far below 1 flushed to 0; from logarithms where every F underflows.</summary>
    private static void UpdateTheta(LdaDocumentArguments<T> task, LdaDocumentGroup<T, TLane> group, int active, int document, bool keepScale)
    {
        TLane flush = TLane.Broadcast(task.Flush);
        TLane largest = TLane.Constant(double.NegativeInfinity);
        for (int i = Group.IdxX; i < active; i += Group.DimX)
        {
            int k = group.Active[i];
            TLane theta = ExpDigammaFormula<T>.Evaluate(group.Gamma[k]);
            group.Theta[k] = theta;
            largest = TLane.MaxOrSecond(theta, largest);
        }

        TLane scale = group.Maximum(largest);
        bool underflows = TLane.All(TLane.LessThan(scale, flush));
        if (underflows)
        {
            largest = TLane.Constant(double.NegativeInfinity);
            for (int i = Group.IdxX; i < active; i += Group.DimX)
            {
                int k = group.Active[i];
                TLane log = DigammaFormula<T>.Evaluate(group.Gamma[k]);
                group.Theta[k] = log;
                largest = TLane.MaxOrSecond(log, largest);
            }

            scale = group.Maximum(largest);
        }

        TLane one = TLane.Constant(1);
        TLane factor = underflows ? one : one / scale;
        for (int i = Group.IdxX; i < active; i += Group.DimX)
        {
            int k = group.Active[i];
            TLane theta = group.Theta[k];
            theta = underflows ? Exponential<T>.Evaluate(theta - scale) : theta;
            group.Theta[k] = ScaledFactor<T>.Evaluate(theta, factor, flush);
        }

        if (keepScale && Group.IdxX == 0)
        {
            TLane.Store(scale, ref task.ThetaScale[document]);
            task.ThetaScaleIsLog[document] = underflows ? 1 : 0;
        }

        Group.Barrier();
    }

    /// <summary>Drops the topics whose θ is exactly 0: they would add 0, and their γ is α. Returns how many are left.</summary>
    private static int Compact(LdaDocumentArguments<T> task, LdaDocumentGroup<T, TLane> group, int active)
    {
        TLane zero = TLane.Constant(0);
        for (int i = Group.IdxX; i <= active; i += Group.DimX)
        {
            int place = 0;
            for (int j = 0; j < i; j++)
            {
                place += TLane.All(TLane.LessThan(zero, group.Theta[group.Active[j]])) ? 1 : 0;
            }

            if (i == active)
            {
                group.Left[0] = place;
            }
            else if (TLane.All(TLane.LessThan(zero, group.Theta[group.Active[i]])))
            {
                group.Next[place] = group.Active[i];
            }
            else
            {
                group.Gamma[group.Active[i]] = TLane.Load(in task.Alpha[group.Active[i]]);
            }
        }

        Group.Barrier();
        int left = group.Left[0];
        for (int i = Group.IdxX; i < left; i += Group.DimX)
        {
            group.Active[i] = group.Next[i];
        }

        Group.Barrier();
        return left;
    }
}
