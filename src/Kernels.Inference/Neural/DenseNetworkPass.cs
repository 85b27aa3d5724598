using System;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Kernels.Inference;

/// <summary>Takes rows through a <see cref="DenseNetwork"/> and derivatives of a loss back, with room of its own for so many rows: one object a thread of control.</summary>
/// <remarks>
/// The sums are those of <see cref="MatrixProduct"/>, shared out by columns: the same bits with any number of threads. With one thread nothing is allocated.
/// Where more than half of the input is zeros, as in images, the first layer leaves them out (<see cref="MatrixLayout.ManyZeros"/>).
/// Source of the way back: Rumelhart, Hinton and Williams (1986).
/// </remarks>
/// <example>
/// One layer of one weight and one bias, y = 2·x + 1:
/// <code>
/// DenseNetwork network = new([new(1, 1, Activation.Identity)]);
/// double[] parameters = [2, 1], x = [3, 4], gradient = new double[2];
/// DenseNetworkPass&lt;double&gt; pass = new(network, mostRows: 2);
/// Console.WriteLine(string.Join(' ', pass.Forward(parameters, x, rows: 2).ToArray())); // 7 9
/// double[] slope = [1, 10]; // of a loss, by each output
/// pass.Backward(parameters, x, slope, rows: 2, gradient);
/// Console.WriteLine($"by the weight {gradient[0]}, by the bias {gradient[1]}"); // by the weight 43, by the bias 11
/// </code>
/// </example>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class DenseNetworkPass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly DenseNetwork _network;
    private readonly int _mostRows;
    private readonly int _threads;
    private readonly T[][] _values;
    private readonly T[][] _gradients;
    private bool _inputHasManyZeros;

    /// <summary>Takes room.</summary>
    /// <param name="network">The layers.</param>
    /// <param name="mostRows">The most rows at once.</param>
    /// <param name="threads">How many threads share the products.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    public DenseNetworkPass(DenseNetwork network, int mostRows, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentOutOfRangeException.ThrowIfLessThan(mostRows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        (_network, _mostRows, _threads) = (network, mostRows, threads);
        _values = new T[network.Layers.Count][];
        _gradients = new T[network.Layers.Count][];
        for (int i = 0; i < _values.Length; i++)
        {
            int length = checked(mostRows * network.Layers[i].OutputCount);
            _values[i] = new T[length];

            // The last layer's is the caller's.
            _gradients[i] = i == _values.Length - 1 ? [] : new T[length];
        }
    }

    /// <summary>The output of every row; it stays until the next call.</summary>
    /// <param name="parameters">The network's, see <see cref="DenseNetwork"/>.</param>
    /// <param name="input">Rows of <see cref="DenseNetwork.InputCount"/> values.</param>
    /// <param name="rows">How many.</param>
    /// <returns>Rows of <see cref="DenseNetwork.OutputCount"/> values.</returns>
    /// <exception cref="ArgumentException">A memory is too short.</exception>
    public Memory<T> Forward(ReadOnlyMemory<T> parameters, ReadOnlyMemory<T> input, int rows)
    {
        Check(parameters, input, rows);
        _inputHasManyZeros = 2 * Zeros(input.Span[..(rows * _network.InputCount)]) > (long)rows * _network.InputCount;
        for (int i = 0; i < _values.Length; i++)
        {
            DenseLayer layer = _network.Layers[i];
            int outputs = layer.OutputCount;
            Memory<T> values = _values[i].AsMemory(0, rows * outputs);
            ReadOnlyMemory<T> weights = Weights(parameters, i);
            ReadOnlySpan<T> biases = Biases(parameters, i);
            for (int row = 0; row < rows; row++)
            {
                biases.CopyTo(values.Span.Slice(row * outputs, outputs));
            }

            WorkShares.Multiply(_threads, input, MatrixLayout.Rows(layer.InputCount) with { ManyZeros = i == 0 && _inputHasManyZeros }, weights, MatrixLayout.Rows(outputs), rows, outputs, layer.InputCount, T.One, values);
            layer.Activation.Apply(values.Span);
            input = values;
        }

        return _values[^1].AsMemory(0, rows * _network.OutputCount);
    }

    /// <summary>Derivatives by the parameters, and by the input where they are wanted, after <see cref="Forward"/> with the same arguments.</summary>
    /// <param name="parameters">The network's.</param>
    /// <param name="input">The rows that went in.</param>
    /// <param name="outputGradient">Derivatives of the loss by the output; overwritten.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="parameterGradient">Receives the derivatives by the parameters, summed over rows.</param>
    /// <param name="inputGradient">Receives those by the input; empty where they are not wanted.</param>
    /// <param name="accumulate">Whether to add to what <paramref name="parameterGradient"/> holds.</param>
    /// <exception cref="ArgumentException">A memory is too short.</exception>
    public void Backward(
        ReadOnlyMemory<T> parameters,
        ReadOnlyMemory<T> input,
        Memory<T> outputGradient,
        int rows,
        Memory<T> parameterGradient,
        Memory<T> inputGradient = default,
        bool accumulate = false)
    {
        Check(parameters, input, rows);
        Require(outputGradient.Length, (long)rows * _network.OutputCount, nameof(outputGradient));
        Require(parameterGradient.Length, _network.ParameterCount, nameof(parameterGradient));
        Require(inputGradient.IsEmpty ? int.MaxValue : inputGradient.Length, (long)rows * _network.InputCount, nameof(inputGradient));
        Memory<T> gradient = outputGradient;
        for (int i = _values.Length - 1; i >= 0; i--)
        {
            DenseLayer layer = _network.Layers[i];
            (int inputs, int outputs) = (layer.InputCount, layer.OutputCount);
            gradient = gradient[..(rows * outputs)];
            layer.Activation.Back(_values[i].AsSpan(0, rows * outputs), gradient.Span);
            ReadOnlyMemory<T> from = i == 0 ? input : _values[i - 1];
            Memory<T> layerGradient = parameterGradient.Slice(_network.OffsetOf(i), layer.ParameterCount);
            T beta = accumulate ? T.One : T.Zero;
            WorkShares.Multiply(_threads, from, MatrixLayout.TransposedRows(inputs) with { ManyZeros = i == 0 && _inputHasManyZeros }, gradient, MatrixLayout.Rows(outputs), inputs, outputs, rows, beta, layerGradient);
            SumRows(gradient.Span, rows, layerGradient.Span[layer.WeightCount..], accumulate);
            Memory<T> below = i == 0 ? inputGradient : _gradients[i - 1];
            if (!below.IsEmpty)
            {
                WorkShares.Multiply(
                    _threads, gradient, MatrixLayout.Rows(outputs), Weights(parameters, i), MatrixLayout.TransposedRows(outputs), rows, inputs, outputs, T.Zero, below);
            }

            gradient = below;
        }
    }

    /// <summary>Those of positive sign.</summary>
    private static long Zeros(ReadOnlySpan<T> values) => Unsafe.SizeOf<T>() == sizeof(long)
        ? MemoryMarshal.Cast<T, long>(values).Count(0L)
        : MemoryMarshal.Cast<T, int>(values).Count(0);

    /// <summary>Column by column, rows in order.</summary>
    private static void SumRows(ReadOnlySpan<T> rows, int count, Span<T> sums, bool accumulate)
    {
        if (!accumulate)
        {
            sums.Clear();
        }

        for (int row = 0; row < count; row++)
        {
            TensorPrimitives.Add(sums, rows.Slice(row * sums.Length, sums.Length), sums);
        }
    }

    private static void Require(int length, long expected, string name)
    {
        if (length < expected)
        {
            throw new ArgumentException($"The memory holds {length} values; expected at least {expected}.", name);
        }
    }

    private ReadOnlyMemory<T> Weights(ReadOnlyMemory<T> parameters, int layer) => parameters.Slice(_network.OffsetOf(layer), _network.Layers[layer].WeightCount);

    private ReadOnlySpan<T> Biases(ReadOnlyMemory<T> parameters, int layer) => parameters.Span[(_network.OffsetOf(layer) + _network.Layers[layer].WeightCount).._network.OffsetOf(layer + 1)];

    private void Check(ReadOnlyMemory<T> parameters, ReadOnlyMemory<T> input, int rows)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows, _mostRows);
        Require(parameters.Length, _network.ParameterCount, nameof(parameters));
        Require(input.Length, (long)rows * _network.InputCount, nameof(input));
    }
}
