using System.Numerics;

namespace Kernels.Bench.Alternatives;

public readonly struct PlainRectifier<T> : IScalarFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static T Evaluate(T x) => x > T.Zero ? x : T.Zero;
}

public readonly struct PlainSigmoid<T> : IScalarFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static T Evaluate(T x) => T.One / (T.One + T.Exp(-x));
}

/// <summary>ln(1 + exp x), without overflow.</summary>
public readonly struct PlainSoftplus<T> : IScalarFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static T Evaluate(T x) => T.Max(x, T.Zero) + T.LogP1(T.Exp(-T.Abs(x)));
}

public readonly struct RuntimeHyperbolicTangent<T> : IScalarFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static T Evaluate(T x) => T.Tanh(x);
}

/// <summary>Derivatives from the function's value y.</summary>
public readonly struct PlainRectifierSlope<T> : IScalarFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static T Evaluate(T y) => y > T.Zero ? T.One : T.Zero;
}

public readonly struct PlainSigmoidSlope<T> : IScalarFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static T Evaluate(T y) => y * (T.One - y);
}

public readonly struct PlainSoftplusSlope<T> : IScalarFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static T Evaluate(T y) => T.One - T.Exp(-y);
}

public readonly struct PlainHyperbolicTangentSlope<T> : IScalarFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static T Evaluate(T y) => T.One - (y * y);
}
