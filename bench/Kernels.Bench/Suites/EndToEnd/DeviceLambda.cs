using System;
using System.Numerics;
using Kernels.Bench.Suites.Running;
using Kernels.Lda;

namespace Kernels.Bench.Suites.EndToEnd;

/// <summary>A device's λ, to be held against plain loops.</summary>
internal static class DeviceLambda
{
    /// <summary>All of it, words × K.</summary>
    public static double[] Read<T>(ILdaDevice<T> device, LdaTopics topics)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var values = new T[topics.VocabularySize * topics.TopicCount];
        device.ReadLambda(topics, 0, values);
        return Array.ConvertAll(values, double.CreateTruncating);
    }

    /// <summary>What ten iterations in <typeparamref name="T"/> leave of a result in double.</summary>
    public static Agreement Agreement<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => typeof(T) == typeof(double) ? new(1e-8, 1e-10) : new(1e-3, 1e-4);
}
