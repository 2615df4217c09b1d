import CArchive
package import FoundationEssentials
package import Kernel

/// Writes a ZIP file as a stream: whatever has been produced is taken out before more goes in, so that memory stays flat.
///
/// Belongs to one task at a time; compressing is work for the processor.
package final class ZipWriter {
    private let handle: OpaquePointer

    /// - Throws: `ArchiveRefusal.unwritable` without memory.
    package init() throws(ArchiveRefusal) {
        guard let handle = zip_writer_open() else { throw .unwritable }
        self.handle = handle
    }

    deinit {
        zip_writer_release(handle)
    }

    /// Begins a file, and ends the one before.
    ///
    /// What is compressed already is stored as it is, and then has to say its size.
    package func begin(
        _ path: ArchivePath,
        storing size: Int? = nil,
        at moment: Timestamp
    ) throws(ArchiveRefusal) {
        let seconds = moment.milliseconds / 1_000
        try check(zip_writer_begin(handle, path.text, Int64(size ?? -1), seconds, size == nil))
    }

    package func append(_ bytes: Data) throws(ArchiveRefusal) {
        guard !bytes.isEmpty else { return }
        try check(
            bytes.withUnsafeBytes { buffer in
                guard let start = buffer.baseAddress else { return .ZIP_OK }
                return zip_writer_append(handle, start, buffer.count)
            }
        )
    }

    /// Ends the last file and writes the directory; nothing may follow.
    package func finish() throws(ArchiveRefusal) {
        try check(zip_writer_finish(handle))
    }

    /// What was produced since the last call.
    package func take() -> Data {
        var bytes: UnsafeRawPointer?
        var count = 0
        zip_writer_take(handle, &bytes, &count)
        return bytes.map { Data(bytes: $0, count: count) } ?? Data()
    }

    private func check(_ status: zip_status) throws(ArchiveRefusal) {
        guard status == .ZIP_OK else { throw .unwritable }
    }
}
