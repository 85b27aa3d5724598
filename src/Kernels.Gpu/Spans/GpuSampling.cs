using System;
using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
using Kernels.Formulas;

namespace Kernels.Gpu;

/// <summary>Draws of <see cref="Sampling"/> into device buffers: draw i is a function of (seed, stream, i), the same on a device as on the processor.</summary>
/// <remarks>
/// So a buffer may be drawn in parts, in any order, partly here and partly there. A launch returns at once. Safe to use from several threads.
/// Every method throws a <see cref="GpuException"/> where the device fails, or has failed before.
/// <code>
/// using GpuDevice device = GpuDevice.Open();
/// using var noise = device.Allocate&lt;float&gt;(1 &lt;&lt; 20);
/// new GpuSampling&lt;float&gt;(device).Normal(device.Accelerator.DefaultStream, new RandomStream(Seed: 1, Stream: 0), 0, noise.View);
/// </code>
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="device">The device on which the buffers are.</param>
public sealed class GpuSampling<T>(GpuDevice device)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly GpuDraw<T, OpenUniformDraw<T>> _uniform = new(device);
    private readonly GpuDraw<T, StandardNormalDraw<T>> _normal = new(device);
    private readonly GpuMap<T> _normalQuantile = GpuMap<T>.Of<NormalQuantile<T>>(device);

    /// <summary>destination[i] = uniform number first + i, in (0, 1); see <see cref="Sampling.Uniform{T}"/>.</summary>
    /// <param name="stream">Where the launch queues.</param>
    /// <param name="random">Seed and stream of the draws.</param>
    /// <param name="first">The number of the first draw, 0 or more.</param>
    /// <param name="destination">Receives the draws.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="first"/> is below 0.</exception>
    public void Uniform(AcceleratorStream stream, in RandomStream random, long first, ArrayView<T> destination) =>
        _uniform.Run(stream, random, first, destination);

    /// <summary>destination[i] = standard normal number first + i; see <see cref="Sampling.Normal{T}"/>.</summary>
    /// <inheritdoc cref="Uniform"/>
    public void Normal(AcceleratorStream stream, in RandomStream random, long first, ArrayView<T> destination) =>
        _normal.Run(stream, random, first, destination);

    /// <summary>destination[i] = Φ⁻¹(uniform[i]); see <see cref="Sampling.NormalQuantile{T}"/>.</summary>
    /// <param name="stream">Where the launch queues.</param>
    /// <param name="uniform">Numbers in (0, 1); others give anything.</param>
    /// <param name="destination">The results; as long as <paramref name="uniform"/> or longer. The same memory, or none of it.</param>
    public void NormalQuantile(AcceleratorStream stream, ArrayView<T> uniform, ArrayView<T> destination) => _normalQuantile.Run(stream, uniform, destination);
}
