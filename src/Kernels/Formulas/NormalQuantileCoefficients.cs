using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>The coefficients of algorithm AS 241 (Wichura 1988), the constant first: PPND16's in double, PPND7's in float.</summary>
/// <typeparam name="TLanes">The lanes.</typeparam>
/// <typeparam name="T">float or double.</typeparam>
internal static unsafe class NormalQuantileCoefficients<TLanes, T>
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Within 0.425 of the middle, in r = 0.425² − q².</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes CentralNumerator(TLanes r) => sizeof(T) == sizeof(double)
        ? Unfused(
            r,
            3.3871328727963666080e0, 1.3314166789178437745e+2, 1.9715909503065514427e+3, 1.3731693765509461125e+4,
            4.5921953931549871457e+4, 6.7265770927008700853e+4, 3.3430575583588128105e+4, 2.5090809287301226727e+3)
        : Polynomial<TLanes, T>.Of(r, 3.3871327179, 50.434271938, 159.29113202, 59.109374720);

    /// <summary>Its denominator.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes CentralDenominator(TLanes r) => sizeof(T) == sizeof(double)
        ? Unfused(
            r,
            1, 4.2313330701600911252e+1, 6.8718700749205790830e+2, 5.3941960214247511077e+3,
            2.1213794301586595867e+4, 3.9307895800092710610e+4, 2.8729085735721942674e+4, 5.2264952788528545610e+3)
        : Polynomial<TLanes, T>.Of(r, 1, 17.895169469, 78.757757664, 67.187563600);

    /// <summary>Outside, in √(−ln p) − 1.6.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes TailNumerator(TLanes r) => sizeof(T) == sizeof(double)
        ? Unfused(
            r,
            1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
            1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4)
        : Polynomial<TLanes, T>.Of(r, 1.4234372777, 2.7568153900, 1.3067284816, 0.17023821103);

    /// <summary>Its denominator.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes TailDenominator(TLanes r) => sizeof(T) == sizeof(double)
        ? Unfused(
            r,
            1, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
            1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9)
        : Polynomial<TLanes, T>.Of(r, 1, 0.73700164250, 0.12021132975);

    /// <summary>Beyond √(−ln p) = 5, in what is more than 5.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes FarNumerator(TLanes r) => sizeof(T) == sizeof(double)
        ? Unfused(
            r,
            6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1,
            2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7)
        : Polynomial<TLanes, T>.Of(r, 6.6579051150, 3.0812263860, 0.42868294337, 0.017337203997);

    /// <summary>Its denominator.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes FarDenominator(TLanes r) => sizeof(T) == sizeof(double)
        ? Unfused(
            r,
            1, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
            7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15)
        : Polynomial<TLanes, T>.Of(r, 1, 0.24197894225, 0.012258202635);

    /// <summary>Horner's rule, a product and a sum at a time, each rounded.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Unfused(TLanes x, double c0, double c1, double c2, double c3, double c4, double c5, double c6, double c7)
    {
        TLanes sum = (TLanes.Constant(c7) * x) + TLanes.Constant(c6);
        sum = (sum * x) + TLanes.Constant(c5);
        sum = (sum * x) + TLanes.Constant(c4);
        sum = (sum * x) + TLanes.Constant(c3);
        sum = (sum * x) + TLanes.Constant(c2);
        sum = (sum * x) + TLanes.Constant(c1);
        return (sum * x) + TLanes.Constant(c0);
    }
}
