using System;
using System.Collections.Generic;
using System.Linq;
using Kernels.Gpu.Tests;
using Xunit.Abstractions;
using Xunit.Sdk;

// What the suite does where there is no SDK and so no `dotnet test`: published self-contained, it runs itself. An argument is a part of a test's name.
using TestReport report = new();
using XunitTestFramework framework = new(report);
using ITestFrameworkDiscoverer discoverer = framework.GetDiscoverer(Reflector.Wrap(typeof(TestReport).Assembly));
discoverer.Find(includeSourceInformation: false, report, new TestOptions());
List<ITestCase> tests = report.Found();
if (args is [string part, ..])
{
    tests = [.. tests.Where(test => test.DisplayName.Contains(part, StringComparison.OrdinalIgnoreCase))];
}

using ITestFrameworkExecutor executor = framework.GetExecutor(typeof(TestReport).Assembly.GetName());
executor.RunTests(tests, report, new TestOptions());
return report.Finish();
