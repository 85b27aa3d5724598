using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace Kernels.Inference;

/// <summary>Dense layers one after the other. Their parameters are one span, layer after layer, so that an optimiser steps them at once.</summary>
/// <example>
/// A small network learns "exclusive or":
/// <code>
/// DenseNetwork network = new([new(2, 8, Activation.HyperbolicTangent), new(8, 1, Activation.Identity)]);
/// double[] parameters = new double[network.ParameterCount], gradient = new double[network.ParameterCount];
/// network.Initialize&lt;double&gt;(seed: 1, parameters);
/// DenseNetworkPass&lt;double&gt; pass = new(network, mostRows: 4);
/// Adam&lt;double&gt; optimizer = new(network.ParameterCount, learningRate: 0.05);
/// double[] x = [0, 0, 0, 1, 1, 0, 1, 1], target = [0, 1, 1, 0];
/// for (int step = 0; step &lt; 500; step++)
/// {
///     double[] slope = pass.Forward(parameters, x, rows: 4).ToArray(); // y, then ∂/∂y of half the squared error
///     System.Numerics.Tensors.TensorPrimitives.Subtract(slope, target, slope);
///     pass.Backward(parameters, x, slope, rows: 4, gradient);
///     optimizer.TakeStep(gradient, parameters);
/// }
///
/// Console.WriteLine(string.Join(' ', pass.Forward(parameters, x, rows: 4).ToArray().Select(y =&gt; $"{Math.Abs(y):F2}")));
/// // 0.00 1.00 1.00 0.00
/// </code>
/// </example>
public sealed class DenseNetwork
{
    private readonly DenseLayer[] _layers;
    private readonly int[] _offsets;

    /// <summary>Puts layers together.</summary>
    /// <param name="layers">At least one; each takes as many values as the one before gives.</param>
    /// <exception cref="ArgumentException">There is none, or two do not fit.</exception>
    public DenseNetwork(IReadOnlyList<DenseLayer> layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        if (layers.Count == 0)
        {
            throw new ArgumentException("There are 0 layers; expected at least 1.", nameof(layers));
        }

        _layers = [.. layers];
        _offsets = new int[layers.Count + 1];
        for (int i = 0; i < _layers.Length; i++)
        {
            _layers[i].Validate();
            if (i > 0 && _layers[i].InputCount != _layers[i - 1].OutputCount)
            {
                throw new ArgumentException($"Layer {i} takes {_layers[i].InputCount} values; expected {_layers[i - 1].OutputCount}, as many as the layer before gives.", nameof(layers));
            }

            _offsets[i + 1] = checked(_offsets[i] + _layers[i].ParameterCount);
        }
    }

    /// <summary>The layers, first to last.</summary>
    public IReadOnlyList<DenseLayer> Layers => _layers;

    /// <summary>Values that the first layer takes.</summary>
    public int InputCount => _layers[0].InputCount;

    /// <summary>Values that the last layer gives.</summary>
    public int OutputCount => _layers[^1].OutputCount;

    /// <summary>Parameters of all layers.</summary>
    public int ParameterCount => _offsets[^1];

    /// <summary>Where a layer's parameters begin.</summary>
    /// <param name="layer">From 0.</param>
    public int OffsetOf(int layer) => _offsets[layer];

    /// <summary>Layers of the given sizes: hidden ones with one activation, the last one with another.</summary>
    /// <param name="sizes">Values that go in, those of each hidden layer, those that come out.</param>
    /// <param name="hidden">The activation of hidden layers.</param>
    /// <param name="last">The activation of the last layer.</param>
    public static DenseNetwork Of(IReadOnlyList<int> sizes, Activation hidden, Activation last = Activation.Identity) =>
        new([.. sizes.Skip(1).Select((size, i) => new DenseLayer(sizes[i], size, i == sizes.Count - 2 ? last : hidden))]);

    /// <summary>Draws every parameter of a layer uniformly from ±1/√InputCount, as PyTorch's Linear does.</summary>
    /// <param name="seed">The key of the random numbers.</param>
    /// <param name="parameters">Receives <see cref="ParameterCount"/> values.</param>
    /// <param name="network">Which of the networks that share the seed.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException">The span is too short.</exception>
    public void Initialize<T>(long seed, Span<T> parameters, int network = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (parameters.Length < ParameterCount)
        {
            throw new ArgumentException($"The span holds {parameters.Length} values; expected at least {ParameterCount}.", nameof(parameters));
        }

        UniformSequence uniforms = new(unchecked((ulong)seed), NeuralStreams.Initialization, (uint)network);
        for (int i = 0; i < _layers.Length; i++)
        {
            uniforms.Begin((uint)i);
            double bound = 1 / Math.Sqrt(_layers[i].InputCount);
            foreach (ref T parameter in parameters[_offsets[i].._offsets[i + 1]])
            {
                parameter = T.CreateTruncating(bound * ((2 * uniforms.Next()) - 1));
            }
        }
    }
}
