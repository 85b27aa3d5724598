using System;
using System.Runtime.InteropServices;

namespace Kernels.Gpu.Tests;

/// <content>One thread, and what each instruction does.</content>
internal sealed partial class PtxMachine
{
    private sealed class Thread(PtxMachine machine, int index, int threads, int group, int groups, byte[] parameters, byte[] shared)
    {
        private readonly ulong[] _registers = new ulong[machine._program.RegisterCount];
        private int _place;

        public State State { get; private set; }

        public PtxInstruction Barrier { get; private set; }

        public bool Vote { get; private set; }

        public void Run()
        {
            PtxInstruction[] instructions = machine._program.Instructions;
            while (State == State.Running)
            {
                PtxInstruction instruction = instructions[_place++];
                if (instruction.Guard < 0 || (_registers[instruction.Guard] != 0) == instruction.GuardIsTrue)
                {
                    Execute(instruction);
                }
            }
        }

        public void Pass(bool any)
        {
            if (Barrier.Operation == "bar.red.or.pred")
            {
                _registers[Barrier.Operands[0].Register] = any ? 1UL : 0;
            }

            State = State.Running;
        }

        private void Execute(PtxInstruction instruction)
        {
            PtxOperand[] o = instruction.Operands;
            string operation = instruction.Operation;
            switch (operation)
            {
                case "ret":
                    State = State.Done;
                    return;
                case "bra" or "bra.uni":
                    _place = o[0].Register;
                    return;
                case "bar.sync" or WarpBarrier:
                    (State, Barrier) = (State.AtBarrier, instruction);
                    return;
                case "bar.red.or.pred":
                    // d, barrier, p
                    (State, Barrier, Vote) = (State.AtBarrier, instruction, Bits(o[^1]) != 0);
                    return;
                case "st.f32" or "st.b32" or "st.global.f32" or "st.global.b32" or "st.shared.f32" or "st.shared.b32":
                    MemoryMarshal.Write(Memory(o[0], 4), (uint)Bits(o[1]));
                    return;
                case "st.f64" or "st.b64" or "st.global.f64" or "st.shared.f64":
                    MemoryMarshal.Write(Memory(o[0], 8), Bits(o[1]));
                    return;
                case "red.add.u32":
                    MemoryMarshal.Write(Memory(o[0], 4), MemoryMarshal.Read<uint>(Memory(o[0], 4)) + (uint)Bits(o[1]));
                    return;
                default:
                    _registers[o[0].Register] = Value(operation, o);
                    return;
            }
        }

        private ulong Value(string operation, PtxOperand[] o) => operation switch
        {
            "ld.f32" or "ld.b32" or "ld.global.f32" or "ld.global.b32" or "ld.shared.f32" or "ld.shared.b32" => MemoryMarshal.Read<uint>(Memory(o[1], 4)),
            "ld.f64" or "ld.b64" or "ld.global.f64" or "ld.shared.f64" => MemoryMarshal.Read<ulong>(Memory(o[1], 8)),
            "ld.param.b8" => parameters[(int)o[1].Value],
            "ld.param.b32" or "ld.param.f32" => MemoryMarshal.Read<uint>(parameters.AsSpan((int)o[1].Value)),
            "ld.param.b64" or "ld.param.f64" => MemoryMarshal.Read<ulong>(parameters.AsSpan((int)o[1].Value)),
            "mov.b32" or "mov.f32" => (uint)Bits(o[1]),
            "mov.b64" or "mov.f64" or "mov.pred" or "cvta.to.global.u64" => Bits(o[1]),
            "not.pred" => Bits(o[1]) == 0 ? 1UL : 0,
            "or.pred" => Bits(o[1]) | Bits(o[2]),
            "and.pred" => Bits(o[1]) & Bits(o[2]),
            "add.s32" => (uint)(Int(o[1]) + Int(o[2])),
            "sub.s32" => (uint)(Int(o[1]) - Int(o[2])),
            "mul.lo.s32" => (uint)(Int(o[1]) * Int(o[2])),
            "mad.lo.s32" => (uint)((Int(o[1]) * Int(o[2])) + Int(o[3])),
            "div.s32" => (uint)(Int(o[1]) / Int(o[2])),
            "rem.s32" => (uint)(Int(o[1]) % Int(o[2])),
            "div.s64" => (ulong)((long)Bits(o[1]) / (long)Bits(o[2])),
            "div.u32" => (uint)Bits(o[1]) / (uint)Bits(o[2]),
            "neg.s32" => (uint)-Int(o[1]),
            "add.s64" or "add.u64" => Bits(o[1]) + Bits(o[2]),
            "sub.s64" => Bits(o[1]) - Bits(o[2]),
            "mul.lo.s64" => Bits(o[1]) * Bits(o[2]),
            "mul.wide.u32" => (ulong)(uint)Bits(o[1]) * (uint)Bits(o[2]),
            "mad.lo.u64" => (Bits(o[1]) * Bits(o[2])) + Bits(o[3]),
            "and.b32" or "and.b64" => Bits(o[1]) & Bits(o[2]),
            "or.b32" or "or.b64" => Bits(o[1]) | Bits(o[2]),
            "xor.b32" or "xor.b64" => Bits(o[1]) ^ Bits(o[2]),
            "not.b32" => (uint)~Bits(o[1]),
            "not.b64" => ~Bits(o[1]),
            "shl.b32" => Count(o[2]) > 31 ? 0 : (uint)Bits(o[1]) << Count(o[2]),
            "shl.b64" => Count(o[2]) > 63 ? 0 : Bits(o[1]) << Count(o[2]),
            "shr.u32" => Count(o[2]) > 31 ? 0 : (uint)Bits(o[1]) >> Count(o[2]),
            "shr.s32" => (uint)(Int(o[1]) >> Math.Min(Count(o[2]), 31)),
            "shr.u64" => Count(o[2]) > 63 ? 0 : Bits(o[1]) >> Count(o[2]),
            "shr.s64" => (ulong)((long)Bits(o[1]) >> Math.Min(Count(o[2]), 63)),
            "cvt.rn.f32.s32" => Of((float)Int(o[1])),
            "cvt.rn.f64.s32" => Of((double)Int(o[1])),
            "cvt.s64.s32" => (ulong)Int(o[1]),
            "cvt.u64.u32" => (uint)Bits(o[1]),
            "cvt.s32.s64" or "cvt.u32.u64" => (uint)Bits(o[1]),
            "cvt.f64.f32" => Of((double)Single(o[1])),
            "cvt.rn.f32.f64" => Of((float)Double(o[1])),
            "selp.b32" => (uint)(Bits(o[3]) != 0 ? Bits(o[1]) : Bits(o[2])),
            "selp.b64" => Bits(o[3]) != 0 ? Bits(o[1]) : Bits(o[2]),
            "set.lt.u32.f32" => Single(o[1]) < Single(o[2]) ? uint.MaxValue : 0,
            "set.eq.u32.f32" => Single(o[1]) == Single(o[2]) ? uint.MaxValue : 0,
            "set.lt.u32.f64" => Double(o[1]) < Double(o[2]) ? uint.MaxValue : 0,
            "set.eq.u32.f64" => Double(o[1]) == Double(o[2]) ? uint.MaxValue : 0,
            "neg.f32" => (uint)Bits(o[1]) ^ 0x8000_0000,
            "neg.f64" => Bits(o[1]) ^ 0x8000_0000_0000_0000,
            "add.rn.f32" => Of(Single(o[1]) + Single(o[2])),
            "sub.rn.f32" => Of(Single(o[1]) - Single(o[2])),
            "mul.rn.f32" => Of(Single(o[1]) * Single(o[2])),
            "div.rn.f32" => Of(Single(o[1]) / Single(o[2])),
            "sqrt.rn.f32" => Of(MathF.Sqrt(Single(o[1]))),
            "sqrt.rn.f64" => Of(Math.Sqrt(Double(o[1]))),
            "fma.rn.f32" => Of(MathF.FusedMultiplyAdd(Single(o[1]), Single(o[2]), Single(o[3]))),
            "add.rn.f64" => Of(Double(o[1]) + Double(o[2])),
            "sub.rn.f64" => Of(Double(o[1]) - Double(o[2])),
            "mul.rn.f64" => Of(Double(o[1]) * Double(o[2])),
            "div.rn.f64" => Of(Double(o[1]) / Double(o[2])),
            "fma.rn.f64" => Of(Math.FusedMultiplyAdd(Double(o[1]), Double(o[2]), Double(o[3]))),
            _ when operation.StartsWith("setp.", StringComparison.Ordinal) => Compare(operation.Split('.'), o) ? 1UL : 0,
            _ => throw new NotSupportedException($"The instruction {operation} is not known."),
        };

        private bool Compare(string[] operation, PtxOperand[] o)
        {
            int order = operation[2] switch
            {
                "s32" => Int(o[1]).CompareTo(Int(o[2])),
                "s64" => ((long)Bits(o[1])).CompareTo((long)Bits(o[2])),
                "u32" => ((uint)Bits(o[1])).CompareTo((uint)Bits(o[2])),
                "u64" => Bits(o[1]).CompareTo(Bits(o[2])),
                string other => throw new NotSupportedException($"A comparison of {other} is not known."),
            };
            return operation[1] switch
            {
                "eq" => order == 0,
                "ne" => order != 0,
                "lt" or "lo" => order < 0,
                "le" or "ls" => order <= 0,
                "gt" or "hi" => order > 0,
                "ge" or "hs" => order >= 0,
                string other => throw new NotSupportedException($"The comparison {other} is not known."),
            };
        }

        private Span<byte> Memory(PtxOperand operand, int bytes)
        {
            ulong address = _registers[operand.Register] + operand.Value;
            byte[] memory = address < GlobalBase ? shared : machine._buffers[checked((int)(address / GlobalBase) - 1)];
            ulong place = address < GlobalBase ? address - SharedBase : address % GlobalBase;
            return memory.AsSpan(checked((int)place), bytes);
        }

        private ulong Bits(PtxOperand operand) => operand.Kind switch
        {
            PtxOperandKind.Register => _registers[operand.Register],
            PtxOperandKind.Immediate => operand.Value,
            _ => operand.Name switch
            {
                "%tid.x" => (ulong)index,
                "%ntid.x" => (ulong)threads,
                "%ctaid.x" => (ulong)group,
                _ => (ulong)groups,
            },
        };

        private int Int(PtxOperand operand) => (int)(uint)Bits(operand);

        private int Count(PtxOperand operand) => (int)Math.Min((uint)Bits(operand), 64u);

        private float Single(PtxOperand operand) => BitConverter.UInt32BitsToSingle((uint)Bits(operand));

        private double Double(PtxOperand operand) => BitConverter.UInt64BitsToDouble(Bits(operand));

        private static ulong Of(float value) => BitConverter.SingleToUInt32Bits(value);

        private static ulong Of(double value) => BitConverter.DoubleToUInt64Bits(value);
    }
}
