# shellcheck shell=bash
# An apt of our own: own sources, lists, cache and (empty) status, so that packages are downloaded
# and verified without root and without touching the machine's apt. The machine's proxy settings
# still apply (/etc/apt/apt.conf.d is read), its update hooks do not. Trust is unbroken: Debian's
# archive keyring signs InRelease, which hashes Packages, which hashes each .deb.
# Needs say, die and have from lib.sh.

keyring=/usr/share/keyrings/debian-archive-keyring.gpg

debian_release() { # the codename of this machine's Debian, empty elsewhere
  (. /etc/os-release && [ "${ID:-}" = debian ] && echo "${VERSION_CODENAME:-}") 2>/dev/null || true
}

machine_mirror() { # RELEASE: the first source of the machine's that offers its main component
  apt-get indextargets --format '$(REPO_URI)|$(RELEASE)|$(COMPONENT)' 'Created-By: Packages' 2>/dev/null |
    awk -v r="|$1|main" 'substr($0, length($0)-length(r)+1)==r && !n++ {print substr($0, 1, length($0)-length(r))}'
}

private_apt() { # DIR MIRROR SUITE... : prepares it in DIR and fetches the lists
  apt_dir=$1
  local mirror=$2
  shift 2
  [ -r "$keyring" ] || die "no $keyring (apt-get install debian-archive-keyring)"
  mkdir -p "$apt_dir"/{lists/partial,cache/archives/partial,state,parts,empty}
  : >"$apt_dir/status"
  cat >"$apt_dir/parts/private.sources" <<SRC
Types: deb
URIs: $mirror
Suites: $*
Components: main
Architectures: amd64
Signed-By: $keyring
SRC
  cat >"$apt_dir/apt.conf" <<CONF
APT::Architecture "amd64"; #clear APT::Architectures; APT::Architectures { "amd64"; };
Dir::Etc::sourcelist "/dev/null"; Dir::Etc::sourceparts "$apt_dir/parts";
Dir::Etc::preferences "/dev/null"; Dir::Etc::preferencesparts "$apt_dir/empty";
Dir::State "$apt_dir/state"; Dir::State::lists "$apt_dir/lists"; Dir::State::status "$apt_dir/status";
Dir::Cache "$apt_dir/cache"; Dir::Cache::pkgcache "pkgcache.bin"; Dir::Cache::srcpkgcache "srcpkgcache.bin";
APT::Sandbox::User "root"; Acquire::Languages "none"; Acquire::Retries "3";
Acquire::AllowInsecureRepositories "false"; APT::Get::AllowUnauthenticated "false";
#clear APT::Update::Pre-Invoke; #clear APT::Update::Post-Invoke; #clear APT::Update::Post-Invoke-Success;
#clear Acquire::IndexTargets::deb::Contents-deb; #clear Acquire::IndexTargets::deb::DEP-11;
#clear Acquire::IndexTargets::deb::DEP-11-icons; #clear Acquire::IndexTargets::deb::DEP-11-icons-small;
#clear Acquire::IndexTargets::deb::DEP-11-icons-large; #clear Acquire::IndexTargets::deb::CNF;
CONF
  apt get -qq -o APT::Update::Error-Mode=any update >&2 || die "apt-get update failed for $mirror"
}

apt() {
  local command=$1
  shift
  "apt-$command" -c "$apt_dir/apt.conf" "$@"
}

version_in() { # PACKAGE SUITE: its candidate version (awk reads to the end: no SIGPIPE)
  apt cache policy -t "$2" "$1" |
    awk -v s=" $2/main " '/^ (\*\*\*|   ) [^ ]/{v=($1=="***"?$2:$1)} index($0,s)&&!n++{print v}'
}

first() { printf '%s\n' "$1"; }

has_hash() { [ -f "$1" ] && [ -n "$2" ] && echo "$2  $1" | sha256sum -c --status; }

fetch() { # DEST SUITE PACKAGE... : downloads, or reuses what has the index's hash; prints the files
  local dest=$1 suite=$2 package version hash file
  shift 2
  for package; do
    version=$(version_in "$package" "$suite")
    [ -n "$version" ] || die "$suite has no $package"
    hash=$(apt cache show "$package=$version" | awk '/^SHA256: /&&!n++{print $2}')
    file=$(first "$dest/${package}_${version//:/%3a}"_*.deb)
    if ! has_hash "$file" "$hash"; then # apt-get download would keep a damaged file of that size
      rm -f "$file"
      (cd "$dest" && apt get -qq download "$package=$version" >&2) || die "cannot download $package $version"
      file=$(first "$dest/${package}_${version//:/%3a}"_*.deb)
      has_hash "$file" "$hash" || die "$file does not have the hash that the signed index gives"
    fi
    echo "$file"
  done
}

unpack() { # FILE DEST TAR-OPTIONS...
  local file=$1 dest=$2
  shift 2
  mkdir -p "$dest"
  dpkg-deb --fsys-tarfile "$file" | tar -xf - -C "$dest" --no-same-owner "$@" || die "cannot unpack $file"
}
