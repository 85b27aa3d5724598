namespace Kernels;

/// <summary>Expectations and divergences of Dirichlet distributions, over spans of float or double.</summary>
public static partial class Dirichlet;
