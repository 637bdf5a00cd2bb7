// What all file formats share: whole files as bytes, a cursor that cannot leave
// them, numbers of either byte order, elements by type, decompression.
#ifndef CLANGENT_RUNTIME_FILES_RAW_H
#define CLANGENT_RUNTIME_FILES_RAW_H

#include <clangent/tensor/files.h>

#include <cstring>

namespace clangent::detail {

using Bytes = std::vector<std::uint8_t>;

Bytes read_file(const char *operation, const std::string &path);
// Replaces the file that `path` means, links followed, by a complete one or not at all.
void write_file(const char *operation, const std::string &path, const Bytes &bytes);

[[noreturn]] void fail_file(const char *operation, const std::string &path, const std::string &why);

// A part of a file, read front to back; reading past its end throws.
class Cursor {
public:
  Cursor(const char *operation, std::string path, const std::uint8_t *data, std::size_t size)
      : operation_(operation), path_(std::move(path)), data_(data), size_(size) {}
  Cursor(const char *operation, const std::string &path, const Bytes &bytes)
      : Cursor(operation, path, bytes.data(), bytes.size()) {}

  [[noreturn]] void fail(const std::string &why) const { fail_file(operation_, path_, why); }
  std::size_t left() const { return size_ - at_; }
  std::size_t position() const { return at_; }
  const std::uint8_t *take(std::size_t count) {
    if (count > left())
      fail("truncated at byte " + std::to_string(at_));
    const std::uint8_t *const p = data_ + at_;
    at_ += count;
    return p;
  }
  void seek(std::size_t position) {
    if (position > size_)
      fail("offset beyond the end");
    at_ = position;
  }
  std::uint64_t little(int bytes) {
    const std::uint8_t *const p = take(std::size_t(bytes));
    std::uint64_t value = 0;
    for (int i = bytes - 1; i >= 0; --i)
      value = value << 8 | p[i];
    return value;
  }
  std::uint64_t big(int bytes) {
    const std::uint8_t *const p = take(std::size_t(bytes));
    std::uint64_t value = 0;
    for (int i = 0; i < bytes; ++i)
      value = value << 8 | p[i];
    return value;
  }
  // One more size of a shape that the file tells.
  void append(Shape &shape, std::int64_t size) const;
  // How many elements such a shape has.
  std::size_t count(DType type, const Shape &shape) const;
  // Elements of a row-major tensor, which must all be there.
  AnyTensor elements(DType type, const Shape &shape, bool big_endian);

private:
  const char *operation_;
  std::string path_;
  const std::uint8_t *data_;
  std::size_t size_, at_ = 0;
};

std::size_t size_of(DType type);

void append_little(Bytes &out, std::uint64_t value, int bytes);
// Throws if x is undefined: a file would hold a number in its place, or nothing that can be read. An empty name is
// that of a file's only tensor.
void require_defined_in(const char *operation, const std::string &path, const std::string &name, const AnyTensor &x);
// The elements of x in row-major order, low byte first.
void append_elements(Bytes &out, const AnyTensor &x);

// A .npy file as bytes, and back; also the parts of .npz.
Bytes npy_bytes(const AnyTensor &x);
AnyTensor parse_npy(Cursor cursor);

// A file's bytes, decompressed if they are gzipped.
Bytes read_unpacked(const char *operation, const std::string &path);

} // namespace clangent::detail

#endif
