using System;

namespace Kernels.Tests.Reference;

/// <content>What leans on another library, apart: the other functions are shared with projects that do not have it.</content>
internal static partial class PlainFunctions
{
    /// <summary>The z below which a normal number is with probability p: Newton's method on another library's erfc.</summary>
    public static double NormalQuantile(double p)
    {
        if (p > 0.5)
        {
            return -NormalQuantile(1 - p);
        }

        double z = -Math.Sqrt(2) * MathNet.Numerics.SpecialFunctions.ErfcInv(2 * p);
        for (int i = 0; i < 3; i++)
        {
            z -= ((MathNet.Numerics.SpecialFunctions.Erfc(-z / Math.Sqrt(2)) / 2) - p) * Math.Sqrt(2 * Math.PI) * Math.Exp(z * z / 2);
        }

        return z;
    }
}
