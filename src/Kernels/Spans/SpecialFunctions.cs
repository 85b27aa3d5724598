namespace Kernels;

/// <summary>Functions of one number over spans: no allocation, any length, the same bits on every machine.</summary>
/// <example>
/// <code>
/// double[] x = [0.5, 1, 5];
/// double[] values = new double[3];
/// SpecialFunctions.Digamma&lt;double&gt;(x, values);
/// Console.WriteLine($"{values[0]:F6} {values[1]:F6} {values[2]:F6}"); // -1.963510 -0.577216 1.506118
/// SpecialFunctions.LogGamma&lt;double&gt;(x, values);
/// Console.WriteLine($"{values[0]:F6} {values[1]:F6} {Math.Exp(values[2]):F6}"); // 0.572365 0.000000 24.000000
/// SpecialFunctions.Trigamma&lt;double&gt;(x, x); // in place
/// Console.WriteLine($"{x[1] * 6:F6} is π² = {Math.PI * Math.PI:F6}"); // 9.869604 is π² = 9.869604
/// </code>
/// </example>
public static partial class SpecialFunctions
{
}
