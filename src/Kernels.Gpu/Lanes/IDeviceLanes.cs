using System.Numerics;
using Kernels.Lanes;

namespace Kernels.Gpu.Lanes;

/// <summary>A lane of a device's thread, which also knows its value in double, and whole numbers.</summary>
internal interface IDeviceLanes<TSelf, T> : ILanes<TSelf, T>
    where TSelf : unmanaged, IDeviceLanes<TSelf, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The value, exactly.</summary>
    static abstract double Widen(TSelf value);

    /// <summary>A whole number, rounded to nearest.</summary>
    static abstract TSelf FromInteger(int value);
}
