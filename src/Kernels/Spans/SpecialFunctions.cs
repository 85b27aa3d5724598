namespace Kernels;

/// <summary>Functions of one number over spans: no allocation, any length, the same bits on every machine.</summary>
public static partial class SpecialFunctions
{
}
