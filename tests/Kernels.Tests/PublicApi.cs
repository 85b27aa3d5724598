using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using Xunit;

namespace Kernels.Tests;

/// <summary>The public members of an assembly as text, compared with a file that is checked in: what a user can call changes in review or not at all.</summary>
internal static class PublicApi
{
    private const string WriteVariable = "KERNELS_WRITE_API";
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<Type, string> s_keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
    };

    /// <summary>Compares with tests/{assembly}.Tests/PublicApi.txt, or writes it where KERNELS_WRITE_API is 1.</summary>
    public static void AssertUnchanged(Assembly assembly)
    {
        string file = Path.Combine(Root(), "tests", assembly.GetName().Name + ".Tests", "PublicApi.txt");
        string[] actual = [.. assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal).SelectMany(Lines)];
        if (Environment.GetEnvironmentVariable(WriteVariable) == "1")
        {
            File.WriteAllText(file, string.Join('\n', actual) + "\n");
            return;
        }

        string[] expected = File.ReadAllLines(file);
        string gone = string.Join('\n', expected.Except(actual).Select(line => "- " + line));
        string added = string.Join('\n', actual.Except(expected).Select(line => "+ " + line));
        Assert.True(
            expected.SequenceEqual(actual),
            $"The public members of {assembly.GetName().Name} differ from {file}:\n{gone}\n{added}\nIf that is meant: {WriteVariable}=1 dotnet test Kernels.sln --filter PublicApi");
    }

    private static IEnumerable<string> Lines(Type type)
    {
        string[] bases = [.. new[] { type.BaseType }.OfType<Type>().Where(parent => parent.Namespace != "System").Concat(Interfaces(type)).Select(Name)];
        yield return $"{Kind(type)} {Name(type)}{(bases.Length == 0 ? string.Empty : " : " + string.Join(", ", bases))}{Constraints(type.GetGenericArguments())}";
        if (typeof(Delegate).IsAssignableFrom(type))
        {
            yield return $"    {Method(type.GetMethod("Invoke")!)}";
            yield break;
        }

        foreach (string line in type.GetMembers(Declared).Where(IsVisible).Select(member => Member(type, member)).OfType<string>().Order(StringComparer.Ordinal))
        {
            yield return "    " + line;
        }
    }

    private static IEnumerable<Type> Interfaces(Type type) =>
        type.IsEnum ? [] : type.GetInterfaces().Where(candidate => candidate.IsVisible && type.BaseType?.GetInterfaces().Contains(candidate) != true).OrderBy(Name, StringComparer.Ordinal);

    private static bool IsVisible(MemberInfo member) => member switch
    {
        MethodBase method => (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly) && !method.IsDefined(typeof(CompilerGeneratedAttribute)),
        FieldInfo field => (field.IsPublic || field.IsFamily) && field.Name != "value__",
        PropertyInfo property => property.GetAccessors(true).Any(accessor => accessor.IsPublic || accessor.IsFamily || accessor.IsFamilyOrAssembly),
        EventInfo added => added.AddMethod is { IsPublic: true },
        _ => false,
    };

    private static string? Member(Type type, MemberInfo member) => member switch
    {
        ConstructorInfo constructor => $"{Short(type)}({Parameters(constructor)})",
        MethodInfo { IsSpecialName: true } method when !method.Name.StartsWith("op_", StringComparison.Ordinal) => null,
        MethodInfo method => Modifier(method) + Method(method),
        PropertyInfo property => Property(property),
        FieldInfo { IsLiteral: true } field => $"const {Name(field.FieldType)} {field.Name} = {Literal(field.GetRawConstantValue())}",
        FieldInfo field => $"{(field.IsStatic ? "static " : string.Empty)}{(field.IsInitOnly ? "readonly " : string.Empty)}{Name(field.FieldType)} {field.Name}",
        EventInfo added => $"event {Name(added.EventHandlerType!)} {added.Name}",
        _ => null,
    };

    private static string Property(PropertyInfo property)
    {
        MethodInfo any = property.GetAccessors(true)[0];
        bool initOnly = property.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) == true;
        string set = property.SetMethod is { IsPublic: true } ? initOnly ? " init;" : " set;" : string.Empty;
        string required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : string.Empty;
        string index = property.GetIndexParameters() is { Length: > 0 } parameters ? $"[{string.Join(", ", parameters.Select(Parameter))}]" : string.Empty;
        return $"{Modifier(any)}{required}{Name(property.PropertyType)} {property.Name}{index} {{ {(property.GetMethod is { IsPublic: true } ? "get;" : string.Empty)}{set} }}";
    }

    private static string Modifier(MethodInfo method) => (method.IsFamily ? "protected " : string.Empty)
        + (method.IsStatic ? "static " : string.Empty) + (method.IsAbstract && !method.DeclaringType!.IsInterface ? "abstract " : string.Empty)
        + (method.IsVirtual && !method.IsAbstract && !method.IsFinal ? "virtual " : string.Empty);

    private static string Method(MethodInfo method)
    {
        Type[] arguments = method.IsGenericMethod ? method.GetGenericArguments() : [];
        string generic = arguments.Length == 0 ? string.Empty : $"<{string.Join(", ", arguments.Select(Name))}>";
        return $"{Name(method.ReturnType)} {method.Name}{generic}({Parameters(method)}){Constraints(arguments)}";
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        string direction = parameter.IsOut ? "out " : parameter.ParameterType.IsByRef ? parameter.IsIn ? "in " : "ref " : string.Empty;
        string many = parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : string.Empty;
        return $"{many}{direction}{Name(parameter.ParameterType)} {parameter.Name}{(parameter.HasDefaultValue ? " = " + Literal(parameter.DefaultValue) : string.Empty)}";
    }

    private static string Constraints(Type[] arguments) => string.Concat(arguments.Where(argument => argument.IsGenericParameter)
        .Select(argument => (argument.Name, List: ConstraintsOf(argument)))
        .Where(argument => argument.List.Length > 0).Select(argument => $" where {argument.Name} : {string.Join(", ", argument.List)}"));

    private static string[] ConstraintsOf(Type argument)
    {
        bool isStruct = argument.GenericParameterAttributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
        bool isUnmanaged = argument.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "IsUnmanagedAttribute");
        IEnumerable<string> types = argument.GetGenericParameterConstraints().Where(constraint => constraint != typeof(ValueType)).Select(Name).Order(StringComparer.Ordinal);
        return [.. isUnmanaged ? ["unmanaged"] : isStruct ? (string[])["struct"] : [], .. types];
    }

    private static string Literal(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private static string Kind(Type type) => type.IsEnum ? "enum"
        : typeof(Delegate).IsAssignableFrom(type) ? "delegate"
        : type.IsInterface ? "interface"
        : type.IsValueType ? (type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly " : string.Empty) + (type.IsByRefLike ? "ref struct" : "struct")
        : type.IsAbstract && type.IsSealed ? "static class"
        : (type.IsSealed ? "sealed " : type.IsAbstract ? "abstract " : string.Empty) + "class";

    private static string Name(Type type)
    {
        if (type.IsByRef || type.IsArray || type.IsPointer)
        {
            return Name(type.GetElementType()!) + (type.IsArray ? "[]" : type.IsPointer ? "*" : string.Empty);
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Name(underlying) + "?";
        }

        if (s_keywords.TryGetValue(type, out string? keyword))
        {
            return keyword;
        }

        string prefix = type.IsGenericParameter ? string.Empty : type.DeclaringType is { } outer ? Name(outer) + "."
            : type.Namespace is { } space && space.StartsWith("Kernels", StringComparison.Ordinal) ? space + "." : string.Empty;
        string arguments = type.IsGenericType ? $"<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : string.Empty;
        return prefix + Short(type) + arguments;
    }

    private static string Short(Type type) => type.Name.Split('`')[0];

    /// <summary>The folder of the checkout.</summary>
    public static string Root()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Kernels.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds Kernels.sln.");
    }
}
