using System;
using System.Linq;
using Xunit;

namespace Kernels.Inference.Tests;

public sealed class DenseNetworkTests
{
    [Theory]
    [InlineData(Activation.Identity, false)]
    [InlineData(Activation.Rectifier, false)]
    [InlineData(Activation.Softplus, false)]
    [InlineData(Activation.Sigmoid, false)]
    [InlineData(Activation.HyperbolicTangent, false)]
    [InlineData(Activation.HyperbolicTangent, true)]
    public void Derivatives_are_those_by_central_differences(Activation activation, bool mostlyZeros)
    {
        DenseNetwork network = new([new(5, 7, activation), new(7, 4, activation), new(4, 3, activation)]);
        (double[] parameters, double[] input, double[] target) = (Values(network.ParameterCount, 1), [.. Values(6 * 5, 2).Select((v, i) => mostlyZeros && i % 6 < 4 ? 0 : v)], Values(6 * 3, 3));
        DenseNetworkPass<double> pass = new(network, 6);
        double[] gradient = new double[network.ParameterCount];
        double[] inputGradient = new double[input.Length];
        double Loss() => pass.Forward(parameters, input, 6).Span.ToArray().Select((y, i) => 0.5 * (y - target[i]) * (y - target[i])).Sum();

        double[] output = pass.Forward(parameters, input, 6).ToArray();
        pass.Backward(parameters, input, output.Select((y, i) => y - target[i]).ToArray(), 6, gradient, inputGradient);
        CentralDifferences.AssertGradient(parameters, gradient, Loss);
        CentralDifferences.AssertGradient(input, inputGradient, Loss);

        // Once more, added up.
        double[] twice = [.. gradient];
        pass.Forward(parameters, input, 6);
        pass.Backward(parameters, input, output.Select((y, i) => y - target[i]).ToArray(), 6, twice, accumulate: true);
        Assert.All(gradient.Zip(twice), pair => Assert.Equal(2 * pair.First, pair.Second, 12));
    }

    [Fact]
    public void The_output_is_that_of_plain_loops()
    {
        DenseNetwork network = DenseNetwork.Of([3, 4, 2], Activation.HyperbolicTangent);
        double[] parameters = Values(network.ParameterCount, 1);
        double[] input = Values(3, 2);
        double[] hidden = [.. Enumerable.Range(0, 4).Select(j => Math.Tanh(parameters[12 + j] + Enumerable.Range(0, 3).Sum(i => input[i] * parameters[(i * 4) + j])))];
        double[] output = [.. Enumerable.Range(0, 2).Select(j => parameters[16 + 8 + j] + Enumerable.Range(0, 4).Sum(i => hidden[i] * parameters[16 + (i * 2) + j]))];
        double[] found = new DenseNetworkPass<double>(network, 1).Forward(parameters, input, 1).ToArray();
        Assert.All(output.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 14));
    }

    [Fact]
    public void The_bits_do_not_depend_on_threads()
    {
        DenseNetwork network = DenseNetwork.Of([300, 260, 130, 70], Activation.Rectifier);
        float[] parameters = new float[network.ParameterCount];
        network.Initialize<float>(seed: 3, parameters);
        float[] input = [.. Values(100 * 300, 2).Select(v => (float)v)];
        float[][] results = [.. new[] { 1, 2, 3, 5 }.Select(threads =>
        {
            DenseNetworkPass<float> pass = new(network, 100, threads);
            float[] output = pass.Forward(parameters, input, 100).ToArray();
            (float[] gradient, float[] inputGradient) = (new float[parameters.Length], new float[input.Length]);
            pass.Backward(parameters, input, output.ToArray(), 100, gradient, inputGradient);
            return (float[])[.. output, .. gradient, .. inputGradient];
        })];
        Assert.All(results, result => Assert.Equal(results[0], result));
    }

    [Fact]
    public void Fresh_parameters_fill_the_range_of_their_layer_and_follow_the_seed()
    {
        DenseNetwork network = DenseNetwork.Of([100, 50, 25], Activation.Rectifier);
        double[] parameters = new double[network.ParameterCount];
        network.Initialize<double>(seed: 3, parameters);
        Assert.InRange(parameters[..5050].Max(Math.Abs), 0.0999, 0.1);
        Assert.InRange(parameters[5050..].Max(Math.Abs), 0.141, 1 / Math.Sqrt(50));
        Assert.InRange(parameters[..5050].Average(), -0.003, 0.003);
        double[] other = new double[network.ParameterCount];
        network.Initialize<double>(seed: 4, other);
        Assert.DoesNotContain(parameters.Zip(other), pair => pair.First == pair.Second);
    }

    [Fact]
    public void Steps_allocate_nothing()
    {
        DenseNetwork network = DenseNetwork.Of([30, 20, 10], Activation.Softplus);
        float[] parameters = new float[network.ParameterCount];
        float[] gradient = new float[network.ParameterCount];
        (float[] input, float[] slope) = (new float[8 * 30], new float[8 * 10]);
        DenseNetworkPass<float> pass = new(network, 8);
        void Step()
        {
            pass.Forward(parameters, input, 8);
            pass.Backward(parameters, input, slope, 8, gradient);
        }

        Step();
        long fewest = long.MaxValue;
        for (int attempt = 0; attempt < 20 && fewest != 0; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Step();
            fewest = Math.Min(fewest, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, fewest);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new DenseNetwork([]));
        Assert.Contains("Layer 1 takes 4 values; expected 3", Assert.Throws<ArgumentException>(
            () => new DenseNetwork([new(2, 3, Activation.Identity), new(4, 1, Activation.Identity)])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new DenseNetwork([new(0, 3, Activation.Identity)]));
        DenseNetwork network = DenseNetwork.Of([2, 3], Activation.Identity);
        DenseNetworkPass<double> pass = new(network, 2);
        Assert.Throws<ArgumentOutOfRangeException>(() => pass.Forward(new double[9], new double[6], 3));
        Assert.Throws<ArgumentException>(() => pass.Forward(new double[8], new double[4], 2));
        Assert.Throws<ArgumentException>(() => pass.Forward(new double[9], new double[3], 2));
    }

    private static double[] Values(int count, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextDouble()) - 1)];
    }
}
