// Files that are good: what is written is read back, and small files made by
// hand as other programs write them.
#include "temporary_file.h"

#include <gtest/gtest.h>

using namespace clangent;
using testing_files::TemporaryFile;

namespace {

/// One tensor of each type.
NamedTensors samples() {
  return {{"flags", tensor<bool>({true, false, true})},
          {"bytes", tensor<std::uint8_t>({0, 255})},
          {"small", tensor<std::int8_t>({-128, 127})},
          {"short", tensor<std::int16_t>({-32768, 5})},
          {"int", tensor<std::int32_t>({{1, -2}, {3, -4}})},
          {"long", Tensor<std::int64_t>(INT64_MIN)},
          {"float", arange<float>(6).reshape({2, 3}).t()},
          {"double", tensor<double>({0.1, -0.0, INFINITY})},
          {"empty", zeros<float>({0, 3})}};
}

void expect_equal(const AnyTensor &a, const AnyTensor &b) {
  ASSERT_EQ(a.index(), b.index());
  std::visit(
      [&](const auto &x) {
        const auto &y = std::get<std::decay_t<decltype(x)>>(b);
        EXPECT_EQ(x.shape(), y.shape());
        EXPECT_EQ(x.to_vector(), y.to_vector());
      },
      a);
}

TEST(Npy, RoundTrip) {
  for (const auto &[name, x] : samples()) {
    const TemporaryFile file("x.npy");
    save_npy(file.path(), x);
    expect_equal(load_npy(file.path()), x);
  }
}

TEST(Npy, DataStartAtAMultipleOf64) {
  const TemporaryFile file("x.npy");
  save_npy(file.path(), Tensor<std::uint8_t>(1));
  EXPECT_EQ(file.contents().size() % 64, 1u);
}

TEST(Npy, FortranOrderAndBigEndian) {
  const TemporaryFile file("x.npy");
  std::string header = "{'descr': '>i2', 'fortran_order': True, 'shape': (2, 3), }";
  header.resize(117, ' ');
  header += '\n';
  std::string bytes = "\x93NUMPY\x01";
  bytes += std::string("\x00", 1) + char(header.size()) + std::string(1, '\0');
  bytes += header;
  for (char v : {1, 4, 2, 5, 3, 6})
    bytes += std::string(1, '\0') + v;
  file.write(bytes);
  const auto x = typed<std::int16_t>(load_npy(file.path()));
  EXPECT_EQ(x.shape(), (Shape{2, 3}));
  EXPECT_EQ(x.to_vector(), (std::vector<std::int16_t>{1, 2, 3, 4, 5, 6}));
}

TEST(Npz, RoundTrip) {
  const TemporaryFile file("x.npz");
  save_npz(file.path(), samples());
  const NamedTensors back = load_npz(file.path());
  ASSERT_EQ(back.size(), samples().size());
  for (const auto &[name, x] : samples())
    expect_equal(back.at(name), x);
}

TEST(Npz, TheSameTensorsMakeTheSameFile) {
  const TemporaryFile file("x.npz"), again("y.npz");
  save_npz(file.path(), samples());
  save_npz(again.path(), samples());
  EXPECT_EQ(file.contents(), again.contents());
}

TEST(Npz, NamesAndArchivesThatAreOdd) {
  const TemporaryFile file("x.npz");
  save_npz(file.path(), {});
  EXPECT_TRUE(load_npz(file.path()).empty());
  const NamedTensors odd = {{"", tensor<float>({1})}, {"a/b", tensor<float>({2})}, {"\xC3\xA9", tensor<float>({3})}};
  save_npz(file.path(), odd);
  const NamedTensors back = load_npz(file.path());
  ASSERT_EQ(back.size(), odd.size());
  for (const auto &[name, x] : odd)
    expect_equal(back.at(name), x);
  EXPECT_THROW(save_npz(file.path(), {{std::string("a\0b", 3), tensor<float>({1})}}), TensorError);
}

/// What an error says; "none" if there is none.
template <class Action> std::string message_of(const Action &action) {
  try {
    action();
  } catch (const TensorError &error) {
    return error.what();
  }
  return "none";
}

TEST(Files, UndefinedTensorsAreNotSaved) {
  const TemporaryFile file("undefined.npy");
  file.write("old");
  const NamedTensors tensors = {{"there", tensor<float>({1})}, {"lost", Tensor<float>()}};
  EXPECT_NE(message_of([&] { save_npz(file.path(), tensors); }).find("'lost' is undefined"), std::string::npos);
  EXPECT_NE(message_of([&] {
              save_safetensors(file.path(), {tensors, {}});
            }).find("'lost' is undefined"),
            std::string::npos);
  EXPECT_NE(message_of([&] { save_npy(file.path(), Tensor<bool>()); }).find("is undefined"), std::string::npos);
  EXPECT_EQ(file.contents(), "old");
}

TEST(Npz, OtherFilesInTheArchiveAreNoArrays) {
  const TemporaryFile file("x.npz");
  // Names of the same length take the places of the arrays' own, in the entries and in the directory.
  const auto renamed = [&](const std::string &from, const std::string &to) {
    std::string bytes = file.contents();
    for (std::size_t at = bytes.find(from); at != std::string::npos; at = bytes.find(from, at + 1))
      bytes.replace(at, from.size(), to);
    file.write(bytes);
  };
  const NamedTensors arrays = {{"aaaa", tensor<float>({1})}, {"bbbb", tensor<float>({2})}};
  save_npz(file.path(), arrays);
  renamed("bbbb.npy", "data.bin"); // an array by another name, as NumPy takes it too
  EXPECT_EQ(load_npz(file.path()).count("data.bin"), 1u);
  // A folder "sub/", and a file "note.txt" that says hello.
  file.write(std::string("PK\003\004\024\000\000\000\000\000\000\000!\000\000\000\000\000\000\000\000\000\000\000"
                         "\000\000\004\000\000\000sub/PK\003\004\024\000\000\000\000\000\000\000!\000\206\246\0206"
                         "\005\000\000\000\005\000\000\000\010\000\000\000note.txthelloPK\001\002\024\003\024\000"
                         "\000\000\000\000\000\000!\000\000\000\000\000\000\000\000\000\000\000\000\000\004\000\000"
                         "\000\000\000\000\000\000\000\000\000\200\001\000\000\000\000sub/PK\001\002\024\003\024\000"
                         "\000\000\000\000\000\000!\000\206\246\0206\005\000\000\000\005\000\000\000\010\000\000\000"
                         "\000\000\000\000\000\000\000\000\200\001\042\000\000\000note.txtPK\005\006\000\000\000\000"
                         "\002\000\002\000h\000\000\000M\000\000\000\000\000",
                         203));
  EXPECT_TRUE(load_npz(file.path()).empty());
  renamed("note.txt", "note.npy"); // now it must be one
  EXPECT_NE(message_of([&] { load_npz(file.path()); }).find("note: "), std::string::npos);
}

TEST(Safetensors, RoundTripWithMetadataAndOddNames) {
  const TemporaryFile file("x.safetensors");
  Safetensors out;
  out.tensors = samples();
  out.tensors.emplace("quote\" back\\slash \n \xC3\xA9", tensor<float>({1}));
  out.metadata = {{"format", "pt"}, {"note", "two\nlines"}};
  save_safetensors(file.path(), out);
  const Safetensors back = load_safetensors(file.path());
  EXPECT_EQ(back.metadata, out.metadata);
  ASSERT_EQ(back.tensors.size(), out.tensors.size());
  for (const auto &[name, x] : out.tensors)
    expect_equal(back.tensors.at(name), x);
}

TEST(Safetensors, NamesAreText) {
  const TemporaryFile file("x.safetensors");
  EXPECT_THROW(save_safetensors(file.path(), {{{"\xFF", tensor<float>({1})}}, {}}), TensorError);
}

TEST(Safetensors, EscapedNames) {
  const TemporaryFile file("x.safetensors");
  const std::string header = R"({"\u00e9\ud83d\ude00":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}})";
  file.write(std::string(1, char(header.size())) + std::string(7, '\0') + header + "\x2A");
  const auto back = load_safetensors(file.path());
  EXPECT_EQ(typed<std::uint8_t>(back.tensors.at("\xC3\xA9\xF0\x9F\x98\x80")).at(0), 42);
}

TEST(Files, AWrongTypeIsAnError) {
  const TemporaryFile file("x.npy");
  save_npy(file.path(), tensor<float>({1}));
  EXPECT_THROW(typed<double>(load_npy(file.path())), TensorError);
  EXPECT_EQ(convert<double>(load_npy(file.path())).at(0), 1);
}

TEST(Csv, HeaderQuotesAndLineEnds) {
  const TemporaryFile file("x.csv");
  file.write("\xEF\xBB\xBF\"a, b\",c\r\n1,2.5\r\n\r\n-3e2, +4 \r\n\"5\",6");
  const CsvTable table = load_csv(file.path());
  EXPECT_EQ(table.columns, (std::vector<std::string>{"a, b", "c"}));
  EXPECT_EQ(table.values.shape(), (Shape{3, 2}));
  EXPECT_EQ(table.values.to_vector(), (std::vector<double>{1, 2.5, -300, 4, 5, 6}));
}

TEST(Csv, GzippedTablesAreUnpacked) {
  const TemporaryFile file("x.csv.gz");
  // gzip of "1,2\n3,4\n"
  file.write(std::string("\x1F\x8B\x08\x00\x00\x00\x00\x00\x02\x03"
                         "\x33\xD4\x31\xE2\x32\xD6\x31\xE1\x02\x00"
                         "\x47\x93\x6C\xAF\x08\x00\x00\x00",
                         28));
  EXPECT_EQ(load_csv(file.path()).values.to_vector(), (std::vector<double>{1, 2, 3, 4}));
}

TEST(Csv, ErrorsNameTheLine) {
  const TemporaryFile file("x.csv");
  const auto message = [&](const std::string &text) -> std::string {
    file.write(text);
    try {
      load_csv(file.path());
    } catch (const TensorError &error) {
      return error.what();
    }
    return "none";
  };
  EXPECT_NE(message("1,2\n3\n").find("line 2: 1 fields, expected 2"), std::string::npos);
  EXPECT_NE(message("1,2\n3,x\n").find("line 2: field 2"), std::string::npos);
  EXPECT_NE(message("1,2\n3,\n").find("line 2: field 2"), std::string::npos);
  EXPECT_NE(message("1,\"2\n").find("quote"), std::string::npos);
  CsvOptions options;
  options.allow_missing = true;
  file.write("1,\n,2\n");
  EXPECT_TRUE(std::isnan(load_csv(file.path(), options).values.at(0, 1)));
}

TEST(Csv, ANumberThatCannotBeReadIsNoHeader) {
  const TemporaryFile file("x.csv");
  for (const std::string number : {"1e999", "1e-400", "0x10", "-0X1p3", "+1e999"}) {
    file.write(number + ",2\n3,4\n");
    EXPECT_NE(message_of([&] { load_csv(file.path()); }).find("line 1: field 1 is no number"), std::string::npos)
        << number;
  }
  for (const std::string name : {"0xg", "1st", "x", "e5", "-"}) {
    file.write(name + ",2\n3,4\n");
    EXPECT_EQ(load_csv(file.path()).columns.at(0), name);
  }
}

TEST(Files, ImpossibleShapesNameTheFile) {
  const TemporaryFile file("x.idx");
  const std::string huge = "\x7F\xFF\xFF\xFF";
  file.write(std::string("\0\0\x08\x03", 4) + huge + huge + huge);
  EXPECT_NE(message_of([&] { load_idx(file.path()); }).find(file.path() + ": shape: too many elements"),
            std::string::npos);
  file.write(std::string("\0\0\x08\x09", 4) + std::string(36, '\1'));
  EXPECT_NE(message_of([&] { load_idx(file.path()); }).find(file.path() + ": rank above"), std::string::npos);
}

TEST(Idx, ReadsBigEndianArrays) {
  const TemporaryFile file("x.idx");
  file.write(std::string("\0\0\x0C\x02\0\0\0\x01\0\0\0\x02"
                         "\0\0\x01\0\xFF\xFF\xFF\xFE",
                         20));
  const auto x = typed<std::int32_t>(load_idx(file.path()));
  EXPECT_EQ(x.shape(), (Shape{1, 2}));
  EXPECT_EQ(x.to_vector(), (std::vector<std::int32_t>{256, -2}));
}

TEST(Files, MissingFilesAndFolders) {
  for (const char *path : {"/nowhere/at/all", "/", ""}) {
    EXPECT_THROW(load_npy(path), TensorError);
    EXPECT_THROW(load_npz(path), TensorError);
    EXPECT_THROW(load_safetensors(path), TensorError);
    EXPECT_THROW(load_csv(path), TensorError);
    EXPECT_THROW(load_idx(path), TensorError);
    EXPECT_THROW(save_npy(path, tensor<float>({1})), TensorError);
  }
}

} // namespace
