# The lit suite: one folder per room of lib/, and Diagnostics, Execute, Numeric, Package, Policy for what spans rooms.
#
# Substitutions:
#   %clangent++  clang++ with the plugin and Clangent's headers
#   %{flags}     -std=c++17 and the plugin arguments that the run was given
#   %clang++     clang++ without the plugin, with Clangent's headers
#   %{python}, %{source} (the root of the sources), %{build} (the root of the build)
# Features:
#   default-arguments  unless lit runs with --param clangent_arguments=NAME,NAME: text and dumps are only fixed then
#   asan               the plugin is built with sanitizers

import os

import lit.formats

config.name = "Clangent"
config.test_format = lit.formats.ShTest(execute_external=True)
config.suffixes = [".cpp", ".test"]
config.excludes = ["Inputs", "CMakeLists.txt"]
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = os.path.join(config.clangent_build, "test")

arguments = [name for name in lit_config.params.get("clangent_arguments", "").split(",") if name]
if not arguments:
    config.available_features.add("default-arguments")
else:
    # Results of several runs must not overwrite each other.
    config.test_exec_root += "-" + "-".join(arguments)

environment = ""
if "address" in config.clangent_sanitize:
    config.available_features.add("asan")
    # The sanitizer's runtime must come before the compiler, which was built without. LLVM's containers are annotated in
    # the plugin only, and the compiler never frees its memory.
    environment = (
        f"env LD_PRELOAD={config.clangent_asan_runtime} "
        "ASAN_OPTIONS=detect_leaks=0:detect_container_overflow=0:detect_odr_violation=0 "
    )

flags = ["-std=c++17"] + [f"-fplugin-arg-clangent-{name}" for name in arguments]
config.substitutions += [
    ("%clangent\\+\\+", environment + config.clangent_wrapper),
    ("%{flags}", " ".join(flags)),
    ("%clang\\+\\+", f"{config.clangent_clangxx} -isystem {config.clangent_source}/include"),
    ("%{python}", config.clangent_python),
    ("%{source}", config.clangent_source),
    ("%{build}", config.clangent_build),
]
config.environment["PATH"] = os.pathsep.join([config.clangent_llvm_tools, config.environment.get("PATH", "")])
