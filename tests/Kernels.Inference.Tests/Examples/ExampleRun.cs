using System;
using System.Collections.Generic;
using System.Linq;

namespace Kernels.Inference.Tests;

/// <summary>All examples of the documentation, compiled and run once for all tests.</summary>
public sealed class ExampleRun
{
    /// <summary>The README's example takes a corpus and a folder for granted; behind it stands what it must have led to.</summary>
    private static readonly Dictionary<string, (string Before, string Behind)> s_around = new()
    {
        [DocumentedExample.Readme] = (
            """
            string path = "docword.tiny.txt", folder = "model";
            File.WriteAllText(path, "40\n20\n800\n" + string.Concat(
                Enumerable.Range(1, 40).SelectMany(document => Enumerable.Range(1, 20).Select(word => $"{document} {word} {1 + (document * word % 3)}\n"))));
            """,
            """
            Console.WriteLine($"{result.History.Count} passes, θ sums to {theta.Sum():F5}, saved: {File.Exists(Path.Combine(folder, "model.json"))}");
            """),
    };

    private readonly Dictionary<string, ExampleProgram.Outcome> _outcomes = [];

    public ExampleRun()
    {
        (CompilerErrors, IReadOnlyList<ExampleProgram.Outcome> outcomes) = ExampleProgram.Run(DocumentedExample.All, s_around);
        foreach ((DocumentedExample example, ExampleProgram.Outcome outcome) in DocumentedExample.All.Zip(outcomes))
        {
            _outcomes.Add(example.Name, outcome);
        }
    }

    /// <summary>What the compiler said of them; empty where it had nothing to say.</summary>
    public string CompilerErrors { get; }

    internal ExampleProgram.Outcome Of(string name) =>
        _outcomes.TryGetValue(name, out ExampleProgram.Outcome outcome) ? outcome : throw new InvalidOperationException("Nothing ran: an example does not compile, as another test says.");
}
