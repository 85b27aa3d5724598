using System;
using System.Linq;
using System.Numerics;
using System.Reflection;
using Kernels.Formulas;
using Kernels.Lanes;
using Kernels.Spans;

namespace Kernels.Gpu.Tests;

/// <summary>What a formula gives on the processor, through the loops of its own kernels.</summary>
internal abstract class FormulaCase<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The case of a formula, a derivative or a distribution: <typeparamref name="T"/> is the first of the case's type arguments, the formula the second.</summary>
    public static TCase Of<TCase>(Type shape, Type formula, params object[] arguments)
        where TCase : FormulaCase<T> => (TCase)Activator.CreateInstance(shape.MakeGenericType(typeof(T), formula), arguments)!;
}

internal abstract class FunctionCase<T> : FormulaCase<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public abstract T[] Evaluate(T[] x);
}

internal sealed class FunctionCase<T, TFormula> : FunctionCase<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TFormula : IFormula<T>
{
    public override T[] Evaluate(T[] x)
    {
        T[] results = new T[x.Length];
        SpanMap.Run<T, TFormula>(x, results);
        return results;
    }
}

internal abstract class SlopeCase<T> : FormulaCase<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public abstract T[] Apply(T[] values, T[] gradient);
}

internal sealed class SlopeCase<T, TSlope> : SlopeCase<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TSlope : ISlope<T>
{
    public override T[] Apply(T[] values, T[] gradient)
    {
        T[] results = new T[values.Length];
        SlopeMap.Run<T, TSlope>(values, gradient, results);
        return results;
    }
}

internal abstract class DensityCase<T> : FormulaCase<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The formula as a kernel's parameter: its numbers, in the order of its fields.</summary>
    public abstract object Parameter { get; }

    public abstract T[] LogDensity(T[] x);
}

internal class DensityCase<T, TFormula>(TFormula formula) : DensityCase<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TFormula : struct, IDensityFormula<T>
{
    public override object Parameter =>
        typeof(TFormula).GetFields(BindingFlags.Instance | BindingFlags.NonPublic).OrderBy(number => number.MetadataToken).Select(number => number.GetValue(formula)!).ToArray();

    public override T[] LogDensity(T[] x)
    {
        T[] results = new T[x.Length];
        Draws.LogDensity(x, formula, results);
        return results;
    }
}

internal interface IDrawCase<T>
{
    T[] Sample(RandomStream stream, long first, int count);

    T[] OfBits(T[] bits);

    T[] Derivatives(T[] x, int parameter);
}

internal sealed class DrawCase<T, TFormula>(TFormula formula) : DensityCase<T, TFormula>(formula), IDrawCase<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TFormula : struct, IDrawFormula<T>
{
    private readonly TFormula _formula = formula;

    public T[] Sample(RandomStream stream, long first, int count)
    {
        T[] results = new T[count];
        Draws.Sample(stream, first, _formula, results);
        return results;
    }

    public T[] OfBits(T[] bits) => Array.ConvertAll(bits, each => _formula.Draw(UnitNoise<Scalar<T>, T>.Of(Scalar<T>.Broadcast(each))).Value);

    public T[] Derivatives(T[] x, int parameter) => Array.ConvertAll(x, each => _formula.Derivative(Scalar<T>.Broadcast(each), parameter).Value);
}
