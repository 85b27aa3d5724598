using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace Kernels.Tests;

/// <summary>A test in a browser, skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ChromiumTheoryAttribute : TheoryAttribute
{
    public ChromiumTheoryAttribute() => Skip = Chromium.WhyNot;
}

/// <summary>A test in a browser, skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ChromiumFactAttribute : FactAttribute
{
    public ChromiumFactAttribute() => Skip = Chromium.WhyNot;
}

/// <summary>The browser without a window: opens a page, runs a script in it, and hands back what that found.</summary>
internal static partial class Chromium
{
    private const int MostMilliseconds = 120_000;

    /// <summary>The first of its names on the path; null where there is none.</summary>
    public static string? Program { get; } = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(folder => new[] { "chromium", "chromium-browser", "google-chrome", "google-chrome-stable" }.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);

    /// <summary>Why a test is skipped; null where it runs.</summary>
    public static string? WhyNot => Program is null ? "Chromium not installed" : null;

    /// <summary>What a script returns once the page is loaded, and the errors of all scripts.</summary>
    /// <param name="html">The page.</param>
    /// <param name="script">The body of a function.</param>
    /// <param name="width">Of what the reader sees, in pixels.</param>
    /// <param name="dark">Whether the reader prefers dark pages.</param>
    public static JsonElement Run(string html, string script, int width, bool dark = false)
    {
        string folder = Directory.CreateTempSubdirectory("kernels-chromium-").FullName;
        try
        {
            return Run(folder, html, script, width, dark);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static JsonElement Run(string folder, string html, string script, int width, bool dark)
    {
        // Before anything of the page's own.
        string probe = "<script>window.found={errors:[]};"
            + "window.addEventListener('error',e=>found.errors.push(String(e.message||(e.target&&e.target.outerHTML))),true);"
            + "document.addEventListener('securitypolicyviolation',e=>found.errors.push('against the policy: '+e.violatedDirective));"
            + "window.addEventListener('unhandledrejection',e=>found.errors.push(String(e.reason)));"
            + $"window.addEventListener('load',()=>{{try{{found.result=(function(){{{script}}})()}}catch(e){{found.errors.push(String(e))}}}});</script>";
        int head = html.IndexOf("<head>", StringComparison.Ordinal) + "<head>".Length;
        File.WriteAllText(Path.Combine(folder, "page.html"), html.Insert(head, probe));

        // No window is as narrow as a phone, but a frame is; it is loaded before the page around it.
        string page = Path.Combine(folder, "frame.html");
        File.WriteAllText(page, $"<!doctype html><iframe src=\"page.html\" style=\"width:{width}px;height:900px;border:0\"></iframe>"
            + "<pre id=\"found-by-the-test\"></pre><script>addEventListener('load',()=>document.querySelector('pre').textContent=JSON.stringify(frames[0].found))</script>");
        string[] arguments =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--allow-file-access-from-files", $"--user-data-dir={Path.Combine(folder, "profile")}",
            "--window-size=1600,1000", $"--blink-settings=preferredColorScheme={(dark ? 0 : 1)}", "--dump-dom", new Uri(page).AbsoluteUri,
        ];
        ProcessStartInfo start = new(Program!, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process browser = WatchedProcess.Start(start);
        System.Threading.Tasks.Task<string> errors = browser.StandardError.ReadToEndAsync();
        System.Threading.Tasks.Task<string> output = browser.StandardOutput.ReadToEndAsync();

        // Not only its end is waited for, but that of what it wrote: it leaves processes behind that may hold that open.
        if (!browser.WaitForExit(MostMilliseconds) || !System.Threading.Tasks.Task.WhenAll(output, errors).Wait(MostMilliseconds))
        {
            browser.Kill(entireProcessTree: true);
            throw new TimeoutException($"Chromium did not end in {MostMilliseconds / 1000} seconds.");
        }

        Match found = Found().Match(output.Result);
        return found.Success
            ? JsonDocument.Parse(WebUtility.HtmlDecode(found.Groups[1].Value)).RootElement
            : throw new InvalidOperationException($"Chromium found no result of the script. It said: {errors.Result}");
    }

    [GeneratedRegex("<pre id=\"found-by-the-test\">(.*?)</pre>", RegexOptions.Singleline)]
    private static partial Regex Found();
}
