namespace Kernels;

/// <summary>Expectations and divergences of Dirichlet distributions, over spans of float or double.</summary>
/// <example>
/// <code>
/// double[] alpha = [1, 1, 1];
/// double[] expectedLog = new double[3];
/// Dirichlet.ExpectedLog&lt;double&gt;(alpha, expectedLog); // ψ(1) − ψ(3)
/// Console.WriteLine($"{expectedLog[0]:F4}"); // -1.5000
/// double[] lambda = [1, 2, 4, 0.1, 5, 0.1]; // two rows of three
/// double[] factors = new double[6];
/// Dirichlet.ExpExpectedLogRows&lt;double&gt;(lambda, rowLength: 3, factors);
/// Console.WriteLine($"{factors[1]:F4} {factors[4]:F4}"); // 0.2346 0.9576
/// double divergence = Dirichlet.KullbackLeibler&lt;double&gt;(alpha: [2, 3, 4], beta: [1, 1, 1]);
/// Console.WriteLine($"{divergence:F4}"); // 0.6194
/// </code>
/// </example>
public static partial class Dirichlet;
