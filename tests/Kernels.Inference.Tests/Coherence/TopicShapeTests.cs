using System;
using System.Linq;
using Xunit;
using static Kernels.Inference.Tests.LdaTestModels;

namespace Kernels.Inference.Tests;

public class TopicShapeTests
{
    [Fact]
    public void EffectiveWordsCountEquallyHeavyOnes()
    {
        double[] flat = [.. Enumerable.Repeat(3.0, 1000)];
        double[] sharp = [.. Enumerable.Range(0, 1000).Select(word => word < 4 ? 1 : 1e-30)];
        double[] mixed = [.. Enumerable.Range(0, 1000).Select(word => 1.0 / (1 + word))];
        using LdaModel model = Of<double>([flat, sharp, mixed], 0.1, 0.1);
        double[] effective = TopicShape.EffectiveWords(model);
        Assert.Equal(1000, effective[0], 1e-9);
        Assert.Equal(4, effective[1], 1e-12);
        double entropy = -mixed.Sum(weight => weight / mixed.Sum() * Math.Log(weight / mixed.Sum()));
        Assert.Equal(Math.Exp(entropy), effective[2], 1e-10);
    }

    [Fact]
    public void ExclusivityIsTheShareOfATopicInItsTopWords()
    {
        using LdaModel model = Of<double>([[6, 3, 1, 0.1], [1, 3, 6, 0.1], [0.1, 3, 0.1, 6]], 0.1, 0.1);
        double[] exclusivity = TopicShape.Exclusivity(model, 2);
        double[] totals = [10.1, 10.1, 9.2];
        double Share(int topic, params double[] weights) => weights[topic] / totals[topic] / weights.Select((weight, other) => weight / totals[other]).Sum();
        Assert.Equal((Share(0, 6, 1, 0.1) + Share(0, 3, 3, 3)) / 2, exclusivity[0], 1e-14);
        Assert.Equal((Share(2, 0.1, 0.1, 6) + Share(2, 3, 3, 3)) / 2, exclusivity[2], 1e-14);
        using LdaModel same = Of<double>([[2, 1], [4, 2]], 0.1, 0.1);
        Assert.All(TopicShape.Exclusivity(same, 5), value => Assert.Equal(0.5, value, 1e-15));
        Assert.Throws<ArgumentOutOfRangeException>(() => TopicShape.Exclusivity(same, 0));
    }
}
