# carrel_json: nlohmann_json without exceptions, streams and implicit conversions, in every target
# alike. Only its own folder is linked into the build: /usr/include must never reach em++.
find_path(CARREL_JSON_INCLUDE nlohmann/json.hpp
          PATHS ${PROJECT_SOURCE_DIR}/.toolchain/debian/usr/include /usr/include /usr/local/include
                /opt/homebrew/include
          NO_DEFAULT_PATH NO_CMAKE_FIND_ROOT_PATH REQUIRED)

file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/include)
file(CREATE_LINK ${CARREL_JSON_INCLUDE}/nlohmann ${PROJECT_BINARY_DIR}/include/nlohmann SYMBOLIC)

add_library(carrel_json INTERFACE)
target_include_directories(carrel_json SYSTEM INTERFACE ${PROJECT_BINARY_DIR}/include)
target_compile_definitions(carrel_json INTERFACE JSON_NOEXCEPTION JSON_NO_IO
                                                 JSON_USE_IMPLICIT_CONVERSIONS=0)
