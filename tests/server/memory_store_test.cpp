#include "store/memory_store.hpp"

#include "store_contract.hpp"

namespace carrel::server::test {
namespace {

INSTANTIATE_TEST_SUITE_P(MemoryStore, StoreContract,
                         testing::Values([] { return std::make_unique<MemoryStore>(); }));

}  // namespace
}  // namespace carrel::server::test
