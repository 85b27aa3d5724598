using Kernels.Tests;
using Xunit;

namespace Kernels.Gpu.Tests;

public class PublicApiTests
{
    [CheckoutFact]
    public void Public_members_are_the_listed_ones() => PublicApi.AssertUnchanged(typeof(GpuDevice).Assembly);
}
