using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace Kernels.Gpu.Tests;

/// <summary>What an operand of a PTX instruction is.</summary>
internal enum PtxOperandKind
{
    Register,
    Immediate,
    Special,
    Memory,
    Parameter,
    Label,
}

/// <summary>An operand: a register's number, an immediate's bits, an offset from a register or into the parameters, or the place a label stands for.</summary>
internal readonly record struct PtxOperand(PtxOperandKind Kind, int Register, ulong Value, string Name);

/// <summary>One instruction; a guard of −1 is none.</summary>
internal readonly record struct PtxInstruction(string Operation, PtxOperand[] Operands, int Guard, bool GuardIsTrue, string Text);

/// <summary>The entry point of a PTX text, read so that <see cref="PtxMachine"/> can run it.</summary>
internal sealed partial class PtxProgram
{
    private readonly Dictionary<string, int> _registers = [];
    private readonly Dictionary<string, (int Offset, int Size)> _parameters = [];
    private readonly Dictionary<string, ulong> _shared = [];
    private readonly Dictionary<string, int> _labels = [];

    public PtxProgram(string ptx)
    {
        string entry = ptx[ptx.IndexOf(".visible .entry", StringComparison.Ordinal)..];
        int body = entry.IndexOf(')', StringComparison.Ordinal);
        foreach (Match match in Parameter().Matches(entry[..body]))
        {
            int size = match.Groups["size"].Success ? Number(match.Groups["size"].Value) : Number(match.Groups["bits"].Value) / 8;
            int alignment = match.Groups["align"].Success ? Number(match.Groups["align"].Value) : size;
            int offset = (ParameterBytes + alignment - 1) / alignment * alignment;
            _parameters.Add(match.Groups["name"].Value, (offset, size));
            ParameterBytes = offset + size;
        }

        SharedBytes = 0;
        foreach (Match match in Shared().Matches(entry))
        {
            _shared.Add(match.Groups["name"].Value, (ulong)SharedBytes);
            SharedBytes += (Number(match.Groups["size"].Value) + 15) / 16 * 16;
        }

        string[] lines = [.. entry[body..].Split('\n').Select(line => line.Trim())];
        int place = 0;
        foreach (string line in lines)
        {
            if (line.EndsWith(':'))
            {
                _labels.Add(line[..^1], place);
            }
            else if (Instruction().IsMatch(line))
            {
                place++;
            }
        }

        Instructions = [.. lines.Where(line => Instruction().IsMatch(line)).Select(Parse)];
    }

    public PtxInstruction[] Instructions { get; }

    public int RegisterCount => _registers.Count;

    public int ParameterBytes { get; }

    /// <summary>Shared memory that the text itself declares; what is asked for at the launch lies behind it.</summary>
    public int SharedBytes { get; }

    /// <summary>Offsets and sizes of the parameters, in order.</summary>
    public (int Offset, int Size)[] Parameters => [.. _parameters.Values];

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private PtxInstruction Parse(string line)
    {
        Match match = Instruction().Match(line);
        string operation = match.Groups["operation"].Value;
        string rest = match.Groups["operands"].Value.TrimEnd(';').Trim();
        PtxOperand[] operands = rest.Length == 0 ? [] : [.. rest.Split(',').Select(operand => Operand(operand.Trim(), operation))];
        string guard = match.Groups["guard"].Value;
        return new PtxInstruction(operation, operands, guard.Length == 0 ? -1 : RegisterOf(guard), !match.Groups["not"].Success, line);
    }

    private PtxOperand Operand(string text, string operation)
    {
        if (text[0] == '[')
        {
            string[] parts = text[1..^1].Split('+');
            ulong offset = parts.Length > 1 ? ulong.Parse(parts[1], CultureInfo.InvariantCulture) : 0;
            return parts[0][0] == '%'
                ? new PtxOperand(PtxOperandKind.Memory, RegisterOf(parts[0]), offset, text)
                : new PtxOperand(PtxOperandKind.Parameter, 0, (ulong)_parameters[parts[0]].Offset + offset, text);
        }

        if (text is "%tid.x" or "%ntid.x" or "%ctaid.x" or "%nctaid.x")
        {
            return new PtxOperand(PtxOperandKind.Special, 0, 0, text);
        }

        if (text[0] == '%')
        {
            return new PtxOperand(PtxOperandKind.Register, RegisterOf(text), 0, text);
        }

        if (operation.StartsWith("bra", StringComparison.Ordinal))
        {
            return new PtxOperand(PtxOperandKind.Label, _labels[text], 0, text);
        }

        return new PtxOperand(PtxOperandKind.Immediate, 0, Immediate(text), text);
    }

    private ulong Immediate(string text) => text switch
    {
        ['0', 'f', ..] or ['0', 'd', ..] => ulong.Parse(text.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture),
        "__dyn_shared_alloca" => PtxMachine.SharedBase + (ulong)SharedBytes,
        ['_', '_', ..] => PtxMachine.SharedBase + _shared[text],
        ['-', ..] => (ulong)long.Parse(text, CultureInfo.InvariantCulture),
        _ => ulong.Parse(text, CultureInfo.InvariantCulture),
    };

    private int RegisterOf(string name)
    {
        if (!_registers.TryGetValue(name, out int number))
        {
            _registers.Add(name, number = _registers.Count);
        }

        return number;
    }

    [GeneratedRegex(@"\.param(?: \.align (?<align>\d+))? \.[bfsu](?<bits>\d+) (?<name>\w+)(?:\[(?<size>\d+)\])?")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"\.shared \.align \d+ \.b8 (?<name>\w+)\[(?<size>\d+)\]")]
    private static partial Regex Shared();

    [GeneratedRegex(@"^(?:@(?<not>!)?(?<guard>%p\d+)\s+)?(?<operation>[a-z][a-z0-9_.]*)(?<operands>[\s;].*)$")]
    private static partial Regex Instruction();
}
