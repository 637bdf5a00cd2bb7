// Files that are not good: truncated anywhere, damaged in any byte, announcing
// sizes that are not there. Each gives a TensorError or, where the damage does
// not show, a tensor; never anything else.
#include "temporary_file.h"

#include <gtest/gtest.h>

#include <functional>

using namespace clangent;
using testing_files::TemporaryFile;

namespace {

using Load = std::function<void(const std::string &)>;

/// Whether loading these bytes throws a TensorError.
bool refused(const TemporaryFile &file, const std::string &bytes, const Load &load) {
  file.write(bytes);
  try {
    load(file.path());
  } catch (const TensorError &) {
    return true;
  }
  return false;
}

/// Every truncation must be refused; damage must not do harm.
void attack(const TemporaryFile &file, const std::string &good, const Load &load) {
  ASSERT_FALSE(refused(file, good, load));
  for (std::size_t n = 0; n < good.size(); ++n)
    ASSERT_TRUE(refused(file, good.substr(0, n), load)) << n << " bytes";
  for (std::size_t i = 0; i < good.size(); ++i)
    for (const int flip : {0x01, 0x80, 0xFF, 0x10}) {
      std::string bad = good;
      bad[i] = char(bad[i] ^ flip);
      refused(file, bad, load);
    }
}

NamedTensors two_tensors() { return {{"a", arange<float>(6).reshape({2, 3})}, {"b", tensor<std::int64_t>({1, 2})}}; }

TEST(Hostile, Npy) {
  const TemporaryFile file("h.npy");
  save_npy(file.path(), arange<float>(6).reshape({2, 3}));
  attack(file, file.contents(), [](const std::string &p) { load_npy(p); });
}

TEST(Hostile, Npz) {
  const TemporaryFile file("h.npz");
  save_npz(file.path(), two_tensors());
  attack(file, file.contents(), [](const std::string &p) { load_npz(p); });
}

/// One entry of a ZIP archive that announces what it likes.
std::string zip_with(std::uint32_t method, std::uint32_t packed, std::uint32_t size, std::uint32_t entries,
                     const std::string &data) {
  const auto little = [](std::uint64_t value, int bytes) {
    std::string out;
    for (int i = 0; i < bytes; ++i, value >>= 8)
      out += char(value);
    return out;
  };
  const std::string common = little(20, 2) + little(0, 2) + little(method, 2) + little(0, 4) + little(0, 4) +
                             little(packed, 4) + little(size, 4) + little(5, 2) + little(0, 2);
  const std::string local = "PK\3\4" + common + "a.npy" + data;
  const std::string entry = "PK\1\2" + little(20, 2) + common + little(0, 14) + "a.npy";
  return local + entry + "PK\5\6" + little(0, 4) + little(entries, 2) + little(entries, 2) + little(entry.size(), 4) +
         little(local.size(), 4) + little(0, 2);
}

// Nothing that the directory says takes room before it is there.
TEST(Hostile, NpzSizesThatAreNotThere) {
  const TemporaryFile file("h.npz");
  const Load load = [](const std::string &p) { load_npz(p); };
  const std::string data(64, 'x');
  EXPECT_TRUE(refused(file, zip_with(0, 64, 64, 1, data), load)) << "no .npy, and no checksum";
  EXPECT_TRUE(refused(file, zip_with(0, 0xFFFFFFF0, 0xFFFFFFF0, 1, data), load));
  EXPECT_TRUE(refused(file, zip_with(0, 64, 0xFFFFFFF0, 1, data), load));
  EXPECT_TRUE(refused(file, zip_with(8, 64, 0xFFFFFFF0, 1, data), load));
  EXPECT_TRUE(refused(file, zip_with(8, 64, 150000, 1, data), load));
  EXPECT_TRUE(refused(file, zip_with(0, 64, 64, 0xFFFE, data), load));
}

TEST(Hostile, Safetensors) {
  const TemporaryFile file("h.safetensors");
  save_safetensors(file.path(), {two_tensors(), {{"k", "v"}}});
  attack(file, file.contents(), [](const std::string &p) { load_safetensors(p); });
}

TEST(Hostile, Idx) {
  const TemporaryFile file("h.idx");
  const std::string good("\0\0\x08\x02\0\0\0\x02\0\0\0\x02\x01\x02\x03\x04", 16);
  attack(file, good, [](const std::string &p) { load_idx(p); });
}

std::string npy_with(const std::string &dictionary) {
  std::string header = dictionary + "\n";
  return std::string("\x93NUMPY\x01\0", 8) + char(header.size() & 0xFF) + char(header.size() >> 8) + header +
         std::string(64, 'x');
}

TEST(Hostile, NpyHeaders) {
  const TemporaryFile file("h.npy");
  const Load load = [](const std::string &p) { load_npy(p); };
  const char *const bad[] = {"",
                             "{}",
                             "{'descr': '<f4', 'fortran_order': False}",
                             "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999,)}",
                             "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}",
                             "{'descr': '<f8', 'fortran_order': False, "
                             "'shape': (4611686018427387904, 4)}",
                             "{'descr': '<f4', 'fortran_order': False, "
                             "'shape': (0, 4611686018427387904, 4611686018427387904)}",
                             "{'descr': '<f4', 'fortran_order': True, "
                             "'shape': (4611686018427387904, 4611686018427387904, 0)}",
                             "{'descr': '<f8', 'fortran_order': False, "
                             "'shape': (99999999999999999999999999,)}",
                             "{'descr': '<f4', 'fortran_order': False, "
                             "'shape': (1,1,1,1,1,1,1,1,1,1)}",
                             "{'descr': '|O', 'fortran_order': False, 'shape': (1,)}",
                             "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,)}",
                             "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': ()}",
                             "{'descr': '<f4', 'fortran_order': Maybe, 'shape': ()}",
                             "{'descr': '<f4', 'fortran_order': False, 'shape': (",
                             "{'descr': '<f4'"};
  for (const char *text : bad)
    EXPECT_TRUE(refused(file, npy_with(text), load)) << text;
  EXPECT_FALSE(refused(file, npy_with("{'descr': '<f4', 'fortran_order': False, 'shape': ()}"), load));
}

std::string safetensors_with(const std::string &header, const std::string &data) {
  std::string bytes;
  for (int i = 0; i < 8; ++i)
    bytes += char(header.size() >> (8 * i));
  return bytes + header + data;
}

TEST(Hostile, SafetensorsHeaders) {
  const TemporaryFile file("h.safetensors");
  const Load load = [](const std::string &p) { load_safetensors(p); };
  const auto bad = [&](const std::string &header, const std::string &data) {
    EXPECT_TRUE(refused(file, safetensors_with(header, data), load)) << header;
  };
  const std::string data(4, 'x');
  // Gap, overlap, end before begin, beyond the data, data left over.
  bad(R"({"a":{"dtype":"U8","shape":[2],"data_offsets":[2,4]}})", data);
  bad(R"({"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},)"
      R"("b":{"dtype":"U8","shape":[2],"data_offsets":[2,4]}})",
      data);
  bad(R"({"a":{"dtype":"U8","shape":[4],"data_offsets":[4,0]}})", data);
  bad(R"({"a":{"dtype":"U8","shape":[8],"data_offsets":[0,8]}})", data);
  bad(R"({"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}})", data);
  // Shape against size, overflow, unknown type, missing and repeated keys.
  bad(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}})", data);
  bad(R"({"a":{"dtype":"F32","shape":[4611686018427387904,4],)"
      R"("data_offsets":[0,4]}})",
      data);
  bad(R"({"a":{"dtype":"F32","shape":[0,4611686018427387904,4611686018427387904],)"
      R"("data_offsets":[0,0]}})",
      "");
  bad(R"({"a":{"dtype":"F99","shape":[1],"data_offsets":[0,4]}})", data);
  bad(R"({"a":{"dtype":"F32","data_offsets":[0,4]}})", data);
  bad(R"({"a":{"dtype":"F32","dtype":"F32","shape":[1],)"
      R"("data_offsets":[0,4]}})",
      data);
  bad(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},)"
      R"("a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})",
      data);
  bad(R"({"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}})", data);
  bad(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}})", data);
  bad(R"([1])", data);
  // Values of the wrong kind or in the wrong place, text behind the header or that a parser might pass over.
  bad(R"({"a":{"dtype":["F32"],"shape":[1],"data_offsets":[0,4]}})", data);
  bad(R"({"a":{"dtype":"F32","shape":[[1]],"data_offsets":[0,4]}})", data);
  bad(R"({"a":{"dtype":"F32","shape":[1.0],"data_offsets":[0,4]}})", data);
  bad(R"({"a":{"dtype":"F32","shape":[true],"data_offsets":[0,4]}})", data);
  bad(R"({"a":{"dtype":"F32","shape":null,"data_offsets":[0,4]}})", data);
  bad(R"({"a":{"dtype":"F32","shape":"1","data_offsets":[0,4]}})", data);
  bad(R"({"a":{"dtype":"F32","shape":{},"data_offsets":[0,4]}})", data);
  bad(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,4]}})", data);
  bad(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"more":1}})", data);
  bad(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,9223372036854775808]}})", data);
  bad(R"({"a":[1]})", data);
  bad(R"({"a":"F32"})", data);
  bad(R"({"__metadata__":{"k":1}})", "");
  bad(R"({"__metadata__":{"k":["v"]}})", "");
  bad(R"({"__metadata__":{"k":"v","k":"w"}})", "");
  bad(R"({"__metadata__":{},"__metadata__":{}})", "");
  const std::string right = R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})";
  EXPECT_FALSE(refused(file, safetensors_with(right + "  ", data), load));
  bad(right + "{}", data);
  bad(right + "/**/", data);
  bad(right + std::string(1, '\0') + "{", data);
  bad("\xEF\xBB\xBF" + right, data);
  bad("{\"\xFF\":{}}", data);
  bad("", data);
  bad(R"({"\ud800":{}})", data);
  bad(R"({"\q":{}})", data);
  bad(std::string(100000, '{'), data);
  EXPECT_TRUE(refused(file, std::string(8, '\xFF') + "{}", load));
}

TEST(Hostile, IdxSizesThatOverflow) {
  const TemporaryFile file("h.idx");
  std::string bytes("\0\0\x0E\x04", 4);
  bytes += std::string(16, '\xFF');
  EXPECT_TRUE(refused(file, bytes, [](const std::string &p) { load_idx(p); }));
  std::string many("\0\0\x08\xFF", 4);
  many += std::string(4 * 255, '\0');
  EXPECT_TRUE(refused(file, many, [](const std::string &p) { load_idx(p); }));
}

} // namespace
