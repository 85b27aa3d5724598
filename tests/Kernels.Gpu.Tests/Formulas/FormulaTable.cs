using System;
using System.Collections.Generic;
using System.Linq;
using Kernels.Formulas;

namespace Kernels.Gpu.Tests;

/// <summary>The formulas of the library that have the shape of an interface, as reflection finds them: a new one is tested on devices without being listed.</summary>
internal static class FormulaTable
{
    // What draws and densities are tried with. Draws that are a location and a scale of a standard distribution are made of it.
    private static readonly Dictionary<string, double[]> s_parameters = new()
    {
        [nameof(OpenUniformDraw<float>)] = [],
        [nameof(StandardNormalDraw<float>)] = [],
        [nameof(ExponentialDraw<float>)] = [1.5],
        [nameof(GompertzDraw<float>)] = [0.3, 2],
        [nameof(LogNormalDraw<float>)] = [0.1, 0.4],
        [nameof(ParetoDraw<float>)] = [2, 6],
        [nameof(RayleighDraw<float>)] = [1.5],
        [nameof(ReciprocalDraw<float>)] = [0.5, 20],
        [nameof(TriangularDraw<float>)] = [-1, 0, 3],
        [nameof(UniformDraw<float>)] = [-1, 3],
        [nameof(WeibullDraw<float>)] = [1.7, 3],
        [nameof(BetaDensity<float>)] = [2, 3.5],
        [nameof(FDensity<float>)] = [6, 20],
        [nameof(GammaDensity<float>)] = [2.5, 3],
        [nameof(StudentTDensity<float>)] = [9, 1, 2],
    };

    /// <summary>Functions of one number.</summary>
    public static IEnumerable<string> Functions => Of(typeof(IFormula<>));

    /// <summary>Derivatives from values.</summary>
    public static IEnumerable<string> Slopes => Of(typeof(ISlope<>));

    /// <summary>Distributions whose draws are a function of one uniform number.</summary>
    public static IEnumerable<string> Draws => Of(typeof(IDrawFormula<>)).Concat(Of(typeof(IStandardFormula<>)));

    /// <summary>Those, and the others that have a density.</summary>
    public static IEnumerable<string> Densities => Of(typeof(IDensityFormula<>)).Concat(Of(typeof(IStandardFormula<>)));

    /// <summary>A formula for an element type; of a standard distribution, another location and scale of it.</summary>
    public static Type Formula(string name, Type element)
    {
        Type formula = typeof(IFormula<>).Assembly.GetType($"{typeof(IFormula<>).Namespace}.{name}`1", throwOnError: true)!.MakeGenericType(element);
        return Implements(formula, typeof(IStandardFormula<>)) ? typeof(LocationScale<,>).MakeGenericType(element, formula) : formula;
    }

    /// <summary>A distribution's parameters.</summary>
    public static double[] Parameters(string name) => name.StartsWith("Standard", StringComparison.Ordinal) && !s_parameters.ContainsKey(name) ? [0.5, 2] : s_parameters[name];

    /// <summary>A distribution.</summary>
    public static object Distribution(string name, Type element) => Activator.CreateInstance(Formula(name, element), [.. Parameters(name).Select(value => (object)value)])!;

    private static IEnumerable<string> Of(Type shape) =>
        from type in typeof(IFormula<>).Assembly.GetTypes()
        where type.IsValueType && type.GetGenericArguments().Length == 1 && Implements(type, shape)
        orderby type.Name
        select type.Name.Split('`')[0];

    private static bool Implements(Type type, Type shape) => type.GetInterfaces().Any(candidate => candidate.IsGenericType && candidate.GetGenericTypeDefinition() == shape);
}
