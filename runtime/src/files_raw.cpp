// Bytes of files, elements of tensors, decompression.
#include "files_raw.h"

#include <algorithm>
#include <fstream>

#ifdef CLANGENT_HAVE_ZLIB
#include <zlib.h>
#endif

namespace clangent {

DType dtype_of_any(const AnyTensor &x) {
  return std::visit([](const auto &t) { return t.dtype(); }, x);
}
Shape shape_of_any(const AnyTensor &x) {
  return std::visit([](const auto &t) { return t.shape(); }, x);
}

namespace detail {

void fail_file(const char *operation, const std::string &path, const std::string &why) {
  throw TensorError(operation, path + ": " + why);
}

Bytes read_file(const char *operation, const std::string &path) {
  std::ifstream in(path, std::ios::binary);
  if (!in)
    fail_file(operation, path, "cannot be opened");
  Bytes bytes;
  char chunk[1 << 16];
  while (in.read(chunk, sizeof chunk) || in.gcount() > 0)
    bytes.insert(bytes.end(), chunk, chunk + in.gcount());
  if (!in.eof())
    fail_file(operation, path, "cannot be read");
  return bytes;
}

namespace {

// f(T()) for the element type of a dtype.
template <class F> auto with_dtype(DType type, const F &f) {
  switch (type) {
  case DType::boolean:
    return f(bool());
  case DType::uint8:
    return f(std::uint8_t());
  case DType::int8:
    return f(std::int8_t());
  case DType::int16:
    return f(std::int16_t());
  case DType::int32:
    return f(std::int32_t());
  case DType::int64:
    return f(std::int64_t());
  case DType::float32:
    return f(float());
  case DType::float64:
    break;
  }
  return f(double());
}

template <int Size> struct UnsignedOf;
template <> struct UnsignedOf<1> { using type = std::uint8_t; };
template <> struct UnsignedOf<2> { using type = std::uint16_t; };
template <> struct UnsignedOf<4> { using type = std::uint32_t; };
template <> struct UnsignedOf<8> { using type = std::uint64_t; };

template <class T> T read_element(const std::uint8_t *p, bool big_endian) {
  if constexpr (std::is_same_v<T, bool>)
    return *p != 0;
  using U = typename UnsignedOf<sizeof(T)>::type;
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < sizeof(T); ++i)
    bits = bits << 8 | p[big_endian ? i : sizeof(T) - 1 - i];
  const U narrow = U(bits);
  T value;
  std::memcpy(&value, &narrow, sizeof value);
  return value;
}

} // namespace

std::size_t size_of(DType type) {
  return with_dtype(type, [](auto zero) { return sizeof zero; });
}

void Cursor::append(Shape &shape, std::int64_t size) const {
  if (shape.size() == max_rank)
    fail("rank above " + std::to_string(max_rank));
  shape.push_back(size);
}

std::size_t Cursor::count(DType type, const Shape &shape) const {
  try {
    return std::size_t(count_elements(shape, size_of(type)));
  } catch (const TensorError &error) {
    fail(error.what());
  }
}

AnyTensor Cursor::elements(DType type, const Shape &shape, bool big_endian) {
  const std::size_t count = this->count(type, shape);
  const std::uint8_t *const bytes = take(count * size_of(type));
  return with_dtype(type, [&](auto zero) -> AnyTensor {
    using T = decltype(zero);
    auto x = Tensor<T>::empty(shape);
    T *const out = x.writable();
    for (std::size_t i = 0; i < count; ++i)
      out[i] = read_element<T>(bytes + i * sizeof(T), big_endian);
    return x;
  });
}

void append_little(Bytes &out, std::uint64_t value, int bytes) {
  for (int i = 0; i < bytes; ++i)
    out.push_back(std::uint8_t(value >> (8 * i)));
}

void require_defined_in(const char *operation, const std::string &path, const std::string &name, const AnyTensor &x) {
  if (!std::visit([](const auto &t) { return t.defined(); }, x))
    fail_file(operation, path, (name.empty() ? "the tensor" : "tensor '" + name + "'") + " is undefined; leave it out");
}

void append_elements(Bytes &out, const AnyTensor &x) {
  std::visit(
      [&out](const auto &t) {
        using T = typename std::decay_t<decltype(t)>::value_type;
        using U = typename UnsignedOf<sizeof(T)>::type;
        const auto dense = t.contiguous();
        for (std::int64_t i = 0; i < dense.numel(); ++i) {
          U bits;
          std::memcpy(&bits, dense.data() + i, sizeof bits);
          append_little(out, bits, int(sizeof bits));
        }
      },
      x);
}

namespace {

#ifdef CLANGENT_HAVE_ZLIB
struct Inflater {
  z_stream stream{};
  ~Inflater() { inflateEnd(&stream); }
};

// Decompresses; throws if the result would be longer than `limit`.
Bytes inflate(const char *operation, const std::string &path, const std::uint8_t *data, std::size_t size,
              std::size_t limit) {
  Inflater inflater;
  constexpr int of_gzip = 15 + 16;
  if (inflateInit2(&inflater.stream, of_gzip) != Z_OK)
    fail_file(operation, path, "cannot start decompression");
  Bytes out;
  int status = Z_OK;
  while (status != Z_STREAM_END) {
    if (inflater.stream.avail_in == 0 && size > 0) {
      const std::size_t part = std::min<std::size_t>(size, 1u << 30);
      inflater.stream.next_in = const_cast<std::uint8_t *>(data);
      inflater.stream.avail_in = uInt(part);
      data += part;
      size -= part;
    }
    std::uint8_t chunk[1 << 15];
    inflater.stream.next_out = chunk;
    inflater.stream.avail_out = sizeof chunk;
    status = ::inflate(&inflater.stream, Z_NO_FLUSH);
    if (status != Z_OK && status != Z_STREAM_END)
      fail_file(operation, path, "compressed data are damaged or truncated");
    const std::size_t got = sizeof chunk - inflater.stream.avail_out;
    if (got > limit - out.size())
      fail_file(operation, path, "more data than announced");
    out.insert(out.end(), chunk, chunk + got);
  }
  return out;
}
#else
Bytes inflate(const char *operation, const std::string &path, const std::uint8_t *, std::size_t, std::size_t) {
  fail_file(operation, path, "compressed, and this build has no zlib");
}
#endif

} // namespace

Bytes read_unpacked(const char *operation, const std::string &path) {
  Bytes bytes = read_file(operation, path);
  if (bytes.size() < 2 || bytes[0] != 0x1F || bytes[1] != 0x8B)
    return bytes;
  // The largest that deflate can make of so many bytes.
  const std::size_t limit = bytes.size() * 1032 + 1024;
  return inflate(operation, path, bytes.data(), bytes.size(), limit);
}

} // namespace detail
} // namespace clangent
