using Kernels.Cli;

using StopSignals signals = new();
return Tool.Run(args, ToolConsole.OfProcess(signals.Token));
