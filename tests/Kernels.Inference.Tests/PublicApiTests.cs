using Kernels.Tests;
using Xunit;

namespace Kernels.Inference.Tests;

public class PublicApiTests
{
    [Fact]
    public void Public_members_are_the_listed_ones() => PublicApi.AssertUnchanged(typeof(LdaModel).Assembly);
}
