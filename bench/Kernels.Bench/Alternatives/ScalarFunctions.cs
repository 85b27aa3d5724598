using System.Numerics;

namespace Kernels.Bench.Alternatives;

/// <summary>A function of one number, known when the loop around it is compiled.</summary>
public interface IScalarFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    static abstract T Evaluate(T x);
}

public readonly struct RuntimeExp<T> : IScalarFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static T Evaluate(T x) => T.Exp(x);
}

public readonly struct RuntimeLog<T> : IScalarFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static T Evaluate(T x) => T.Log(x);
}

/// <summary>ψ(x) = ψ(x + 1) − 1/x up to 6, from there the asymptotic series (Bernardo 1976), as one writes it in a few lines.</summary>
public readonly struct TextbookDigamma<T> : IScalarFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static T Evaluate(T x) => T.CreateTruncating(Evaluate(double.CreateTruncating(x)));

    private static double Evaluate(double x)
    {
        double below = 0;
        for (; x < 6; x++)
        {
            below += 1 / x;
        }

        double u = 1 / (x * x);
        double series = u * ((1.0 / 12) - (u * ((1.0 / 120) - (u * ((1.0 / 252) - (u * ((1.0 / 240) - (u * ((1.0 / 132) - (u * 691 / 32760))))))))));
        return System.Math.Log(x) - (0.5 / x) - series - below;
    }
}

public readonly struct TextbookExpDigamma<T> : IScalarFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static T Evaluate(T x) => T.Exp(TextbookDigamma<T>.Evaluate(x));
}

/// <summary>ψ′(x) = ψ′(x + 1) + 1/x² up to 6, from there the asymptotic series; no library at hand has the function.</summary>
public readonly struct TextbookTrigamma<T> : IScalarFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static T Evaluate(T x) => T.CreateTruncating(Evaluate(double.CreateTruncating(x)));

    private static double Evaluate(double x)
    {
        double below = 0;
        for (; x < 6; x++)
        {
            below += 1 / (x * x);
        }

        double u = 1 / (x * x);
        double series = (1.0 / 6) - (u * ((1.0 / 30) - (u * ((1.0 / 42) - (u * ((1.0 / 30) - (u * ((5.0 / 66) - (u * 691 / 2730)))))))));
        return below + (1 / x) + (u / 2) + (u / x * series);
    }
}

/// <summary>ln Γ(x) = ln Γ(x + 1) − ln x up to 6, with one logarithm of the product, from there Stirling's series.</summary>
public readonly struct TextbookLogGamma<T> : IScalarFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double HalfLogTwoPi = 0.91893853320467274178;

    public static T Evaluate(T x) => T.CreateTruncating(Evaluate(double.CreateTruncating(x)));

    private static double Evaluate(double x)
    {
        double below = 1;
        for (; x < 6; x++)
        {
            below *= x;
        }

        double u = 1 / (x * x);
        double series = ((1.0 / 12) - (u * ((1.0 / 360) - (u * ((1.0 / 1260) - (u * ((1.0 / 1680) - (u * ((1.0 / 1188) - (u * 691 / 360360)))))))))) / x;
        return ((x - 0.5) * System.Math.Log(x)) - x + HalfLogTwoPi + series - System.Math.Log(below);
    }
}

/// <summary>R(x) = R(x + 1) + (x + ½)·ln((x + 1)/x) − 1 up to 8, from there its series; no library at hand has the function.</summary>
public readonly struct TextbookStirlingRemainder<T> : IScalarFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static T Evaluate(T x) => T.CreateTruncating(Evaluate(double.CreateTruncating(x)));

    private static double Evaluate(double x)
    {
        double below = 0;
        for (; x < 8; x++)
        {
            below += ((x + 0.5) * System.Math.Log((x + 1) / x)) - 1;
        }

        double u = 1 / (x * x);
        return below + (((1.0 / 12) - (u * ((1.0 / 360) - (u * ((1.0 / 1260) - (u * ((1.0 / 1680) - (u / 1188)))))))) / x);
    }
}

public readonly struct MathNetDigamma<T> : IScalarFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static T Evaluate(T x) => T.CreateTruncating(MathNet.Numerics.SpecialFunctions.DiGamma(double.CreateTruncating(x)));
}

public readonly struct MathNetExpDigamma<T> : IScalarFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static T Evaluate(T x) => T.Exp(MathNetDigamma<T>.Evaluate(x));
}

public readonly struct MathNetLogGamma<T> : IScalarFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static T Evaluate(T x) => T.CreateTruncating(MathNet.Numerics.SpecialFunctions.GammaLn(double.CreateTruncating(x)));
}
