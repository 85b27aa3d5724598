using System;
using Kernels.Cli;

using StopSignals signals = new();
return Tool.Run(args, new ToolConsole(Console.Out, Console.Error, Interactive: !Console.IsErrorRedirected && !Console.IsOutputRedirected, signals.Token));
