using System;
using System.Linq;
using Xunit;

namespace Kernels.Inference.Tests;

public sealed class OptimizerTests
{
    [Theory]
    [InlineData("sgd")]
    [InlineData("momentum")]
    [InlineData("adam")]
    public void The_minimum_of_a_bowl_is_found(string name)
    {
        double[] parameters = [.. Enumerable.Range(0, 37).Select(i => Math.Sin(i))];
        IOptimizer<double> optimizer = Make(name, parameters.Length);
        for (int step = 0; step < 2000; step++)
        {
            optimizer.TakeStep([.. parameters.Select((p, i) => (1 + (i % 3)) * (p - 2))], parameters);
        }

        Assert.All(parameters, p => Assert.Equal(2, p, 6));
        Assert.Equal(2000, optimizer.StepCount);
    }

    /// <summary>Kingma and Ba's algorithm 1 in plain loops.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(37)]
    public void Adam_is_algorithm_1(int count)
    {
        double[] parameters = [.. Enumerable.Range(0, count).Select(i => Math.Sin(i))];
        double[] plain = [.. parameters];
        (double[] m, double[] v) = (new double[count], new double[count]);
        Adam<double> optimizer = new(count, 0.01);
        for (int t = 1; t <= 50; t++)
        {
            double[] gradient = [.. plain.Select((p, i) => Math.Cos(p * t) + i)];
            optimizer.TakeStep(gradient, parameters);
            for (int i = 0; i < count; i++)
            {
                m[i] = (0.9 * m[i]) + (0.1 * gradient[i]);
                v[i] = (0.999 * v[i]) + (0.001 * gradient[i] * gradient[i]);
                plain[i] -= 0.01 * (m[i] / (1 - Math.Pow(0.9, t))) / (Math.Sqrt(v[i] / (1 - Math.Pow(0.999, t))) + 1e-8);
            }

            Assert.All(parameters.Zip(plain), pair => Assert.Equal(pair.Second, pair.First, 11));
        }
    }

    [Theory]
    [InlineData("sgd")]
    [InlineData("momentum")]
    [InlineData("adam")]
    public void A_state_that_was_kept_goes_on_to_the_same_bits(string name)
    {
        double[] whole = [1, -2, 3, 4, 5];
        IOptimizer<double> optimizer = Make(name, whole.Length);
        (double[] middle, double[] state, long steps) = ([], [], 0);
        for (int step = 0; step < 20; step++)
        {
            if (step == 10)
            {
                (middle, state, steps) = ([.. whole], optimizer.State.ToArray(), optimizer.StepCount);
            }

            optimizer.TakeStep([.. whole.Select(Math.Sin)], whole);
        }

        IOptimizer<double> second = Make(name, whole.Length);
        second.Restore(steps, state);
        for (int step = 10; step < 20; step++)
        {
            second.TakeStep([.. middle.Select(Math.Sin)], middle);
        }

        Assert.Equal(whole, middle);
        Assert.Throws<ArgumentException>(() => second.Restore(1, new double[state.Length + 1]));
        Assert.Contains("number of steps is -1; expected 0 or more", Assert.Throws<ArgumentOutOfRangeException>(() => second.Restore(-1, state)).Message, StringComparison.Ordinal);
        Assert.Equal(20, second.StepCount);
        Assert.Throws<ArgumentException>(() => second.TakeStep(new double[5], new double[4]));
    }

    [Fact]
    public void Rates_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam<float>(1, learningRate: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam<float>(1, beta1: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam<float>(1, beta2: double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new StochasticGradientDescent<float>(1, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new StochasticGradientDescent<float>(-1, 1));
    }

    private static IOptimizer<double> Make(string name, int count) => name switch
    {
        "sgd" => new StochasticGradientDescent<double>(count, 0.1),
        "momentum" => new StochasticGradientDescent<double>(count, 0.05, momentum: 0.8),
        _ => new Adam<double>(count, 0.05),
    };
}
