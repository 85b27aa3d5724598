using System;
using System.Numerics;
using Xunit;
using Xunit.Abstractions;

namespace Kernels.Tests;

/// <summary>ln of the normal density against values with 32 digits.</summary>
public class NormalDensityTests(ITestOutputHelper output)
{
    [Fact]
    public void Values_are_within_the_contract()
    {
        Check<double>(double.BitIncrement(1) - 1);
        Check<float>(float.BitIncrement(1) - 1);
    }

    private void Check<T>(double eps)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (double worst, int count) = (0, 0);
        foreach (string[] row in ReferenceData.Table("normal_density.csv"))
        {
            double[] numbers = Array.ConvertAll(row, ReferenceData.Number);
            T[] result = new T[1];
            new NormalDistribution(numbers[0], numbers[1]).LogDensity<T>([T.CreateChecked(numbers[2])], result);
            double z = (numbers[2] - numbers[0]) / numbers[1];
            double scale = 1 + Math.Abs(Math.Log(numbers[1])) + (z * z);
            worst = Math.Max(worst, ReferenceData.Error(result[0], new(0, numbers[3], numbers[4]), ErrorUnit.Absolute) / (eps * scale));
            count++;
        }

        output.WriteLine($"{typeof(T).Name}: {worst:G3} eps·(1 + |ln σ| + z²)");
        Assert.Equal(360, count);
        Assert.InRange(worst, 0.1, 2);
    }
}
