using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
using Kernels.Formulas;

namespace Kernels.Gpu;

/// <summary>The kernels of <see cref="Activations"/> on device buffers: compiled once, launched on a stream, results left on the device.</summary>
/// <remarks>
/// The processor's formulas and, on CUDA and on the simulator, its bits. A launch returns at once. Safe to use from several threads.
/// Destinations are as long as the inputs or longer, and share their memory or none of it. Every method throws a <see cref="GpuException"/> where the device fails, or has failed before.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="device">The device on which the buffers are.</param>
public sealed class GpuActivations<T>(GpuDevice device)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly GpuMap<T> _rectifier = GpuMap<T>.Of<Rectifier<T>>(device);
    private readonly GpuMap<T> _sigmoid = GpuMap<T>.Of<Sigmoid<T>>(device);
    private readonly GpuMap<T> _softplus = GpuMap<T>.Of<Softplus<T>>(device);
    private readonly GpuMap<T> _hyperbolicTangent = GpuMap<T>.Of<HyperbolicTangent<T>>(device);
    private readonly GpuSlope<T> _rectifierSlope = GpuSlope<T>.Of<RectifierSlope<T>>(device);
    private readonly GpuSlope<T> _sigmoidSlope = GpuSlope<T>.Of<SigmoidSlope<T>>(device);
    private readonly GpuSlope<T> _softplusSlope = GpuSlope<T>.Of<SoftplusSlope<T>>(device);
    private readonly GpuSlope<T> _hyperbolicTangentSlope = GpuSlope<T>.Of<HyperbolicTangentSlope<T>>(device);

    /// <summary>destination[i] = max(x[i], 0); see <see cref="Activations.Rectifier{T}"/>.</summary>
    /// <param name="stream">Where the launch queues.</param>
    /// <param name="x">The arguments.</param>
    /// <param name="destination">The results.</param>
    public void Rectifier(AcceleratorStream stream, ArrayView<T> x, ArrayView<T> destination) => _rectifier.Run(stream, x, destination);

    /// <summary>destination[i] = 1/(1 + exp −x[i]); see <see cref="Activations.Sigmoid{T}"/>.</summary>
    /// <inheritdoc cref="Rectifier"/>
    public void Sigmoid(AcceleratorStream stream, ArrayView<T> x, ArrayView<T> destination) => _sigmoid.Run(stream, x, destination);

    /// <summary>destination[i] = ln(1 + exp x[i]); see <see cref="Activations.Softplus{T}"/>.</summary>
    /// <inheritdoc cref="Rectifier"/>
    public void Softplus(AcceleratorStream stream, ArrayView<T> x, ArrayView<T> destination) => _softplus.Run(stream, x, destination);

    /// <summary>destination[i] = tanh x[i]; see <see cref="Activations.HyperbolicTangent{T}"/>.</summary>
    /// <inheritdoc cref="Rectifier"/>
    public void HyperbolicTangent(AcceleratorStream stream, ArrayView<T> x, ArrayView<T> destination) => _hyperbolicTangent.Run(stream, x, destination);

    /// <summary>destination[i] = gradient[i] where values[i] is above 0, else 0; see <see cref="Activations.RectifierGradient{T}"/>.</summary>
    /// <param name="stream">Where the launch queues.</param>
    /// <param name="values">What the function gave.</param>
    /// <param name="gradient">Derivatives of a loss by those values; as many.</param>
    /// <param name="destination">Derivatives by the arguments.</param>
    public void RectifierGradient(AcceleratorStream stream, ArrayView<T> values, ArrayView<T> gradient, ArrayView<T> destination) =>
        _rectifierSlope.Run(stream, values, gradient, destination);

    /// <summary>destination[i] = gradient[i]·y·(1 − y) for y = values[i]; see <see cref="Activations.SigmoidGradient{T}"/>.</summary>
    /// <inheritdoc cref="RectifierGradient"/>
    public void SigmoidGradient(AcceleratorStream stream, ArrayView<T> values, ArrayView<T> gradient, ArrayView<T> destination) =>
        _sigmoidSlope.Run(stream, values, gradient, destination);

    /// <summary>destination[i] = gradient[i]·(1 − exp −y) for y = values[i]; see <see cref="Activations.SoftplusGradient{T}"/>.</summary>
    /// <inheritdoc cref="RectifierGradient"/>
    public void SoftplusGradient(AcceleratorStream stream, ArrayView<T> values, ArrayView<T> gradient, ArrayView<T> destination) =>
        _softplusSlope.Run(stream, values, gradient, destination);

    /// <summary>destination[i] = gradient[i]·(1 − y²) for y = values[i]; see <see cref="Activations.HyperbolicTangentGradient{T}"/>.</summary>
    /// <inheritdoc cref="RectifierGradient"/>
    public void HyperbolicTangentGradient(AcceleratorStream stream, ArrayView<T> values, ArrayView<T> gradient, ArrayView<T> destination) =>
        _hyperbolicTangentSlope.Run(stream, values, gradient, destination);
}
