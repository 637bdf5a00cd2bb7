// How the operations and derivative rules of float and double that the runtime
// has compiled are declared (clangent/tensor/instances/*.inc). A program with
// sanitizers that the runtime is built without, for wider vector instructions
// than the runtime's, or with other rules for floating-point numbers compiles
// its own from the headers, and so does one that defines CLANGENT_OWN_INSTANCES.
#ifndef CLANGENT_TENSOR_INSTANCES_H
#define CLANGENT_TENSOR_INSTANCES_H

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define CLANGENT_IS_SANITIZED
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer) || __has_feature(thread_sanitizer) ||          \
    __has_feature(undefined_behavior_sanitizer)
#define CLANGENT_IS_SANITIZED
#endif
#endif
#if !defined(CLANGENT_OWN_INSTANCES) && !defined(__AVX__) && !defined(__FAST_MATH__) &&                                \
    (!defined(CLANGENT_IS_SANITIZED) || defined(CLANGENT_SANITIZED_RUNTIME))
#define CLANGENT_INSTANCE extern template
#endif

#endif
