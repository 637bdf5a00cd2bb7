// Tensors to and from files: NumPy's .npy and .npz, safetensors, CSV tables,
// IDX (MNIST). Malformed and truncated files throw TensorError before anything
// is allocated by their say-so. Files are written beside their place and moved
// there when complete, so a good file is never lost to a failed write. Symbolic
// links are followed, and a file that is there keeps its mode and owner; what is
// no regular file, or may not be written, is an error.
#ifndef CLANGENT_TENSOR_FILES_H
#define CLANGENT_TENSOR_FILES_H

#pragma push_macro("T")
#undef T

#include <clangent/tensor/elementwise.h>

#include <map>
#include <string>
#include <variant>

namespace clangent {

// A tensor whose element type is known at run time.
using AnyTensor = std::variant<Tensor<bool>, Tensor<std::uint8_t>, Tensor<std::int8_t>, Tensor<std::int16_t>,
                               Tensor<std::int32_t>, Tensor<std::int64_t>, Tensor<float>, Tensor<double>>;
using NamedTensors = std::map<std::string, AnyTensor>;

DType dtype_of_any(const AnyTensor &x);
Shape shape_of_any(const AnyTensor &x);

// The tensor as a Tensor<T>; throws if it has another type.
template <class T> const Tensor<T> &typed(const AnyTensor &x) {
  if (const auto *typed = std::get_if<Tensor<T>>(&x))
    return *typed;
  throw TensorError("typed",
                    std::string("tensor has type ") + name_of(dtype_of_any(x)) + ", not " + name_of(dtype_of<T>));
}
// The tensor's values converted to T.
template <class T> Tensor<T> convert(const AnyTensor &x) {
  return std::visit([](const auto &t) { return t.template to<T>(); }, x);
}

AnyTensor load_npy(const std::string &path);
void save_npy(const std::string &path, const AnyTensor &x);

// All arrays of an archive, stored or deflated. Folders and files of other kinds in it are passed over.
NamedTensors load_npz(const std::string &path);
void save_npz(const std::string &path, const NamedTensors &tensors);

struct Safetensors {
  NamedTensors tensors;
  std::map<std::string, std::string> metadata;
};
Safetensors load_safetensors(const std::string &path);
void save_safetensors(const std::string &path, const Safetensors &file);

struct CsvOptions {
  char separator = ',';
  enum class Header { detect, present, absent } header = Header::detect;
  // Empty fields become NaN; otherwise they are errors.
  bool allow_missing = false;
};
struct CsvTable {
  std::vector<std::string> columns; // empty without a header
  Tensor<double> values;            // [rows, columns]
};
// Plain or gzipped (the latter needs zlib at build time).
CsvTable load_csv(const std::string &path, const CsvOptions &options = {});

// Plain or gzipped (the latter needs zlib at build time).
AnyTensor load_idx(const std::string &path);

} // namespace clangent

#pragma pop_macro("T")

#endif
