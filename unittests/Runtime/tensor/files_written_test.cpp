// Writing: what is there already is replaced by a complete file or left alone, and nothing lies about afterwards.
#include "temporary_file.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>

#include <sys/resource.h>
#include <sys/stat.h>

using namespace clangent;
namespace fs = std::filesystem;

namespace {

/// A folder of its own for each test, removed at the end.
class Written : public testing::Test {
protected:
  Written() {
    std::string name = (fs::temp_directory_path() / "clangent_written_XXXXXX").string();
    folder = mkdtemp(name.data());
  }
  ~Written() override { fs::remove_all(folder); }

  std::string in(const std::string &name) const { return (folder / name).string(); }
  static float first_of(const std::string &path) { return typed<float>(load_npy(path)).to_vector().at(0); }
  static void save(const std::string &path, float value) { save_npy(path, tensor<float>({value})); }
  /// Names in the folder, in order.
  std::vector<std::string> names() const {
    std::vector<std::string> list;
    for (const auto &entry : fs::directory_iterator(folder))
      list.push_back(entry.path().filename().string());
    std::sort(list.begin(), list.end());
    return list;
  }
  static struct stat status(const std::string &path) {
    struct stat result {};
    EXPECT_EQ(stat(path.c_str(), &result), 0) << path;
    return result;
  }

  fs::path folder;
};
using Names = std::vector<std::string>;

TEST_F(Written, LinksAreFollowed) {
  fs::create_directory(folder / "data");
  save(in("data/real.npy"), 1);
  fs::create_symlink("data/real.npy", folder / "relative.npy");
  fs::create_symlink(folder / "relative.npy", folder / "link_to_link.npy");
  save(in("link_to_link.npy"), 2);
  EXPECT_TRUE(fs::is_symlink(folder / "link_to_link.npy"));
  EXPECT_TRUE(fs::is_symlink(folder / "relative.npy"));
  EXPECT_EQ(first_of(in("data/real.npy")), 2);
  // A link to a file that is not there yet makes that file.
  fs::create_symlink("data/new.npy", folder / "dangling.npy");
  save(in("dangling.npy"), 3);
  EXPECT_EQ(first_of(in("data/new.npy")), 3);
  EXPECT_EQ(names(), (Names{"dangling.npy", "data", "link_to_link.npy", "relative.npy"}));
}

TEST_F(Written, LinksInACircleAreErrors) {
  fs::create_symlink("b", folder / "a");
  fs::create_symlink("a", folder / "b");
  EXPECT_THROW(save(in("a"), 1), TensorError);
  EXPECT_EQ(names(), (Names{"a", "b"}));
}

TEST_F(Written, WhatIsNoRegularFileIsAnError) {
  EXPECT_THROW(save("/dev/full", 1), TensorError);
  EXPECT_TRUE(fs::is_character_file("/dev/full"));
  ASSERT_EQ(mkfifo(in("pipe").c_str(), 0600), 0);
  EXPECT_THROW(save(in("pipe"), 1), TensorError);
  EXPECT_TRUE(fs::is_fifo(folder / "pipe"));
  fs::create_symlink("/dev/null", folder / "null");
  EXPECT_THROW(save(in("null"), 1), TensorError);
  fs::create_directory(folder / "empty");
  EXPECT_THROW(save(in("empty"), 1), TensorError);
  EXPECT_EQ(names(), (Names{"empty", "null", "pipe"}));
}

TEST_F(Written, FilesOfOthersBesideItAreLeftAlone) {
  save(in("x.npy.partial"), 7);
  save(in("x.npy"), 1);
  save(in("x.npy"), 2);
  EXPECT_EQ(first_of(in("x.npy.partial")), 7);
  EXPECT_EQ(first_of(in("x.npy")), 2);
  EXPECT_EQ(names(), (Names{"x.npy", "x.npy.partial"}));
}

TEST_F(Written, TheModeIsKeptAndThatOfNewFilesIsTheProcesss) {
  const mode_t mask = umask(027);
  save(in("new.npy"), 1);
  umask(mask);
  EXPECT_EQ(status(in("new.npy")).st_mode & 07777, 0640u);
  fs::permissions(folder / "new.npy", fs::perms(0606));
  save(in("new.npy"), 2);
  EXPECT_EQ(status(in("new.npy")).st_mode & 07777, 0606u);
  EXPECT_EQ(first_of(in("new.npy")), 2);
}

TEST_F(Written, TheOwnerIsKept) {
  if (geteuid() != 0)
    GTEST_SKIP() << "only root gives files away";
  save(in("x.npy"), 1);
  ASSERT_EQ(chown(in("x.npy").c_str(), 12345, 54321), 0);
  ASSERT_EQ(chmod(in("x.npy").c_str(), 02775), 0);
  save(in("x.npy"), 2);
  const struct stat after = status(in("x.npy"));
  EXPECT_EQ(after.st_uid, 12345u);
  EXPECT_EQ(after.st_gid, 54321u);
  EXPECT_EQ(after.st_mode & 07777, 02775u);
}

TEST_F(Written, WriteProtectedFilesAndFoldersAreErrors) {
  if (geteuid() == 0)
    GTEST_SKIP() << "root may write anything";
  save(in("x.npy"), 1);
  fs::permissions(folder / "x.npy", fs::perms(0444));
  EXPECT_THROW(save(in("x.npy"), 2), TensorError);
  EXPECT_EQ(first_of(in("x.npy")), 1);
  fs::permissions(folder, fs::perms(0555));
  EXPECT_THROW(save(in("y.npy"), 2), TensorError);
  fs::permissions(folder, fs::perms(0755));
  EXPECT_EQ(names(), (Names{"x.npy"}));
}

TEST_F(Written, FoldersThatAreNotThereAreErrors) {
  EXPECT_THROW(save(in("none/x.npy"), 1), TensorError);
  EXPECT_THROW(save("", 1), TensorError);
  EXPECT_EQ(names(), Names{});
}

TEST_F(Written, AFullDiskLeavesTheOldFileAndNothingElse) {
  save(in("x.npy"), 1);
  // A limit on the size of files fails as a full disk does, at some byte of the new file.
  struct rlimit before {};
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &before), 0);
  struct rlimit small = before;
  small.rlim_cur = 1000;
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &small), 0);
  EXPECT_THROW(save_npy(in("x.npy"), Tensor<float>::zeros({10000})), TensorError);
  setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, handler);
  EXPECT_EQ(first_of(in("x.npy")), 1);
  EXPECT_EQ(names(), (Names{"x.npy"}));
}

} // namespace
