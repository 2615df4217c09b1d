/// Why an archive is not read any further, or cannot be written.
package enum ArchiveRefusal: String, Error, Hashable, Sendable {
    /// No ZIP file, or its directory is damaged.
    case unreadable
    /// One file's bytes are damaged; the others may be read.
    case damagedFile = "damaged_file"
    case tooManyFiles = "too_many_files"
    case tooLarge = "too_large"
    /// It unpacks to far more than it is.
    case tooDense = "too_dense"
    case unsafePath = "unsafe_path"
    /// Links and devices.
    case notAFile = "not_a_file"
    case samePathTwice = "same_path_twice"
    case encrypted
    case unwritable
}

/// What is read of an archive at most.
package struct ArchiveLimits: Sendable {
    package var files: Int
    /// In bytes, unpacked, all files together.
    package var unpacked: Int64
    /// How many times its own size an archive may unpack to, beyond a megabyte.
    package var ratio: Int64

    package init(
        files: Int = 100_000,
        unpacked: Int64 = 8 << 30,
        ratio: Int64 = 200
    ) {
        self.files = files
        self.unpacked = unpacked
        self.ratio = ratio
    }

    /// The least that a small archive may unpack to.
    private static let allowance: Int64 = 1 << 20

    func unpacked(from size: Int64) -> Int64 {
        let (dense, overflow) = size.multipliedReportingOverflow(by: ratio)
        return overflow ? .max : dense + Self.allowance
    }
}
