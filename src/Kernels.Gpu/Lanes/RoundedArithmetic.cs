using System;
using ILGPU.IR.Intrinsics;

namespace Kernels.Gpu.Lanes;

/// <summary>Arithmetic in which each operation is rounded once, to nearest (IEEE 754), on every kind of device.</summary>
/// <remarks>
/// Operators would not do. In PTX a multiplication and an addition without a rounding mode may be contracted, and ILGPU cannot translate a fused
/// multiply–add; a comparison with a NaN comes out true where ILGPU turns its branches round. The bodies below are what the CPU accelerator runs; <see cref="CudaInstructions"/> puts one instruction in the place of each call.
/// </remarks>
internal static class RoundedArithmetic
{
    [IntrinsicImplementation]
    public static float Add(float left, float right) => left + right;

    [IntrinsicImplementation]
    public static float Subtract(float left, float right) => left - right;

    [IntrinsicImplementation]
    public static float Multiply(float left, float right) => left * right;

    [IntrinsicImplementation]
    public static float Divide(float left, float right) => left / right;

    [IntrinsicImplementation]
    public static float SquareRoot(float value) => MathF.Sqrt(value);

    /// <summary>a·b + c.</summary>
    [IntrinsicImplementation]
    public static float FusedMultiplyAdd(float a, float b, float c) => MathF.FusedMultiplyAdd(a, b, c);

    [IntrinsicImplementation]
    public static double Add(double left, double right) => left + right;

    [IntrinsicImplementation]
    public static double Subtract(double left, double right) => left - right;

    [IntrinsicImplementation]
    public static double Multiply(double left, double right) => left * right;

    [IntrinsicImplementation]
    public static double Divide(double left, double right) => left / right;

    [IntrinsicImplementation]
    public static double SquareRoot(double value) => Math.Sqrt(value);

    /// <summary>a·b + c.</summary>
    [IntrinsicImplementation]
    public static double FusedMultiplyAdd(double a, double b, double c) => Math.FusedMultiplyAdd(a, b, c);

    /// <summary>All bits set where left &lt; right, otherwise none; so none where one is NaN.</summary>
    [IntrinsicImplementation]
    public static uint IsLess(float left, float right) => left < right ? uint.MaxValue : 0;

    /// <summary>All bits set where left = right, otherwise none.</summary>
    [IntrinsicImplementation]
    public static uint IsEqual(float left, float right) => left == right ? uint.MaxValue : 0;

    /// <summary>All bits set where left &lt; right, otherwise none; so none where one is NaN.</summary>
    [IntrinsicImplementation]
    public static uint IsLess(double left, double right) => left < right ? uint.MaxValue : 0;

    /// <summary>All bits set where left = right, otherwise none.</summary>
    [IntrinsicImplementation]
    public static uint IsEqual(double left, double right) => left == right ? uint.MaxValue : 0;
}
