using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Kernels.Corpora;
using Kernels.Tests;

namespace Kernels.Inference.Tests;

/// <summary>Compiles examples into one program with the SDK's own compiler, and runs it in a process of its own: each example in an empty folder, with what it prints.</summary>
internal static class ExampleProgram
{
    private const string Usings = "using System; using System.Collections.Generic; using System.IO; using System.Linq; using System.Threading; "
        + "using Kernels; using Kernels.Corpora; using Kernels.Inference; using Kernels.Lda;";

    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(5);

    /// <summary>What an example did: its lines, and the exception that ended it, if any.</summary>
    public readonly record struct Outcome(IReadOnlyList<string> Printed, string? Failure);

    /// <summary>Runs examples.</summary>
    /// <param name="examples">Which.</param>
    /// <param name="around">Code before and behind an example that is not whole by itself, by its name.</param>
    /// <returns>What the compiler said, if anything: then nothing ran; and else what each example did.</returns>
    public static (string CompilerErrors, IReadOnlyList<Outcome> Outcomes) Run(IReadOnlyList<DocumentedExample> examples, IReadOnlyDictionary<string, (string Before, string Behind)> around)
    {
        string folder = Directory.CreateTempSubdirectory("kernels-examples-").FullName;
        try
        {
            string program = Path.Combine(folder, "Examples.dll");
            string errors = Compile(Source(examples, around), program);
            if (errors.Length > 0)
            {
                return (errors, []);
            }

            foreach (string library in Libraries())
            {
                File.Copy(library, Path.Combine(folder, Path.GetFileName(library)));
            }

            string configuration = typeof(ExampleProgram).Assembly.GetName().Name + ".runtimeconfig.json";
            File.Copy(Path.Combine(AppContext.BaseDirectory, configuration), Path.ChangeExtension(program, ".runtimeconfig.json"));
            string output = DotNet("exec", program, folder);
            return output.Length > 0 ? throw new InvalidOperationException("The examples' program said: " + output) : ("", [.. examples.Select((_, i) => Read(folder, i))]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Outcome Read(string folder, int example)
    {
        string failure = Path.Combine(folder, $"{example}.failure");
        return new(File.ReadAllLines(Path.Combine(folder, $"{example}.printed")), File.Exists(failure) ? File.ReadAllText(failure) : null);
    }

    /// <summary>The assemblies that examples use and .NET does not have, where this test has them.</summary>
    private static IEnumerable<string> Libraries() => new[] { typeof(LdaModel), typeof(CorpusReader), typeof(SpecialFunctions), typeof(System.Numerics.Tensors.TensorPrimitives) }.Select(type => type.Assembly.Location);

    private static string Source(IReadOnlyList<DocumentedExample> examples, IReadOnlyDictionary<string, (string Before, string Behind)> around)
    {
        StringBuilder source = new();
        source.AppendLine(Usings).AppendLine(
            $$"""
            internal static class Program
            {
                private static void Main(string[] arguments)
                {
                    Action[] examples = [{{string.Join(", ", examples.Select((_, i) => $"Example{i}.Code.Run"))}}];
                    for (int i = 0; i < examples.Length; i++)
                    {
                        string folder = Path.Combine(arguments[0], i.ToString());
                        Directory.SetCurrentDirectory(Directory.CreateDirectory(folder).FullName);
                        using StringWriter printed = new() { NewLine = "\n" };
                        Console.SetOut(printed);
                        try
                        {
                            examples[i]();
                        }
                        catch (Exception exception)
                        {
                            File.WriteAllText(folder + ".failure", exception.ToString());
                        }

                        File.WriteAllText(folder + ".printed", printed.ToString());
                    }
                }
            }
            """);
        foreach ((DocumentedExample example, int i) in examples.Select((example, i) => (example, i)))
        {
            (string before, string behind) = around.GetValueOrDefault(example.Name, ("", ""));
            int types = example.Lines.TakeWhile(line => !Regex.IsMatch(line, @"^((public|internal|sealed|readonly|static|file) )*(class|record|struct|interface) ")).Count();
            source.AppendLine($"namespace Example{i} {{ internal static class Code {{ public static void Run() {{ {before}").AppendLine($"#line 1 \"{example.Name}\"");
            source.AppendJoin('\n', example.Lines.Take(types)).AppendLine().AppendLine("#line default").AppendLine($"{behind} }} }}");
            source.AppendLine($"#line {types + 1} \"{example.Name}\"").AppendJoin('\n', example.Lines.Skip(types)).AppendLine().AppendLine("#line default").AppendLine("}");
        }

        return source.ToString();
    }

    /// <summary>Compiles with warnings as errors; returns what the compiler said.</summary>
    private static string Compile(string source, string program)
    {
        string sourceFile = Path.ChangeExtension(program, ".cs");
        string arguments = Path.ChangeExtension(program, ".rsp");
        File.WriteAllText(sourceFile, source);
        string runtime = Path.TrimEndingDirectorySeparator(RuntimeEnvironment.GetRuntimeDirectory());
        string[] loadable = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        IEnumerable<string> references = loadable.Where(file => Path.GetDirectoryName(file) == runtime).Concat(Libraries());
        File.WriteAllLines(arguments, [
            "-nologo", "-target:exe", "-nostdlib", "-nullable:enable", "-warnaserror", "-optimize", "-deterministic", $"-out:\"{program}\"",
            .. references.Select(reference => $"-r:\"{reference}\""), $"\"{sourceFile}\""]);
        string root = Path.GetFullPath(Path.Combine(runtime, "..", "..", "..")); // of shared/Microsoft.NETCore.App/VERSION
        string compiler = Path.Combine(root, "sdk", DotNet("--version").Trim(), "Roslyn", "bincore", "csc.dll");
        return DotNet("exec", compiler, "-noconfig", "@" + arguments).Replace(Path.GetDirectoryName(program)! + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
    }

    /// <summary>Runs the command that runs this test, in the checkout, whose global.json says which SDK; returns what it wrote.</summary>
    private static string DotNet(params string[] arguments)
    {
        using Process process = WatchedProcess.Start(new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = PublicApi.Root(),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        });
        process.StandardInput.Close();

        // Not only its end is waited for, but that of what it wrote: a process of its own that it left behind would hold that open.
        Task<string[]> written = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (!process.WaitForExit(s_longest) || !written.Wait(s_longest))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"dotnet {string.Join(' ', arguments)} did not end within {s_longest}.");
        }

        return string.Concat(written.Result);
    }
}
