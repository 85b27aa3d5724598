using System;
using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Linq;

namespace Kernels.Cli.Options;

/// <summary>Turns what the parser found into one line.</summary>
internal static class ParseErrors
{
    public static void ThrowIfAny(ParseResult parsed, string[] args)
    {
        if (parsed.Action is { ClearsParseErrors: true } || parsed.Action?.GetType().DeclaringType == typeof(VersionOption))
        {
            return;
        }

        Command command = parsed.CommandResult.Command;
        string? misplaced = parsed.UnmatchedTokens.Count > 0 ? parsed.UnmatchedTokens[0] : null;
        if (command.Subcommands.Count > 0 && misplaced?.StartsWith('-') == false)
        {
            throw new BadInputException($"unknown command {misplaced}, expected one of {Names(command)}; {SeeHelp(parsed)}");
        }

        if (UnknownOption(parsed, args) is string unknown)
        {
            if (command.Options.Any(option => option.Name == unknown))
            {
                throw new BadInputException($"found the option {unknown} where a value was expected; {SeeHelp(parsed)}");
            }

            throw new BadInputException($"unknown option {unknown}{Nearest(unknown, command)}; {SeeHelp(parsed)}");
        }

        if (parsed.Errors.Count == 0)
        {
            return;
        }

        if (command.Subcommands.Count > 0)
        {
            throw new BadInputException($"no command given, expected one of {Names(command)}; {SeeHelp(parsed)}");
        }

        if (parsed.UnmatchedTokens.Count > 0)
        {
            string expected = command.Arguments.Count == 0 ? "none" : string.Join(' ', command.Arguments.Select(argument => argument.Name));
            throw new BadInputException($"one argument too many: {parsed.UnmatchedTokens[0]}, expected {expected}; {SeeHelp(parsed)}");
        }

        throw new BadInputException($"{Describe(parsed.Errors[0])}; {SeeHelp(parsed)}");
    }

    private static string Describe(ParseError error) => error.SymbolResult switch
    {
        OptionResult { Tokens.Count: 0 } option => $"option {option.Option.Name}: found no value, expected {option.Option.HelpName}",
        OptionResult { Tokens.Count: > 1 } option => $"option {option.Option.Name}: found {option.Tokens.Count} values, expected one",
        ArgumentResult { Tokens.Count: 0, Parent: CommandResult } argument => $"found no {argument.Argument.Name}, expected a value",
        _ => char.ToLowerInvariant(error.Message[0]) + error.Message[1..].TrimEnd('.'),
    };

    private static string Names(Command command) => string.Join(", ", command.Subcommands.Select(sub => sub.Name));

    private static string SeeHelp(ParseResult parsed)
    {
        Stack<string> names = new();
        for (SymbolResult? result = parsed.CommandResult; result is CommandResult command; result = result.Parent)
        {
            names.Push(command.Command is RootCommand ? "kernels" : command.Command.Name);
        }

        return $"see {string.Join(' ', names)} --help";
    }

    // The parser takes an option it does not know for an argument or for the value of the option before it.
    private static string? UnknownOption(ParseResult parsed, string[] args)
    {
        int end = Array.IndexOf(args, "--");
        return parsed.Tokens.FirstOrDefault(token =>
            token.Type == TokenType.Argument
            && token.Value.Length > 1
            && token.Value[0] == '-'
            && !char.IsAsciiDigit(token.Value[1])
            && token.Value[1] != '.'
            && (end < 0 || Array.IndexOf(args, token.Value) < end))?.Value.Split('=')[0];
    }

    private static string Nearest(string unknown, Command command)
    {
        string? nearest = command.Options.Select(option => option.Name).Append("--help").MinBy(name => Edits(unknown, name));
        return nearest is not null && Edits(unknown, nearest) <= 2 ? $", the nearest is {nearest}" : string.Empty;
    }

    // Levenshtein's distance.
    private static int Edits(string left, string right)
    {
        int[] row = [.. Enumerable.Range(0, right.Length + 1)];
        for (int i = 1; i <= left.Length; i++)
        {
            (int diagonal, row[0]) = (row[0], i);
            for (int j = 1; j <= right.Length; j++)
            {
                int cost = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                (diagonal, row[j]) = (row[j], Math.Min(cost, Math.Min(row[j], row[j - 1]) + 1));
            }
        }

        return row[right.Length];
    }
}
