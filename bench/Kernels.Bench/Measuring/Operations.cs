namespace Kernels.Bench.Measuring;

/// <summary>What is done with numbers, one lane's worth; first as <see cref="Tally{T}"/> counts it, then by element.</summary>
/// <param name="MultiplyAdds">Fused multiply–adds.</param>
/// <param name="Multiplications">a·b.</param>
/// <param name="Additions">a + b and a − b.</param>
/// <param name="Divisions">a/b.</param>
/// <param name="Others">Comparisons, selections, minima, maxima and operations on bits. The compiler folds some of them into others.</param>
internal readonly record struct Operations(double MultiplyAdds, double Multiplications, double Additions, double Divisions, double Others)
{
    /// <summary>Operations on floating-point numbers, a multiply–add being two.</summary>
    public double Flops => (2 * MultiplyAdds) + Multiplications + Additions + Divisions;

    /// <summary>What runs where multiply–adds run.</summary>
    public double Products => MultiplyAdds + Multiplications;

    public static Operations operator +(Operations left, Operations right) => new(
        left.MultiplyAdds + right.MultiplyAdds,
        left.Multiplications + right.Multiplications,
        left.Additions + right.Additions,
        left.Divisions + right.Divisions,
        left.Others + right.Others);

    public static Operations operator /(Operations left, double right) =>
        new(left.MultiplyAdds / right, left.Multiplications / right, left.Additions / right, left.Divisions / right, left.Others / right);
}
