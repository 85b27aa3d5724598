using System;
using System.Reflection;
using ILGPU;
using ILGPU.Backends.PTX;
using ILGPU.IR;
using ILGPU.IR.Intrinsics;
using ILGPU.IR.Values;

namespace Kernels.Gpu.Lanes;

/// <summary>The PTX instruction for each operation of <see cref="RoundedArithmetic"/>: with a rounding mode, so that no assembler contracts two of them.</summary>
internal static class CudaInstructions
{
    /// <summary>Tells ILGPU's PTX backend about them.</summary>
    public static void Register(Context.Builder builder)
    {
        MethodInfo generator = typeof(CudaInstructions).GetMethod(nameof(Generate), BindingFlags.Static | BindingFlags.NonPublic)!;
        foreach (MethodInfo operation in typeof(RoundedArithmetic).GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly))
        {
            builder.GetIntrinsicManager().RegisterMethod(operation, new PTXIntrinsic(generator, IntrinsicImplementationMode.GenerateCode));
        }
    }

    private static void Generate(PTXBackend backend, PTXCodeGenerator generator, Value value)
    {
        var call = (MethodCall)value;
        string operation = call.Target.Source!.Name switch
        {
            nameof(RoundedArithmetic.Add) => "add.rn",
            nameof(RoundedArithmetic.Subtract) => "sub.rn",
            nameof(RoundedArithmetic.Multiply) => "mul.rn",
            nameof(RoundedArithmetic.Divide) => "div.rn",
            nameof(RoundedArithmetic.SquareRoot) => "sqrt.rn",
            nameof(RoundedArithmetic.FusedMultiplyAdd) => "fma.rn",
            nameof(RoundedArithmetic.IsLess) => "set.lt.u32",
            nameof(RoundedArithmetic.IsEqual) => "set.eq.u32",
            string other => throw new NotSupportedException($"No PTX instruction is known for {other}."),
        };
        var operands = new PTXRegisterAllocator.PrimitiveRegister[call.Count];
        for (int i = 0; i < call.Count; i++)
        {
            operands[i] = generator.LoadPrimitive(call[i]);
        }

        PTXRegisterAllocator.HardwareRegister result = generator.AllocateHardware(call);
        using PTXCodeGenerator.CommandEmitter command = generator.BeginCommand(operation + (call[0].BasicValueType == BasicValueType.Float64 ? ".f64" : ".f32"));
        command.AppendArgument(result);
        foreach (PTXRegisterAllocator.PrimitiveRegister operand in operands)
        {
            command.AppendArgument(operand);
        }
    }
}
