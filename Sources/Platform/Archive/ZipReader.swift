import CArchive
package import FoundationEssentials

/// Reads a ZIP file by its directory, and believes nothing that it says.
///
/// Its calls block. What it reads comes from a closure, so that an archive may lie sealed.
///
/// The C reader belongs to one thread at a time, and so does this: whoever holds it makes its calls one after another.
package final class ZipReader: @unchecked Sendable {
    private static let piece = 65_536

    private let handle: OpaquePointer
    private let source: Source
    private let limits: ArchiveLimits
    private let longest: Int64
    private var seen: Set<String> = []
    private var unpacked: Int64 = 0

    /// What the C reader asks for bytes; kept alive by the reader, and touched only within its calls.
    private final class Source {
        let read: (_ offset: Int, _ count: Int) throws -> Data

        init(_ read: @escaping (_ offset: Int, _ count: Int) throws -> Data) {
            self.read = read
        }
    }

    /// Opens an archive of `size` bytes; `read` yields the bytes at an offset, fewer only at the end.
    /// - Throws: `ArchiveRefusal` `unreadable`, `tooManyFiles`.
    package init(
        size: Int,
        limits: ArchiveLimits = ArchiveLimits(),
        reading read: @escaping @Sendable (_ offset: Int, _ count: Int) throws -> Data
    ) throws(ArchiveRefusal) {
        // The C reader takes the whole directory in at once, whatever there is of it.
        var directory = ZipDirectory(size: size, reading: read)
        try directory.require(atMost: limits.files)
        source = Source(read)
        self.limits = limits
        longest = min(limits.unpacked, limits.unpacked(from: Int64(size)))
        var handle: OpaquePointer?
        let context = Unmanaged.passUnretained(source).toOpaque()
        let status = zip_reader_open(
            { context, offset, buffer, count in
                guard let context else { return -1 }
                let source = Unmanaged<Source>.fromOpaque(context).takeUnretainedValue()
                guard let bytes = try? source.read(Int(offset), count), bytes.count <= count else {
                    return -1
                }
                bytes.copyBytes(to: UnsafeMutableRawBufferPointer(start: buffer, count: count))
                return Int64(bytes.count)
            },
            context,
            Int64(size),
            &handle
        )
        guard status == .ZIP_OK, let handle else { throw .unreadable }
        self.handle = handle
    }

    deinit {
        zip_reader_release(handle)
    }

    /// The path of the next file; nil after the last.
    ///
    /// Folders are passed over.
    /// - Throws: `ArchiveRefusal`; after it nothing more may be asked.
    package func next() throws(ArchiveRefusal) -> ArchivePath? {
        while true {
            var entry = zip_entry()
            switch zip_reader_next(handle, &entry) {
            case .ZIP_END: return nil
            case .ZIP_OK: break
            default: throw .unreadable
            }
            guard seen.count < limits.files else { throw .tooManyFiles }
            let path = try Self.path(of: entry)
            guard seen.insert(path.text.lowercased()).inserted else { throw .samePathTwice }
            guard entry.size <= longest - unpacked else { throw .tooLarge }
            if entry.kind == .ZIP_FILE { return path }
        }
    }

    private static func path(of entry: zip_entry) throws(ArchiveRefusal) -> ArchivePath {
        guard let bytes = entry.path, let text = String(validatingCString: bytes) else { throw .unsafePath }
        guard entry.kind != .ZIP_OTHER else { throw .notAFile }
        guard !entry.encrypted else { throw .encrypted }
        let name = entry.kind == .ZIP_FOLDER && text.hasSuffix("/") ? text.dropLast() : text[...]
        guard let path = ArchivePath(name) else { throw .unsafePath }
        return path
    }

    /// The next bytes of the file, unpacked; nil at its end.
    /// - Throws: `ArchiveRefusal.damagedFile`, after which the next file may be asked for; others end the reading.
    package func read() throws(ArchiveRefusal) -> Data? {
        var bytes = Data(count: Self.piece)
        var count = 0
        let status = bytes.withUnsafeMutableBytes { buffer in
            guard let start = buffer.baseAddress else { return zip_status.ZIP_FAILED }
            return zip_reader_read(handle, start, buffer.count, &count)
        }
        // After a failure that ends the reading the next file cannot be asked for, which says so.
        guard status == .ZIP_OK else { throw .damagedFile }
        unpacked += Int64(count)
        guard unpacked <= limits.unpacked else { throw .tooLarge }
        guard unpacked <= longest else { throw .tooDense }
        return count == 0 ? nil : bytes.prefix(count)
    }
}
