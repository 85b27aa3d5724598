using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
using Kernels.Formulas;

namespace Kernels.Gpu;

/// <summary>The kernels of <see cref="SpecialFunctions"/> on device buffers: compiled once, launched on a stream, results left on the device.</summary>
/// <remarks>
/// The formulas are the processor's, through a lane whose operations round as the processor's do: on CUDA and on the simulator the bits are the same.
/// A launch returns at once; the results are there when the stream has come so far. Safe to use from several threads.
/// Every method throws a <see cref="GpuException"/> where the device fails, or has failed before.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="device">The device on which the buffers are.</param>
public sealed class GpuSpecialFunctions<T>(GpuDevice device)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly GpuMap<T> _exp = GpuMap<T>.Of<Exponential<T>>(device);
    private readonly GpuMap<T> _log = GpuMap<T>.Of<Logarithm<T>>(device);
    private readonly GpuMap<T> _digamma = GpuMap<T>.Of<DigammaFormula<T>>(device);
    private readonly GpuMap<T> _trigamma = GpuMap<T>.Of<TrigammaFormula<T>>(device);
    private readonly GpuMap<T> _logGamma = GpuMap<T>.Of<LogGammaFormula<T>>(device);
    private readonly GpuMap<T> _stirlingRemainder = GpuMap<T>.Of<StirlingRemainderFormula<T>>(device);
    private readonly GpuMap<T> _expDigamma = GpuMap<T>.Of<ExpDigammaFormula<T>>(device);

    /// <summary>destination[i] = exp x; see <see cref="SpecialFunctions.Exp{T}"/>.</summary>
    /// <param name="stream">Where the launch queues.</param>
    /// <param name="x">The arguments.</param>
    /// <param name="destination">The results; as long as <paramref name="x"/> or longer. The same memory, or none of it.</param>
    public void Exp(AcceleratorStream stream, ArrayView<T> x, ArrayView<T> destination) => _exp.Run(stream, x, destination);

    /// <summary>destination[i] = ln x; see <see cref="SpecialFunctions.Log{T}"/>.</summary>
    /// <param name="stream">Where the launch queues.</param>
    /// <param name="x">The arguments.</param>
    /// <param name="destination">The results; as long as <paramref name="x"/> or longer. The same memory, or none of it.</param>
    public void Log(AcceleratorStream stream, ArrayView<T> x, ArrayView<T> destination) => _log.Run(stream, x, destination);

    /// <summary>destination[i] = ψ(x); see <see cref="SpecialFunctions.Digamma{T}"/>.</summary>
    /// <param name="stream">Where the launch queues.</param>
    /// <param name="x">The arguments.</param>
    /// <param name="destination">The results; as long as <paramref name="x"/> or longer. The same memory, or none of it.</param>
    public void Digamma(AcceleratorStream stream, ArrayView<T> x, ArrayView<T> destination) => _digamma.Run(stream, x, destination);

    /// <summary>destination[i] = ψ′(x); see <see cref="SpecialFunctions.Trigamma{T}"/>.</summary>
    /// <param name="stream">Where the launch queues.</param>
    /// <param name="x">The arguments.</param>
    /// <param name="destination">The results; as long as <paramref name="x"/> or longer. The same memory, or none of it.</param>
    public void Trigamma(AcceleratorStream stream, ArrayView<T> x, ArrayView<T> destination) => _trigamma.Run(stream, x, destination);

    /// <summary>destination[i] = ln |Γ(x)|; see <see cref="SpecialFunctions.LogGamma{T}"/>.</summary>
    /// <param name="stream">Where the launch queues.</param>
    /// <param name="x">The arguments.</param>
    /// <param name="destination">The results; as long as <paramref name="x"/> or longer. The same memory, or none of it.</param>
    public void LogGamma(AcceleratorStream stream, ArrayView<T> x, ArrayView<T> destination) => _logGamma.Run(stream, x, destination);

    /// <summary>destination[i] = ln Γ(x) − (x − ½)·ln x + x − ½·ln 2π; see <see cref="SpecialFunctions.StirlingRemainder{T}"/>.</summary>
    /// <param name="stream">Where the launch queues.</param>
    /// <param name="x">The arguments.</param>
    /// <param name="destination">The results; as long as <paramref name="x"/> or longer. The same memory, or none of it.</param>
    public void StirlingRemainder(AcceleratorStream stream, ArrayView<T> x, ArrayView<T> destination) => _stirlingRemainder.Run(stream, x, destination);

    /// <summary>destination[i] = exp ψ(x); see <see cref="SpecialFunctions.ExpDigamma{T}"/>.</summary>
    /// <param name="stream">Where the launch queues.</param>
    /// <param name="x">The arguments.</param>
    /// <param name="destination">The results; as long as <paramref name="x"/> or longer. The same memory, or none of it.</param>
    public void ExpDigamma(AcceleratorStream stream, ArrayView<T> x, ArrayView<T> destination) => _expDigamma.Run(stream, x, destination);
}
