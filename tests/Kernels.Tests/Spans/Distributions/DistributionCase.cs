using System;
using System.Numerics;

namespace Kernels.Tests;

/// <summary>A distribution with parameters, what is known of it from elsewhere, and its generic methods without their constraints.</summary>
internal sealed record DistributionCase
{
    public required string Name { get; init; }

    public required double[] Parameters { get; init; }

    /// <summary>The distribution with these parameters.</summary>
    public required Func<double[], IDistribution> Make { get; init; }

    /// <summary>F(x), from another library or in closed form.</summary>
    public required Func<double, double> Distribution { get; init; }

    public required int ParameterCount { get; init; }

    /// <summary>Numbers that cannot be drawn.</summary>
    public double[] Outside { get; init; } = [];

    /// <summary>A draw is a quantile, so that its derivative is that of the draw itself; else only its mean given the draw is known.</summary>
    public bool IsQuantile { get; init; } = true;

    /// <summary>Draws have four moments, so that means of squares have standard errors.</summary>
    public bool HasMoments { get; init; } = true;

    /// <summary>Of the constructor's parameters, the one by which a derivative is taken.</summary>
    public int Place(int parameter) => parameter + (Parameters.Length - ParameterCount);

    public double[] Moved(int parameter, double by)
    {
        double[] moved = [.. Parameters];
        moved[Place(parameter)] += by;
        return moved;
    }

    public override string ToString() => Name;
}

/// <summary>Draws into arrays.</summary>
internal static class Drawn
{
    public static T[] Sample<T>(this IDistribution distribution, RandomStream stream, long first, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] draws = new T[count];
        distribution.Sample<T>(stream, first, draws);
        return draws;
    }

    public static (T[] Draws, T[] Derivatives) SampleAndDerivatives<T>(this IDistribution distribution, RandomStream stream, long first, int count, int parameterCount)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] draws = new T[count];
        T[] derivatives = new T[count * parameterCount];
        distribution.Sample<T>(stream, first, draws, derivatives);
        return (draws, derivatives);
    }

    public static double LogDensity(this IDistribution distribution, double x)
    {
        double result = 0;
        distribution.LogDensity<double>([x], new Span<double>(ref result));
        return result;
    }
}
