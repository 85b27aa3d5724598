using System;
using System.Linq;

namespace Kernels.Tests.Reference;

/// <summary>Gaussian log densities and weighted moments in loops and double, each result with the size that its rounding errors are measured by.</summary>
internal static class PlainGaussian
{
    /// <summary>ln of the density's peak − ½·|W(x − μ)|².</summary>
    public static (double Value, double Scale) LogDensity(double[] x, double[] mean, double[] whitening, double logPeak, CovarianceShape shape)
    {
        int d = x.Length;
        double square = 0, scale = 0;
        for (int i = 0; i < d; i++)
        {
            double sum = 0, size = 0;
            for (int j = 0; j < d; j++)
            {
                double w = shape switch
                {
                    CovarianceShape.Full => whitening[(i * d) + j],
                    CovarianceShape.Diagonal => i == j ? whitening[i] : 0,
                    _ => i == j ? whitening[0] : 0,
                };
                sum += w * (x[j] - mean[j]);
                size += Math.Abs(w * (x[j] - mean[j]));
            }

            square += sum * sum;
            scale += size * size;
        }

        return (logPeak - (square / 2), Math.Abs(logPeak) + (scale / 2));
    }

    /// <summary>Mass, sums and d × d products of one component about an origin, and the same of absolute values.</summary>
    public static (double[] Values, double[] Scales) Moments(double[][] x, double[] shares, double[] origin)
    {
        int d = origin.Length;
        double[] values = new double[1 + d + (d * d)];
        double[] scales = new double[values.Length];
        for (int n = 0; n < x.Length; n++)
        {
            double[] z = [.. x[n].Zip(origin, (value, center) => value - center)];
            Add(0, shares[n]);
            for (int i = 0; i < d; i++)
            {
                Add(1 + i, shares[n] * z[i]);
                for (int j = 0; j < d; j++)
                {
                    Add(1 + d + (i * d) + j, shares[n] * z[i] * z[j]);
                }
            }
        }

        return (values, scales);

        void Add(int index, double term)
        {
            values[index] += term;
            scales[index] += Math.Abs(term);
        }
    }
}
