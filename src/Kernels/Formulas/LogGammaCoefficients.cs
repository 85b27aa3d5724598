using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>The fitted parts of ln Γ (Remez; tests/Kernels.Tests/Derivations/coef3.py, cot2.py).</summary>
internal static unsafe class LogGammaCoefficients<TLanes, T>
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>P of ln Γ(1 + v) = v·(v − 1)·(½ + P(v)/Q(v)) on [0, 2]: relative error 1.3e-17 in double, 2.3e-8 in float.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Numerator(TLanes v) => sizeof(T) == sizeof(double)
        ? Polynomial<TLanes, T>.Of(
            v,
            0.0772156649015328545617322,
            0.0004689833392233539644165,
            -0.319833277512881857946901,
            -0.4024633799647107077258046,
            -0.1955204470567733441109022,
            -0.0413057163677565488623033,
            -0.0034217396914689537028682,
            -0.000076240503187991633999616462)
        : Polynomial<TLanes, T>.Of(v, 0.07721565144803094633, -0.13477445873972309714, -0.15353117600800945382, -0.02221636234064871897);

    /// <summary>Q of the same.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Denominator(TLanes v) => sizeof(T) == sizeof(double)
        ? Polynomial<TLanes, T>.Of(
            v,
            1,
            3.182260389457878727597827,
            3.95238676662653886380591,
            2.426698246476030449050689,
            0.7703301714265502785555358,
            0.12070151935739078720484,
            0.008045835271810897053571553,
            0.000155102855957400520910116)
        : Polynomial<TLanes, T>.Of(v, 1, 1.43074273429390652116, 0.54318241709206754559, 0.04756429869872119974);

    /// <summary>C of Stirling's remainder w·C(w²), w = 1/x ≤ ⅓: absolute error 2.9e-18 in double, 6.0e-10 in float.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Stirling(TLanes square) => sizeof(T) == sizeof(double)
        ? Polynomial<TLanes, T>.Of(
            square,
            0.08333333333333313184239779,
            -0.002777777777607997455345079,
            0.0007936507512147331397394789,
            -0.00059523315903578674910253,
            0.000841427154221752277876669,
            -0.001904238634159107227921763,
            0.006045139607609837004599385,
            -0.0224788411839856387507874,
            0.07747588672465890752188165,
            -0.1918043155881200745206662,
            0.2357968685421612044323142)
        : Polynomial<TLanes, T>.Of(square, 0.0833333327297275098, -0.00277759526028879981, 0.000784932834070854077, -0.000455706331877183666);

    /// <summary>sin(πr)/r as a function of r² ≤ ¼: relative error 2.6e-19.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes SinePi(TLanes square) => Polynomial<TLanes, T>.Of(
        square,
        3.141592653589793237655,
        -5.16771278004996952886,
        2.550164039877293954326,
        -0.5992645293187386845114,
        0.08214588656989940141017,
        -0.007370430478816938202846,
        0.0004662996890187520383039,
        -0.00002190318600375939118598,
        7.694732998986180356204e-7);
}
