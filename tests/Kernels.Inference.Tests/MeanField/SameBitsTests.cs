using System;
using System.Linq;
using Xunit;

namespace Kernels.Inference.Tests;

/// <summary>Pinned bits, looked at again on the instructions of older processors: a change here changes what a seed means.</summary>
[Trait("Category", "Laws")]
public class SameBitsTests
{
    [Fact]
    public void DrawsOfFamiliesArePinned()
    {
        ulong hash = 0;
        foreach (FamilyCase each in new[] { "Categorical 4", "Dirichlet 4", "Gamma", "Gaussian 3", "GaussianWishart 2" }.Select(FamilyCases.Of))
        {
            // Parameters that no logarithm made, which .NET may take from the system.
            double[] natural = each.Name == "Categorical 4" ? [0.5, -1, 0.25, 2] : each.Naturals[0];
            double[] draws = new double[each.Family.VariateLength * 300];
            each.Family.Sample(natural, seed: 7, stream: 2, firstIndex: 1000, draws);
            hash = Hash(hash, draws);
        }

        Assert.Equal(4111474872756119850ul, hash);
    }

    [Fact]
    public void AMixtureIsPinned()
    {
        double[] x = [.. Enumerable.Range(0, 1400).Select(i => (((i * 7919) + (i * i % 613)) % 1009) - (i % 3 == 0 ? 2000.0 : 0))];
        BayesianGaussianMixtureOptions options = new() { ComponentCount = 4, Ascent = new() { MaxSweeps = 12 } };
        BayesianGaussianMixture found = new BayesianGaussianMixtureTrainer(options).Fit(x, 2);
        Assert.Equal(0, found.Ascent.Falls);
        Assert.Equal(2869609774597716572ul, Hash(Hash(Hash(0, found.Weights), found.Means), found.Covariances));
    }

    private static ulong Hash(ulong hash, ReadOnlySpan<double> values)
    {
        foreach (double value in values)
        {
            hash = unchecked((hash * 31) + BitConverter.DoubleToUInt64Bits(value));
        }

        return hash;
    }
}
