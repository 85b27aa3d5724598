using System;
using System.Linq;

namespace Kernels.Inference;

/// <summary>What other programs have no place for.</summary>
internal static class FormatLimits
{
    /// <summary>α, which must be the same for all topics.</summary>
    /// <exception cref="ArgumentException">It is not.</exception>
    public static double OneAlpha(LdaModel model, string program) => model.Alpha.All(alpha => alpha == model.Alpha[0])
        ? model.Alpha[0]
        : throw new ArgumentException($"The model has {model.TopicCount} different values of alpha; expected one, as {program} has for all topics.", nameof(model));
}
