using System;
using System.Diagnostics;
using System.Numerics;

namespace Kernels.Inference;

/// <summary>The kernels behind <see cref="Activation"/>.</summary>
internal static class ActivationFunctions
{
    /// <summary>values ← f(values).</summary>
    public static void Apply<T>(this Activation activation, Span<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (activation)
        {
            case Activation.Identity:
                break;
            case Activation.Rectifier:
                Activations.Rectifier<T>(values, values);
                break;
            case Activation.Softplus:
                Activations.Softplus<T>(values, values);
                break;
            case Activation.Sigmoid:
                Activations.Sigmoid<T>(values, values);
                break;
            case Activation.HyperbolicTangent:
                Activations.HyperbolicTangent<T>(values, values);
                break;
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>gradient ← gradient·f′, f′ from values = f(x).</summary>
    public static void Back<T>(this Activation activation, ReadOnlySpan<T> values, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (activation)
        {
            case Activation.Identity:
                break;
            case Activation.Rectifier:
                Activations.RectifierGradient(values, gradient, gradient);
                break;
            case Activation.Softplus:
                Activations.SoftplusGradient(values, gradient, gradient);
                break;
            case Activation.Sigmoid:
                Activations.SigmoidGradient(values, gradient, gradient);
                break;
            case Activation.HyperbolicTangent:
                Activations.HyperbolicTangentGradient(values, gradient, gradient);
                break;
            default:
                throw new UnreachableException();
        }
    }
}
