using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using Xunit;
using Xunit.Abstractions;

namespace Kernels.Gpu.Tests;

/// <summary>Says what fails as it fails, what is skipped and why, and at the end how much was run and where.</summary>
internal sealed class TestReport : LongLivedMarshalByRefObject, IMessageSink, IDisposable
{
    private readonly List<ITestCase> _found = [];
    private readonly ManualResetEventSlim _discovered = new(), _finished = new();
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Lock _gate = new();
    private int _passed, _failed, _skipped;

    public bool OnMessage(IMessageSinkMessage message)
    {
        lock (_gate)
        {
            switch (message)
            {
                case ITestCaseDiscoveryMessage discovery:
                    _found.Add(discovery.TestCase);
                    break;
                case IDiscoveryCompleteMessage:
                    _discovered.Set();
                    break;
                case ITestPassed:
                    _passed++;
                    break;
                case ITestSkipped skipped:
                    _skipped++;
                    Console.WriteLine($"skipped {skipped.Test.DisplayName}: {skipped.Reason}");
                    break;
                case ITestAssemblyFinished:
                    _finished.Set();
                    break;

                // A test, or the making or clearing away of what tests share.
                case IFailureInformation failure:
                    _failed++;
                    Console.WriteLine($"failed {(failure as ITestMessage)?.Test.DisplayName ?? failure.GetType().Name}");
                    Console.WriteLine(string.Join(Environment.NewLine, failure.Messages.Concat(failure.StackTraces)));
                    break;
            }
        }

        return true;
    }

    /// <summary>Waits for the tests to be found.</summary>
    public List<ITestCase> Found()
    {
        _discovered.Wait();
        return _found;
    }

    /// <summary>Waits for the tests to be run; the exit code, which is 0 only if some were and none failed.</summary>
    public int Finish()
    {
        _finished.Wait();
        Console.WriteLine($"{_passed} passed, {_failed} failed, {_skipped} skipped on {SharedDevice.Name ?? "no device"} in {_clock.Elapsed.TotalSeconds:0} s");
        return _failed == 0 && _passed > 0 ? 0 : 1;
    }

    public void Dispose()
    {
        _discovered.Dispose();
        _finished.Dispose();
    }
}
